#!/bin/sh
# Prints the path of WebKitGTK's MiniBrowser, for the tests, where its driver and a display without a screen are there too;
# installs them where they are not. Where they cannot be had it says so and prints nothing: the tests that need it are
# skipped then, and everything else is still worth running.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

# MiniBrowser does not even tell its version without a display.
search() {
    command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null || return 0
    for path; do
        if [ -f "$path" ] && [ -x "$path" ]; then
            printf '%s\n' "$path"
            exit 0
        fi
    done
}

search_usual() {
    search /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/lib*/webkit2gtk-4.1/MiniBrowser /usr/libexec/webkit2gtk-4.1/MiniBrowser
}

mkdir -p build
if [ -n "${LUMBAR_WEBKIT:-}" ]; then
    search "$LUMBAR_WEBKIT"
    fail "LUMBAR_WEBKIT is $LUMBAR_WEBKIT: that is no program, or WebKitWebDriver or Xvfb is missing."
fi
search_usual

# Tests that run side by side may ask at once: who waited finds what the first one installed.
take_turns
search_usual
if install_packages WebKitGTK webkit2gtk-driver libwebkit2gtk-4.1-0 xvfb fonts-liberation gir1.2-webkit2-4.1 \
    python3-gi; then
    search_usual
fi

say "NO WEBKIT: every test in WebKit will be SKIPPED. To run them install WebKitWebDriver, MiniBrowser and Xvfb (Debian:
webkit2gtk-driver libwebkit2gtk-4.1-0 xvfb)."
