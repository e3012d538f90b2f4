#!/bin/sh
# Prints the path of a Chromium that runs, for the tests; installs one where there is none.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

search() {
    accept_named chromium chromium-browser google-chrome google-chrome-stable
    accept "/Applications/Chromium.app/Contents/MacOS/Chromium"
    accept "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}

mkdir -p build
if [ -n "${LUMBAR_CHROMIUM:-}" ]; then
    accept "$LUMBAR_CHROMIUM"
    fail "LUMBAR_CHROMIUM is $LUMBAR_CHROMIUM, which does not run."
fi
search

# Tests that run side by side may ask at once: who waited finds what the first one installed.
take_turns
search

# The fonts, because a system without any draws no text and measures none.
if install_packages Chromium chromium fonts-liberation; then
    search
fi

# Playwright's own, kept in the checkout like everything else that is installed.
export PLAYWRIGHT_BROWSERS_PATH="${PLAYWRIGHT_BROWSERS_PATH:-$root/.python/browsers}"
own='from playwright.sync_api import sync_playwright
with sync_playwright() as playwright: print(playwright.chromium.executable_path)'
accept "$(.venv/bin/python -c "$own")"
say "Fetching Playwright's Chromium into .python/browsers (about 200 MB) ..."
.venv/bin/python -m playwright install chromium >build/playwright.log 2>&1 </dev/null ||
    say "That failed: $(grep -m 1 -i error build/playwright.log || tail -n 1 build/playwright.log)"
path=$(.venv/bin/python -c "$own")
accept "$path"
[ ! -x "$path" ] || say "It is there but does not run: $("$path" --version 2>&1 | head -n 1)"
fail "the tests need Chromium or Google Chrome, and none could be found or installed.
Install one, or name one: make test LUMBAR_CHROMIUM=/path/to/chromium"
