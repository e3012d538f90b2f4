#!/bin/sh
# Runs every linter, even after one has complained, and fails at the end if any did.
set -u
cd "$(dirname "$0")/.." || exit
. tools/common.sh
failed=

check() { # a name, then the command
    name=$1
    shift
    say "$name ..."
    "$@" || failed="$failed, $name"
}

# tsc calls a project without a single file an error.
types() { # a name, a project, then find's test for its files
    name=$1 project=$2
    shift 2
    if [ -n "$(find site_plugins -name '*.js' "$@" | head -n 1)" ]; then
        check "$name" node_modules/.bin/tsc --project "$project"
    else
        say "$name: no file to check yet."
    fi
}

PATH="$root/.venv/bin:$PATH"
check "ruff check" ruff check --quiet
check "ruff format" ruff format --check --quiet
check "mypy" mypy
check "eslint" node_modules/.bin/eslint --max-warnings 0 --no-error-on-unmatched-pattern .
types "tsc (pages)" tsconfig.json ! -name '*.worker.js'
types "tsc (workers)" tsconfig.worker.json -name '*.worker.js'

[ -z "$failed" ] || fail "not clean: ${failed#, }. \`make fmt\` mends what can be mended by itself."
