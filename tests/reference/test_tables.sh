#!/bin/sh
# Many known answers of one kind: each row of tables.tsv is a queue or a batcher. It becomes a scenario, which is read,
# simulated and printed by the program, and what it prints is held against the row [BATCH] [QUEUE] [FORM] [PWR].
#
# Some 2e6 requests each. An estimate agrees when it is off by no more than 2 % or three standard errors, which must be
# below 12 % of the value. Seeds are fixed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

grep -v '^#' "$here/tables.tsv" >"$tmp/rows"
awk -F '\t' -v tmp="$tmp" '
    function given(name, value, unit) {
        return value == "-" ? "" : " " name "=\"" value unit "\""
    }
    {
        file = tmp "/" $1 ".xml"
        latency_1 = $12 + $13
        latency_b = $12 + $13 * $14
        service = $5 == "deterministic" ? "" : " variation=\"" $5 "\"" given("cv", $6, "")
        print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" >file
        print "<scenario format=\"1\" name=\"" $1 "\"><about>" $1 "</about>" >file
        printf "<time horizon=\"1 d\" seed=\"20261122\" precision=\"0.001 %%\" replications=\"10\" window=\"%d s\"" \
            " run-in=\"%d s\"/>\n", 200000 / $4, 5000 / $4 >file
        print "<grid id=\"flat\"><intensity kind=\"average\" scope=\"life-cycle\" value=\"400 gCO2e/kWh\"/></grid>" >file
        print "<hardware id=\"server\"><power idle=\"60 W\" sleep=\"5 W\" busy=\"250 W\" boundary=\"wall\"/>" >file
        print "<wake time=\"" ($11 == "-" ? 0 : $11) " s\"/><memory size=\"1 GB\"/>" >file
        print "<embodied carbon=\"0 kgCO2e\" lifetime=\"4 y\"/></hardware>" >file
        print "<model id=\"net\"><variant id=\"base\" accuracy=\"1\" memory=\"1 MB\"/></model>" >file
        print "<profile model=\"net\" variant=\"base\" hardware=\"server\" boundary=\"wall\">" >file
        printf "<point batch=\"1\" latency=\"%.9f s\" power=\"250 W\"/>", latency_1 >file
        if ($14 > 1)
            printf "<point batch=\"%d\" latency=\"%.9f s\" power=\"250 W\"/>", $14, latency_b >file
        print "</profile>\n<site id=\"site\" grid=\"flat\" pue=\"1\">" >file
        print "<pool id=\"pool\" hardware=\"server\" tenancy=\"bought\" max=\"" $7 "\" discipline=\"" $9 "\"" service \
            given("queue", $8, "") given("sleep-after", $10, " s") given("batch-min", $16, "") "/>" >file
        print "<workload id=\"load\" model=\"net\" payload=\"0 B\" reply=\"0 B\">" >file
        print "<arrivals process=\"" $2 "\" rate=\"" $4 " /s\"" given("cv", $3, "") "/>" >file
        print "<promise p95=\"any\" accuracy=\"any\" loss=\"100 %\"/></workload></site>" >file
        print "<choose basis=\"inventory\"/><baseline id=\"case\"><send workload=\"load\" to=\"pool\"/>" >file
        print "<size pool=\"pool\" count=\"" $7 "\" batch=\"" $14 "\" timeout=\"" $15 " s\"/></baseline></scenario>" >file
        close(file)
        print $1
    }' "$tmp/rows" >"$tmp/names"

while read -r name; do
    if "$CAIRN" simulate "$tmp/$name.xml" --placement case --json >"$tmp/$name.json" 2>"$tmp/$name.err" ||
        [ -s "$tmp/$name.json" ]; then
        sqlite3 -separator ' ' :memory: "
            SELECT m.key, json_extract(m.value, '\$.mean'), json_extract(m.value, '\$.half_width')
            FROM json_each(readfile('$tmp/$name.json'), '\$.results') r, json_each(r.value) m
            WHERE m.type = 'object' AND json_extract(r.value, '\$.kind') IN ('workload', 'pool')"
    else
        sed 's/^/# /' "$tmp/$name.err" >&2
    fi >"$tmp/$name.values"
done <"$tmp/names"

# Three standard errors are at most 3 / 1.96 half-widths; see test_reference.sh.
awk -F '\t' -v tmp="$tmp" '
    {
        split("", value)
        split("", half)
        while ((getline line < (tmp "/" $1 ".values")) > 0) {
            split(line, cell, " ")
            value[cell[1]] = cell[2]
            half[cell[1]] = cell[3] + 0
        }
        n = split($17, expected, " ")
        for (i = 1; i <= n; i++) {
            split(expected[i], pair, "=")
            metric = pair[1]
            off = value[metric] - pair[2]
            error = half[metric] * 3 / 2.57
            allowed = error > 0.02 * pair[2] ? error : 0.02 * pair[2]
            if (metric in value && off <= allowed && -off <= allowed && error < 0.12 * pair[2])
                print "ok " $1 " " metric
            else
                print "not ok " $1 " " metric ": " value[metric] " (+-" half[metric] "), expected " pair[2] " " $18
        }
    }' "$tmp/rows"
