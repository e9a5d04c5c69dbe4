#!/bin/sh
# Prints what the bench measured as a table, and compares its ratios with the committed ones.
#
#   tests/bench/report.sh build/bench.tsv tests/bench/baseline.tsv
#   UPDATE=1 tests/bench/report.sh ...      makes what was measured the new baseline
#
# A ratio that is more than 10 % above the baseline is a warning, never a failure: machines differ, and so do days.
set -eu
measured=$1
baseline=$2

if [ -n "${UPDATE:-}" ]; then
    {
        printf '# case, way, ratio to the way that it stands beside; written by make bench UPDATE=1\n'
        awk -F '\t' -v OFS='\t' '$4 != "-" { print $1, $2, $4 }' "$measured"
    } >"$baseline"
fi

awk -F '\t' '
FNR == NR {
    if ($0 !~ /^#/)
        was[$1, $2] = $3
    next
}
FNR == 1 { printf "%-28s %-26s %12s %8s  %-22s %8s %8s\n", "case", "way", "ns", "ratio", "beside", "baseline", "MB" }
{
    old = ($1, $2) in was ? was[$1, $2] : "-"
    worse = $4 != "-" && old != "-" && $4 > 1.1 * old
    printf "%-28s %-26s %12s %8s  %-22s %8s %8s%s\n", $1 == before ? "" : $1, $2, $3, $4, $5, old, $6, worse ? "  WORSE" : ""
    before = $1
    if (worse)
        warnings = warnings sprintf("bench: warning: %s, %s: %s times %s, was %s\n", $1, $2, $4, $5, old)
}
END { printf "%s", warnings | "cat >&2" }' "$baseline" "$measured"
