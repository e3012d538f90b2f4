#!/bin/sh
# Measures Lumbar beside its peers. They share build/bench-venv: the site's packages in the same versions, and what only a
# comparison needs, so that the site's own environment stays small. Its arguments go to `python -m bench`.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
venv=build/bench-venv

# The same Python and the same lock as when it was installed, and a whole install: the stamp is written last.
stamp() {
    .venv/bin/python -c 'import sys; print(sys.base_prefix, sys.version.replace("\n", " "))'
    echo "$root"
    cat requirements/bench.lock pyproject.toml
}

install() {
    say "Installing $(grep -c '==' requirements/bench.lock) Python packages into $venv (about half a minute) ..."
    rm -rf "$venv"
    .venv/bin/python -m venv --prompt lumbar-bench "$venv"
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-compile \
        --require-hashes -r requirements/bench.lock ||
        fail "pip could not install requirements/bench.lock (see above)."
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-build-isolation \
        --editable . || fail "pip could not install the checkout itself (see above)."
    stamp >"$venv/.installed"
}

# In a shell of its own, so that others need not wait for the measuring to end.
(
    take_turns
    [ -f "$venv/.installed" ] && stamp | cmp -s - "$venv/.installed" || install
)

case ${1:-search} in
search)
    LUMBAR_CHROMIUM=$(tools/find-chromium.sh)
    export LUMBAR_CHROMIUM
    ;;
esac
export PATH="$root/.venv/bin:$PATH"
exec .venv/bin/python -m bench "$@"
