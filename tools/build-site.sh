#!/bin/sh
# Builds the site beside the old one and swaps them only when it is whole: a build that fails or is interrupted leaves
# site/ as it was. With --if-stale it builds only if something that the site is made from differs from the last build.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
take_turns

sources() {
    find calculator content site_plugins mkdocs.yml pyproject.toml requirements/site.lock package-lock.json NOTICE \
        tools/build-site.sh -type f ! -path '*/__pycache__/*' -exec cksum {} + | LC_ALL=C sort
}

sources >build/site-sources.new
if [ "${1:-}" = --if-stale ] && [ -s site/index.html ] && cmp -s build/site-sources.new build/site-sources; then
    rm build/site-sources.new
    exit 0
fi
rm -f build/site-sources

# Two folders cannot be swapped in one step: between the two renames below, which take microseconds, there is no site/.
# Should the machine stop exactly there, this puts the old one back.
[ -d site ] || [ ! -d build/site-old ] || mv build/site-old site
rm -rf build/site-old build/site-new

say "Building the site ..."
.venv/bin/python -m mkdocs build --strict --site-dir "$root/build/site-new" ||
    fail "the site was not built (see above).$([ ! -d site ] || echo ' site/ is still the one of the last build that succeeded.')"
[ -s build/site-new/index.html ] || fail "the build has no index.html."

[ ! -d site ] || mv site build/site-old
mv build/site-new site
rm -rf build/site-old
mv build/site-sources.new build/site-sources

# The folder to take along is a file of the site, which a page offers; here it lies at hand.
rm -rf dist
if [ -f site/download/lumbar-offline.zip ]; then
    mkdir dist
    cp site/download/lumbar-offline.zip dist/lumbar-offline.zip
fi
