#!/bin/sh
# Runs the linters and, on a freshly built site, all the tests; fails if either does. Its arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

browser=$(tools/find-chromium.sh)
firefox=$(tools/find-firefox.sh)
# A complaint about form is no reason to leave unsaid whether it works.
clean=yes
tools/lint.sh || clean=no
tools/build-site.sh
say "Testing, with $browser and ${firefox:-NO FIREFOX} ..."
# Work is stolen: the slow tests, those of browsers, stand beside each other and would all fall to one.
# Three at once on two cores: tests of browsers often wait.
# Tests find the browser by name in the environment, and this checkout's node on the PATH.
export LUMBAR_CHROMIUM="$browser" LUMBAR_FIREFOX="$firefox" PATH="$root/.venv/bin:$PATH"
.venv/bin/python -m pytest -n 3 --dist worksteal "$@"
[ -n "$firefox" ] || say "NOTHING WAS TESTED IN FIREFOX: none could be found or installed (see above)."
[ "$clean" = yes ] || fail "the tests pass, but the linters complained (see above the tests)."
