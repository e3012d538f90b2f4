#!/bin/sh
# Measures Lumbar beside its peers. They share build/bench-venv: the site's packages in the same versions, and what only a
# comparison needs, so that the site's own environment stays small. build/bench-node holds the peers that come from npm. Its
# arguments go to `python -m bench`.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
venv=build/bench-venv
node=build/bench-node

# The same Python and the same lock as when it was installed, and a whole install: the stamp is written last.
stamp() {
    .venv/bin/python -c 'import sys; print(sys.base_prefix, sys.version.replace("\n", " "))'
    echo "$root"
    cat requirements/bench.lock pyproject.toml
}

install() {
    say "Installing $(grep -c '==' requirements/bench.lock) Python packages into $venv (10 seconds) ..."
    rm -rf "$venv"
    uv=$(tools/find-uv.sh)
    "$uv" venv --quiet --prompt lumbar-bench --python .venv/bin/python "$venv"
    "$uv" pip sync --quiet --python "$venv" --require-hashes requirements/bench.lock &&
        "$uv" pip install --quiet --python "$venv" --no-deps --no-build-isolation --editable . ||
        fail "uv could not install requirements/bench.lock (see above)."
    stamp >"$venv/.installed"
}

install_node() {
    say "Installing the peers from npm into $node (a few seconds) ..."
    rm -rf "$node"
    mkdir -p "$node"
    cp bench/package.json bench/package-lock.json .npmrc "$node/"
    (cd "$node" && "$root/.venv/bin/npm" ci --loglevel=error >/dev/null) ||
        fail "npm could not install bench/package-lock.json (see above). After an edit of bench/package.json: make lock."
    cp bench/package-lock.json "$node/.installed"
}

# In a shell of its own, so that others need not wait for the measuring to end.
(
    take_turns
    [ -f "$venv/.installed" ] && stamp | cmp -s - "$venv/.installed" || install
    case ${1:-all} in
    all | start) cmp -s bench/package-lock.json "$node/.installed" || install_node ;;
    esac
)

case ${1:-all} in
all | preview | search | start)
    LUMBAR_CHROMIUM=$(tools/find-chromium.sh)
    export LUMBAR_CHROMIUM
    ;;
esac
export PATH="$root/.venv/bin:$PATH"
exec .venv/bin/python -m bench "$@"
