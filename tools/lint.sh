#!/bin/sh
# Runs every linter, or those that its arguments name, even after one has complained, and fails at the end if any did.
set -u
cd "$(dirname "$0")/.." || exit
. tools/common.sh
chosen=" ${*:-all} "
known=
failed=

check() { # a name, then the command
    name=$1
    shift
    known="$known $name"
    case $chosen in *" all "* | *" $name "*) ;; *) return ;; esac
    say "$name ..."
    "$@" || failed="$failed, $name"
}

# Our own prose and the texts of pages. The guidelines' spelling is their source's.
check_terms() {
    codespell --dictionary tools/terms.txt --check-hidden ./*.md .github docs content mkdocs.yml calculator \
        --skip "*.svg,*.png,content/guidelines,content/search/synonyms.yml"
}

# The schemas come with the package.
check_schemas() {
    forms=$(find .github/ISSUE_TEMPLATE -name '*.yml' ! -name config.yml)
    # shellcheck disable=SC2086
    check-jsonschema --quiet --builtin-schema vendor.github-issue-forms $forms &&
        check-jsonschema --quiet --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml &&
        check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
}

PATH="$root/.venv/bin:$root/node_modules/.bin:$PATH"
check ruff-check ruff check --quiet
check ruff-format ruff format --check --quiet
check mypy mypy
check eslint eslint --max-warnings 0 --no-error-on-unmatched-pattern .
check tsc-pages tsc --project tsconfig.json
check tsc-workers tsc --project tsconfig.worker.json
check spelling codespell
check terms check_terms
check duplicates jscpd
check schemas check_schemas

for name in $chosen; do
    case " all$known " in *" $name "*) ;; *) fail "no linter is called $name. There are:$known." ;; esac
done
[ -z "$failed" ] || fail "not clean: ${failed#, }. \`make fmt\` mends what can be mended by itself."
