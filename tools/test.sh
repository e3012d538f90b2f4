#!/bin/sh
# Runs tests; fails if anything does. Its arguments go to pytest: with them it runs what they name and nothing else.
#   tools/test.sh              the linters and every test
#   tools/test.sh --check      the linters and the tests that need neither a browser nor Pyodide nor long
#   tools/test.sh tests/site   these tests
# What a test needs (the built site, a browser) it asks for by a fixture: tests/conftest.py. Here it is only made
# ready before, where all of it is needed, so that no test waits for it and what is installed is said aloud.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
pytest="$root/.venv/bin/python -m pytest"

case ${1:-} in
--check | '') ;;
*) exec $pytest "$@" ;;
esac

# Beside what comes next, on the other core. A complaint about form is no reason to leave unsaid whether it works.
mkdir -p build
tools/lint.sh >build/lint.log 2>&1 &
lint=$!
trap 'kill $lint 2>/dev/null || :' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

firefox=
webkit=
if [ -z "${1:-}" ]; then
    LUMBAR_CHROMIUM=$(tools/find-chromium.sh)
    firefox=$(tools/find-firefox.sh)
    webkit=$(tools/find-webkit.sh)
    export LUMBAR_CHROMIUM LUMBAR_FIREFOX="$firefox" LUMBAR_WEBKIT="$webkit"
    # Tests in browsers often wait: more of them at once than there are cores.
    # A file's tests stay together and share what is started for them, and the slowest files come first.
    set -- -n 4 --dist loadscope --no-loadscope-reorder
else
    set -- -n 2 --dist worksteal -m "not browser and not pyodide and not slow"
fi
tools/build-site.sh --if-stale
say "Testing${LUMBAR_CHROMIUM:+, with $LUMBAR_CHROMIUM, ${firefox:-NO FIREFOX} and ${webkit:-NO WEBKIT}} ..."
tested=yes
$pytest "$@" || tested=no
wait $lint && clean=yes || clean=no
cat build/lint.log >&2
[ "$tested" = yes ] || fail "tests fail (see above)."
[ "$clean" = yes ] || fail "the tests pass, but the linters complained (see above)."
[ -z "${LUMBAR_CHROMIUM:-}" ] || [ -n "$firefox" ] ||
    say "NOTHING WAS TESTED IN FIREFOX: none could be found or installed (see above)."
[ -z "${LUMBAR_CHROMIUM:-}" ] || [ -n "$webkit" ] ||
    say "NOTHING WAS TESTED IN WEBKIT: none could be found or installed (see above)."
