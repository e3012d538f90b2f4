#!/bin/sh
# Prints the path of a Firefox that runs, for the tests; installs one where there is none. Where none can be had it says
# so and prints nothing: the tests that need it are skipped then, and everything else is still worth running.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

# Each is run: Ubuntu's firefox, for one, may be a stub that only asks for a snap.
accept() {
    if [ -x "$1" ] && "$1" --version >/dev/null 2>&1; then
        printf '%s\n' "$1"
        exit 0
    fi
}

search() {
    for name in firefox-esr firefox; do
        while read -r path; do
            accept "$path"
        done <<EOF
$(every "$name")
EOF
    done
    accept "/Applications/Firefox.app/Contents/MacOS/firefox"
}

mkdir -p build
if [ -n "${LUMBAR_FIREFOX:-}" ]; then
    accept "$LUMBAR_FIREFOX"
    fail "LUMBAR_FIREFOX is $LUMBAR_FIREFOX, which does not run."
fi
search

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "No Firefox here: installing the system's package (a minute or two) ..."
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq >build/apt.log 2>&1 </dev/null &&
        apt-get install -qq --yes --no-install-recommends firefox-esr fonts-liberation \
            >>build/apt.log 2>&1 </dev/null; then
        search
    fi
    say "That did not help: $(tail -n 1 build/apt.log)"
fi

say "NO FIREFOX: every test in Firefox will be SKIPPED. To run them: make test LUMBAR_FIREFOX=/path/to/firefox"
