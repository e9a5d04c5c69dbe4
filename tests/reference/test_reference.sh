#!/bin/sh
# Known answers through the whole line: each scenario here is read, simulated and printed by the program, and what it
# prints is held against a value from a closed form, an exact chain or an independent simulation (cases.tsv).
#
# An estimate agrees when it is off by no more than its stated tolerance or three standard errors. With the fixed seed
# of the scenarios nothing here is left to chance from run to run.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

for scenario in "$here"/*.xml; do
    name=$(basename "$scenario" .xml)
    if ! "$CAIRN" simulate "$scenario" --placement case --json >"$tmp/$name.json" 2>"$tmp/$name.err"; then
        echo "not ok $name: $(head -n 3 "$tmp/$name.err")"
        echo '{"results": []}' >"$tmp/$name.json"
    fi
    sqlite3 -csv :memory: "
        SELECT json_extract(r.value, '\$.kind'), json_extract(r.value, '\$.id'), m.key,
            json_extract(m.value, '\$.mean'), json_extract(m.value, '\$.half_width')
        FROM json_each(readfile('$tmp/$name.json'), '\$.results') r, json_each(r.value) m
        WHERE m.type = 'object'" >"$tmp/$name.csv"
done

# Student's quantile behind a half-width lies between 1.96 and 2.57 for 6 replications or more, so three standard errors
# are at least 3 / 2.57 half-widths.
awk -F '\t' -v tmp="$tmp" '
    /^#/ { next }
    {
        file = tmp "/" $1 ".csv"
        name = $1 " " $3 " " $4
        found = 0
        while ((getline line < file) > 0) {
            split(line, cell, ",")
            if (cell[1] == $2 && cell[2] == $3 && cell[3] == $4) {
                found = 1
                value = cell[4]
                half = cell[5] == "" ? 0 : cell[5]
            }
        }
        close(file)
        split($6, tolerance, " ")
        allowed = tolerance[1] == "abs" ? tolerance[2] : tolerance[2] * ($5 < 0 ? -$5 : $5)
        if (allowed < half * 3 / 2.57)
            allowed = half * 3 / 2.57
        off = value - $5
        if (found && value != "" && off <= allowed && -off <= allowed)
            print "ok " name
        else
            print "not ok " name ": " (found ? value " (+-" half ")" : "not printed") ", expected " $5 " " $7
    }' "$here/cases.tsv"
