#!/bin/sh
# The same bits from every compiler at every level of optimisation: all shipped scenarios and those of the tests that compare bits are answered
# by each build, and random scenarios accounted. Every deterministic table is the same to the last bit, or this fails. Then by the first
# build once more with a C library that must do without FMA, which may differ (docs/RELIABILITY.md). Prints a table for that page.
#
# COMPILERS ("gcc clang"), LEVELS ("3 2 1 0"); TOTALS: random scenarios (300)
set -u
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
cd "$top" || exit 1
status=0
TOTALS=${TOTALS:-300}
export TOTALS
libraries="$(pkg-config --libs check gsl libxml-2.0 sqlite3 zlib) -lglpk -lm -pthread"

# build COMPILER LEVEL: the program, its path in $build. What makes random scenarios up is the same in all, with each one's library.
build() {
    tag=
    [ "$1" = gcc ] || tag=-$1
    [ "$2" = 3 ] || tag=$tag-O$2
    build=build/release$tag
    "${MAKE:-make}" -s CONFIG=release CC="$1" OPT="-O$2" bin >"$tmp/make" 2>&1 || { tail -n 5 "$tmp/make" >&2; exit 1; }
    # shellcheck disable=SC2086
    gcc -o "$tmp/totals$tag" -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc build/release/tests/soak/soak_properties.o \
        build/release/tests/support/*.o "$build/libcairn.a" $libraries || exit 1
}

# answer NAME BUILD TAG: all scenarios in NAME.db, random ones in NAME.totals
answer() {
    "$2/cairn" run scenarios/*.xml tests/study/mixed.xml tests/study/ties.xml tests/study/lunch.xml \
        --db "$tmp/$1.db" --threads 1 --no-cache --quiet >"$tmp/$1.out" 2>&1 || tail -n 3 "$tmp/$1.out" >&2
    "$tmp/totals$3" >"$tmp/$1.totals"
}

# row COMPILER LEVEL NAME: a line of the table; 1 where something differs
row() {
    studies=DIFFERENT totals=DIFFERENT
    if build/release/cairn compare "$tmp/first.db" "$tmp/$3.db" --quiet >"$tmp/compared" 2>&1; then
        studies=identical
    else
        head -n 5 "$tmp/compared" >&2
    fi
    [ -s "$tmp/first.totals" ] && cmp "$tmp/first.totals" "$tmp/$3.totals" >&2 && totals=identical
    printf '| %s | %s | %s %s | %s %s |\n' "$1" "$2" "$(sqlite3 "$tmp/$3.db" 'SELECT count(*) FROM study')" "$studies" "$TOTALS" "$totals"
    [ "$studies $totals" = "identical identical" ]
}

"${MAKE:-make}" -s CONFIG=release CC=gcc build/release/soak_properties bin >"$tmp/make" 2>&1 || { tail -n 5 "$tmp/make" >&2; exit 1; }
for compiler in ${COMPILERS:-gcc clang}; do
    for level in ${LEVELS:-3 2 1 0}; do
        build "$compiler" "$level"
        answer "$compiler$level" "$build" "$tag" &
    done
done
build gcc 3
answer first "$build" "$tag" &
(
    GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA_Usable,-AVX2,-AVX2_Usable
    export GLIBC_TUNABLES
    answer other "$build" "$tag"
) &
wait

echo '| compiler | optimisation | studies | random scenarios |'
echo '|---|---|---|---|'
for compiler in ${COMPILERS:-gcc clang}; do
    name=$($compiler --version | sed -n '1s/.*\(gcc\|clang\)[^0-9]*\([0-9.]*\).*/\1 \2/p')
    for level in ${LEVELS:-3 2 1 0}; do
        row "$name" "-O$level" "$compiler$level" || status=1
    done
done
row "gcc, C library without FMA" "-O3" other
exit $status
