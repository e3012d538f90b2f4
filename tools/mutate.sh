#!/bin/sh
# Tells whether the tests notice wrong edits: those of tests/mutation/edits.toml, then mutmut's over calculator/. Neither
# changes the checkout. For whoever wants it: mutmut goes over everything in hours.
#
#   tools/mutate.sh                            both
#   tools/mutate.sh edits [word ...]           the list alone, or what of it has one of these words in its name
#   tools/mutate.sh functions [pattern ...]    mutmut alone, or what of it has such a name: "calculator.core.scoring*"
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

what=${1:-both}
[ $# = 0 ] || shift
case $what in both | edits | functions) ;; *) fail "tools/mutate.sh takes edits or functions, not $what." ;; esac
[ -s site/index.html ] || fail "site/ holds no site: run \`make site\` first."

found=
if [ "$what" != functions ]; then
    LUMBAR_CHROMIUM=$(tools/find-chromium.sh) .venv/bin/python tools/mutate.py "$@" || found=yes
fi

if [ "$what" != edits ]; then
    if ! cmp -s requirements/mutate.lock build/mutmut/installed.lock; then
        say "Installing mutmut into build/mutmut ..."
        rm -rf build/mutmut
        "$(tools/find-uv.sh)" pip install --quiet --python .venv --target build/mutmut --no-deps --require-hashes \
            -r requirements/mutate.lock || fail "uv could not install requirements/mutate.lock (see above)."
        cp requirements/mutate.lock build/mutmut/installed.lock
    fi
    .venv/bin/python tools/mutate.py --copy-only
    say "Running mutmut in build/mutate; its results come at the end ..."
    (
        cd build/mutate
        export PYTHONPATH="$root/build/mutmut"
        .venv/bin/python -m mutmut run "$@"
        .venv/bin/python -m mutmut results
    )
    say "To see one: cd build/mutate && PYTHONPATH=$root/build/mutmut .venv/bin/python -m mutmut show NAME"
fi
[ -z "$found" ] || fail "Some edits were noticed by no test (see above)."
