#!/bin/sh
# Prints the path of uv: one on the PATH that is new enough (required-version in pyproject.toml, which uv itself checks),
# else the one that requirements/bootstrap.lock pins, installed into .python/uv/ by the first Python 3 whose pip can.
set -euf
cd "$(dirname "$0")/.."
. tools/common.sh
# Paths, one a line, may hold spaces.
IFS='
'

accept_uv() {
    ! "$1" cache dir >/dev/null 2>&1 || { echo "$1" && exit; }
}

# Debian's python3 comes without venv, where pip alone will do; without pip, venv brings one.
install_uv() { # a Python, then pip or venv
    rm -rf .python/uv
    case $2 in
    pip) set -- "$1" -m pip install --target .python/uv ;;
    venv) "$1" -m venv .python/uv && set -- .python/uv/bin/python -m pip install || return ;;
    esac
    PIP_USER=0 "$@" -qq --no-deps --only-binary :all: --require-hashes -r requirements/bootstrap.lock &&
        .python/uv/bin/uv --version && cp requirements/bootstrap.lock .python/uv/.installed
}

if cmp -s requirements/bootstrap.lock .python/uv/.installed; then accept_uv "$root/.python/uv/bin/uv"; fi
for path in $(every uv); do accept_uv "$path"; done

add_pyenv_to_path
mkdir -p build
: >build/uv.log
for python in ${PYTHON:-} $(every python3 python3.14 python3.13 python3.12 python3.11 python3.10 python3.9); do
    for way in pip venv; do
        echo "$python, $way:" >>build/uv.log
        if install_uv "$python" "$way" >>build/uv.log 2>&1; then accept_uv "$root/.python/uv/bin/uv"; fi
    done
done
rm -rf .python/uv
fail "no uv on the PATH that is new enough, and no Python 3 here that can install it. Tried:
$(cat build/uv.log)

Install uv, or a Python 3 with pip (Debian, Ubuntu: apt install python3-venv; macOS: brew install python3)."
