#!/bin/sh
# Prints which share of the branches below src/ was taken, per layer and for every file below the least share: report.sh INFO PAGE
#
# INFO is what lcov captured; called from the top of the tree. Beside it, in not-taken, stands every line with a branch that no test
# took, and how many of its branches that are. UPDATE=1 writes the table in PAGE between the lines <!-- begin branches --> and
# <!-- end branches -->, which is not compared: threads make some counts differ by a few. Ends with 1 where less than LEAST per cent
# (90 by default) of all branches were taken.
set -eu
LC_ALL=C
export LC_ALL
here=$(dirname "$0")
info=$1
page=$2
least=${LEAST:-90}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

awk -v least="$least" -f "$here/branches.awk" "$info" >"$work/counts" || {
    echo "coverage: there is no branch in $info" >&2
    exit 1
}

awk -F '\t' '$1 == "line" { printf "src/%s:%d: %d of %d: %s\n", $2, $5, $3 - $4, $3, $6 }' "$work/counts" |
    sort -t : -k 1,1 -k 2n >"$(dirname "$info")/not-taken"

# table KIND TITLE: rows of one kind, the lowest share first
table() {
    printf '%-36s %9s %9s %9s %8s\n' "$2" branches taken not share
    awk -F '\t' -v kind="$1" '$1 == kind { printf "%-36s %9d %9d %9d %6.1f %%\n", $2, $3, $4, $3 - $4, $5 }' "$work/counts" |
        sort -k 5n -k 1
}
table layer layer
table total total
echo
table below "below $least %"

{
    echo "| file | branches | not taken | taken |"
    echo "|---|--:|--:|--:|"
    awk -F '\t' '
        $1 == "total" { printf "0\t| all | %d | %d | %.1f %% |\n", $3, $3 - $4, $5 }
        $1 == "layer" { printf "%s\t| %s | %d | %d | %.1f %% |\n", $2, $2, $3, $3 - $4, $5 }
        $1 == "file" && $4 < $3 { printf "%s\t| %s | %d | %d | %.1f %% |\n", $2, $2, $3, $3 - $4, $5 }' "$work/counts" |
        sort | cut -f 2
} >"$work/table"
if [ "${UPDATE:-}" = 1 ]; then
    awk -v new="$work/table" '
        $0 == "<!-- end branches -->" { skip = 0 }
        !skip { print }
        $0 == "<!-- begin branches -->" { while ((getline line < new) > 0) print line; skip = 1 }' "$page" >"$work/page"
    cat "$work/page" >"$page"
fi
awk -F '\t' -v least="$least" '$1 == "total" { exit $5 < least }' "$work/counts" || {
    echo "coverage: less than $least % of branches are taken" >&2
    exit 1
}
