#!/bin/sh
# Writes every lock file anew: requirements/*.lock by uv, package-lock.json and bench/package-lock.json by npm.
# What is locked stays as it is unless its *.in file asks for something else; UPGRADE=1 takes the newest that fits.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
take_turns

uv=$(tools/find-uv.sh)
# test.in and bench.in read site.lock, mutate.in reads test.lock, so that all have the same versions: keep the order.
for name in bootstrap node site test bench mutate; do
    say "Locking requirements/$name.lock ..."
    # --universal: one lock for every system and every Python from 3.12 on.
    "$uv" pip compile --quiet ${UPGRADE:+--upgrade} --universal --python-version 3.12 --python .venv --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
        --output-file "requirements/$name.lock" "requirements/$name.in"
done

# npm's versions are exact in package.json: to upgrade one, change it there.
for folder in . bench; do
    say "Locking $folder/package-lock.json ..."
    .venv/bin/npm install --prefix "$folder" --userconfig .npmrc --package-lock-only --loglevel=error >/dev/null
done

# A lock names versions and hashes, never where to get them: that is each reader's own configuration.
if grep -nE 'https?://|file://|^--(index|extra|find)' requirements/*.lock ||
    grep -n '"resolved"' package-lock.json bench/package-lock.json; then
    fail "These lines of a lock file name an address. They must not."
fi
