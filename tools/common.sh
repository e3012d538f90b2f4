# shellcheck shell=sh disable=SC2034
# Read by the other scripts here (". tools/common.sh"), which have gone to the top of the checkout before.

root=$(pwd -P)

# One line before each step. On CI it also tells the seconds since the run began.
say() {
    if [ -n "${LUMBAR_STARTED:-}" ]; then
        printf '==> [%4d s] %s\n' "$(($(date +%s) - LUMBAR_STARTED))" "$*" >&2
    else
        printf '==> %s\n' "$*" >&2
    fi
}

fail() {
    printf '\nlumbar: %s\n' "$*" >&2
    exit 1
}

# Where programs of these names are, in every folder of the PATH and not only the first: the first may be a shim that fails.
every() {
    for name; do
        (
            IFS=:
            set -f
            for folder in $PATH; do
                [ -f "$folder/$name" ] && [ -x "$folder/$name" ] && printf '%s\n' "$folder/$name"
            done
            :
        )
    done
}

# Puts pyenv's Pythons on the PATH, last: its shims refuse all but the versions that are chosen in this folder.
add_pyenv_to_path() {
    for folder in "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/*/bin; do
        [ ! -d "$folder" ] || PATH="$PATH:$folder"
    done
    export PATH
}

# Prints the path of a program and ends well, if it runs: Ubuntu's chromium-browser and firefox, for two, may be stubs
# that only ask for a snap.
accept() {
    if [ -x "$1" ] && "$1" --version >/dev/null 2>&1; then
        printf '%s\n' "$1"
        exit 0
    fi
}

# The same for whatever has one of these names in any folder of the PATH.
accept_named() {
    for name; do
        while read -r path; do
            accept "$path"
        done <<EOF
$(every "$name")
EOF
    done
}

# Installs packages of the system, if this may; what they are is said first.
install_packages() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    say "No $1 here: installing the system's package (a minute or two) ..."
    shift
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq >build/apt.log 2>&1 </dev/null &&
        apt-get install -qq --yes --no-install-recommends "$@" >>build/apt.log 2>&1 </dev/null; then
        return 0
    fi
    say "That did not help: $(tail -n 1 build/apt.log)"
    return 1
}

# Two makes at once would install into the same folders and swap the same site. The lock is a symbolic link whose
# target is the holder's process: making one is atomic everywhere, and a dead holder is recognised.
take_turns() {
    mkdir -p build
    waited=
    until ln -s "$$" build/lock 2>/dev/null; do
        holder=$(readlink build/lock) || continue
        if ! kill -0 "$holder" 2>/dev/null; then
            rm -f build/lock
            continue
        fi
        [ -n "$waited" ] || say "Waiting for another make in this checkout (process $holder) ..."
        waited=yes
        sleep 1
    done
    trap 'rm -f build/lock' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}
