# shellcheck shell=sh
# What the tests of this folder share; read with `.`, not run, where $packed says what is packed.
#
# After it: $make to call, $work a folder that goes away.
# shellcheck disable=SC2034,SC2154
set -u
make=${MAKE:-make}
unset MAKEFLAGS MFLAGS # what the calling make was asked for is not meant for the one called here
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# check NAME COMMAND...: passes if the command does; else shows the end of what it said
check() {
    name=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        echo "ok $packed $name"
    else
        tail -n 30 "$work/log" | sed 's/^/# /'
        echo "not ok $packed $name"
    fi
}
