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

# Where a program is, in every folder of the PATH and not only the first: the first may be a shim that fails.
every() {
    (
        IFS=:
        set -f
        for folder in $PATH; do
            [ -f "$folder/$1" ] && [ -x "$folder/$1" ] && printf '%s\n' "$folder/$1"
        done
        :
    )
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
