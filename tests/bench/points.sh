#!/bin/sh
# Sweeps of a million points read off and of ten thousand points simulated: time, peak memory and bytes of the file per point.
#
# usage: tests/bench/points.sh [READ [SIMULATED]]     1000000 and 10000; 0: none
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"
read=${1:-1000000} simulated=${2:-10000}
cp "$top/tests/study/mixed.xml" "$tmp"
sed '/<vary/d' "$top/tests/study/far.xml" >"$tmp/far.xml"
cd "$tmp" || exit 1

# measured NAME ARGUMENTS...
measured() {
    name=$1
    shift
    /usr/bin/time -f '%e %U %S %M' -o took "$CAIRN" sweep "$@" --db points.db --no-cache --quiet >out 2>err || cat err >&2
    sqlite3 -separator ' ' points.db "SELECT points, method, (SELECT max(candidates) FROM point) FROM sweep" >said
    bytes=$(wc -c <points.db)
    awk -v name="$name" -v bytes="$bytes" '
        NR == FNR { points = $1; method = $2 " " $3 " " $4; candidates = $NF; next }
        { printf "%s: %d points, %d candidates: %.1f s by the clock, %.1f s of processor (%.3g points/s of it), %d MB, %.0f bytes a point\n", name,
            points, candidates, $1, $2 + $3, points / ($2 + $3), $4 / 1024, bytes / points }' said took
    rm -f points.db
}
measured "read off, 2 numbers" far.xml --vary '//grid/intensity/@value=1:4000 gCO2e/kWh:1000' --vary '//site/@pue=1:1.5:1000'
measured "read off, 3 numbers" far.xml --vary '//grid/intensity/@value=1:4000 gCO2e/kWh' --vary '//site/@pue=1:1.5' \
    --vary "//hardware[@id='box-4']/embodied/@carbon=1:100 kgCO2e" --design sobol --points "$read"
[ "$simulated" -eq 0 ] || measured simulated mixed.xml --vary "//arrivals/@rate*=0.9:1.1:$simulated"
