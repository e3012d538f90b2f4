#!/bin/sh
# Prints the path of a Firefox that runs, for the tests; installs one where there is none. Where none can be had it says
# so and prints nothing: the tests that need it are skipped then, and everything else is still worth running.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

search() {
    accept_named firefox-esr firefox
    accept "/Applications/Firefox.app/Contents/MacOS/firefox"
}

mkdir -p build
if [ -n "${LUMBAR_FIREFOX:-}" ]; then
    accept "$LUMBAR_FIREFOX"
    fail "LUMBAR_FIREFOX is $LUMBAR_FIREFOX, which does not run."
fi
search

# Tests that run side by side may ask at once: who waited finds what the first one installed.
take_turns
search
if install_packages Firefox firefox-esr fonts-liberation; then
    search
fi

say "NO FIREFOX: every test in Firefox will be SKIPPED. To run them: make test LUMBAR_FIREFOX=/path/to/firefox"
