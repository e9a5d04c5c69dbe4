#!/bin/sh
# What can be proved of the objects: symbols.sh BUILD-DIRECTORY. Prints one line per problem, ends with 1 if any.
#
# - Every global symbol of the library starts with cairn_.
# - The shared library exports what the public headers declare, all of it and nothing else.
# - No object has writable data, except what tests/lint/writable (or the file that CAIRN_WRITABLE names) allows.

set -u
LC_ALL=C
export LC_ALL
build=$1
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0

if nm -g --defined-only --format=posix "$build/libcairn.a" |
    awk 'NF >= 3 && $1 !~ /^cairn_/ { print "libcairn.a: global symbol " $1 " does not start with cairn_" }' | grep .; then
    bad=1
fi

nm -D --defined-only --format=posix "$build/libcairn.so" |
    awk '$1 != "_init" && $1 != "_fini" { print $1 }' | sort -u >"$work/exported"
awk -f "$here/public.awk" -f "$here/strip.awk" include/cairn/*.h | sort -u >"$work/declared"
if {
    comm -23 "$work/exported" "$work/declared" | sed 's/$/: exported, but in no public header/'
    comm -13 "$work/exported" "$work/declared" | sed 's/$/: in a public header, but not exported (CAIRN_API?)/'
} | grep .; then
    bad=1
fi

for source in src/*/*.c; do
    object=$build/${source%.c}.o
    nm --defined-only --format=sysv "$object" | awk -F '|' -v source="$source" '
        NF == 7 {
            gsub(/ /, "")
            if ($7 ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $7 !~ /^\.data\.rel\.ro/ && $4 != "SECTION") {
                # A static local x of f is x.0 for gcc, f.x for clang.
                sub(/\.[0-9]+$/, "", $1)
                sub(/^[^.]+\./, "", $1)
                print source, $1
            }
        }'
done | sort -u >"$work/writable"
sed 's/[ \t]*#.*//; /^$/d' "${CAIRN_WRITABLE:-$here/writable}" | sort -u >"$work/allowed"
if {
    comm -23 "$work/writable" "$work/allowed" | sed 's/ /: writable data: /'
    comm -13 "$work/writable" "$work/allowed" | sed 's/$/: named in tests\/lint\/writable, but gone/'
} | grep .; then
    bad=1
fi
exit "$bad"
