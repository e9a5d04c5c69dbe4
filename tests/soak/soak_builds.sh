#!/bin/sh
# The same bits from every compiler at every level of optimisation: all shipped scenarios and those of the tests that compare bits are answered
# by each build, and random scenarios accounted. Every deterministic table is the same to the last bit, or this fails. Then by the first
# build once more with a C library that must do without FMA. Prints a table for docs/RELIABILITY.md.
#
# COMPILERS ("gcc clang"), LEVELS ("3 2 1 0"); TOTALS: random scenarios (1000)
set -u
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
cd "$top" || exit 1
status=0
first=
files="$(echo scenarios/*.xml) tests/study/mixed.xml tests/study/ties.xml tests/study/lunch.xml"
TOTALS=${TOTALS:-1000}
export TOTALS

# build CC LEVEL: where it is, in $build
build() {
    tag=
    [ "$1" = gcc ] || tag=-$1
    [ "$2" = 3 ] || tag=$tag-O$2
    build=build/release$tag
    "${MAKE:-make}" -s CONFIG=release CC="$1" OPT="-O$2" bin "$build/soak_properties" >"$tmp/make" 2>&1 || {
        tail -n 5 "$tmp/make" >&2
        exit 1
    }
}

# answer BUILD NAME: of all scenarios in NAME.db, of random ones in NAME.totals
answer() {
    rm -f "$tmp/$2.db"
    # shellcheck disable=SC2086
    "$1/cairn" run $files --db "$tmp/$2.db" --no-cache --quiet >"$tmp/$2.out" 2>&1 || { tail -n 3 "$tmp/$2.out" >&2; status=1; }
    "$1/soak_properties" >"$tmp/$2.totals" || status=1
}

# same WORD WORD NAME: a line of the table
same() {
    studies=DIFFERENT totals=DIFFERENT
    if "$first/cairn" compare "$tmp/first.db" "$tmp/$3.db" --quiet >"$tmp/compared" 2>&1; then studies=identical; else head -n 5 "$tmp/compared" >&2; fi
    if cmp "$tmp/first.totals" "$tmp/$3.totals" >"$tmp/compared" 2>&1; then totals=identical; else cat "$tmp/compared" >&2; fi
    [ "$studies" = identical ] && [ "$totals" = identical ] || status=1
    printf '| %s | %s | %s: %s | %s: %s |\n' "$1" "$2" "$(sqlite3 "$tmp/$3.db" 'SELECT count(*) FROM study')" "$studies" "$TOTALS" "$totals"
}

echo '| compiler | optimisation | studies | random scenarios |'
echo '|---|---|---|---|'
for compiler in ${COMPILERS:-gcc clang}; do
    for level in ${LEVELS:-3 2 1 0}; do
        build "$compiler" "$level"
        if [ -z "$first" ]; then
            first=$build
            answer "$build" first
            cp "$tmp/first.db" "$tmp/other.db"
            cp "$tmp/first.totals" "$tmp/other.totals"
        else
            answer "$build" other
        fi
        same "$($compiler --version | sed -n '1s/.*\(gcc\|clang\)[^0-9]*\([0-9.]*\).*/\1 \2/p')" "-O$level" other
    done
done

# Not a promise: docs/RELIABILITY.md says what is.
GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA_Usable,-AVX2,-AVX2_Usable
export GLIBC_TUNABLES
answer "$first" other
unset GLIBC_TUNABLES
kept=$status
same "the first, without FMA" "as above" other
status=$kept
exit $status
