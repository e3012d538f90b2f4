#!/bin/sh
# Makes .venv/ with the first Python that fits. Nothing is believed unrun: a shim may exist and fail, and Debian's
# python3 comes without venv. If none fits, uv (from PyPI) fetches one; if that fails too, every refusal is listed.
# PYTHON=/path/to/python3 asks for one Python and no other.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

refuse() {
    printf '  %s: %s\n' "$1" "$2" >>"$scratch/refused"
}

# The one line of what a program printed that says most: for Python that is the last.
gist() {
    grep -v '^ *$' "$scratch/output" | sed -n "$1p" | cut -c 1-160
}

# Makes .venv/ with the Python named and ends the script; returns if that Python does not fit.
try() {
    grep -q -F -x -- "$1" "$scratch/tried" 2>/dev/null && return 0
    printf '%s\n' "$1" >>"$scratch/tried"
    if ! "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' >"$scratch/output" 2>&1; then
        refuse "$1" "does not run ($(gist 1))"
        return 0
    fi
    version=$(gist 1)
    if ! "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
        refuse "$1" "is $version, too old"
        # Too old to build with, but perhaps able to run pip: for uv, below.
        case $version in 3.*) printf '%s\n' "$1" >>"$scratch/old" ;; esac
        return 0
    fi
    if ! "$1" -c 'import ensurepip, ssl, venv' >"$scratch/output" 2>&1; then
        refuse "$1" "is $version but incomplete ($(gist '$'); Debian and Ubuntu: apt install python3-venv)"
        printf '%s\n' "$1" >>"$scratch/old"
        return 0
    fi
    say "Making .venv with $1 ($version) ..."
    rm -rf .venv
    if ! "$1" -m venv --prompt lumbar .venv >"$scratch/output" 2>&1; then
        rm -rf .venv
        refuse "$1" "is $version but cannot make a virtual environment ($(gist '$'))"
        return 0
    fi
    exit 0
}

give_up() {
    fail "no Python to build with: it takes 3.12 or newer, with venv. Tried:
$(cat "$scratch/refused")

Install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python3), or name one:
  make site PYTHON=/path/to/python3"
}

if [ -n "${PYTHON:-}" ]; then
    try "$PYTHON"
    give_up
fi

for name in python3.14 python3.13 python3.12 python3; do
    every "$name" >"$scratch/found"
    [ -s "$scratch/found" ] || refuse "$name" "not on the PATH"
    while read -r path; do
        try "$path"
    done <"$scratch/found"
done

# Pythons that are there without being on the PATH: pyenv's, uv's, and the one fetched here before.
pyenv_root=$(pyenv root 2>/dev/null) || pyenv_root=${PYENV_ROOT:-$HOME/.pyenv}
uv_pythons=${UV_PYTHON_INSTALL_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/uv/python}
for version in 3.14 3.13 3.12 ''; do
    for path in "$pyenv_root/versions/$version"*/bin/python3 "$uv_pythons/cpython-$version"*/bin/python3 \
        "$root/.python/cpython-$version"*/bin/python3; do
        [ ! -x "$path" ] || try "$path"
    done
done

# Any Python 3 with pip can install uv, and uv brings a Python of its own.
[ -s "$scratch/old" ] || refuse "uv (from PyPI)" "there is no Python 3 at all to install it with"
touch "$scratch/old"
while read -r old; do
    say "No Python 3.12 or newer here. Fetching one with uv, installed by $old (about a minute) ..."
    if "$old" -m venv "$scratch/venv" >"$scratch/output" 2>&1; then
        set -- "$scratch/venv/bin/python" -m pip install
    else
        set -- "$old" -m pip install --target "$scratch/target"
    fi
    if ! "$@" -qq --disable-pip-version-check --require-hashes -r requirements/resolver.lock \
        >"$scratch/output" 2>&1; then
        refuse "uv (from PyPI), by $old" "could not be installed ($(gist '$'))"
        rm -rf "$scratch/venv" "$scratch/target"
        continue
    fi
    for uv in "$scratch/venv/bin/uv" "$scratch/target/bin/uv"; do
        [ -x "$uv" ] || continue
        if UV_SYSTEM_CERTS=1 UV_HTTP_RETRIES=1 "$uv" python install --no-bin \
            --install-dir "$root/.python" 3.13 >"$scratch/output" 2>&1; then
            for path in "$root"/.python/*/bin/python3; do
                try "$path"
            done
        else
            rm -rf .python
            refuse "uv (from PyPI), by $old" "could not fetch a Python ($(gist '$' | sed 's/^ *//'))"
        fi
    done
    break
done <"$scratch/old"
give_up
