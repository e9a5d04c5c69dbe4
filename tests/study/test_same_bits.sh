#!/bin/sh
# The same scenario and seed give the same bits: run twice, from another compiler, at another level of optimisation, with
# everything happening at the same tick, and however the scenario is written down.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cd "$top" || exit 1

# baselines FILE
baselines() {
    sed -n 's/.*<baseline id="\([^"]*\)".*/\1/p' "$1"
}

# simulated PROGRAM FILE: all figures of all baselines, 17 digits each, with their fingerprints
simulated() {
    for b in $(baselines "$2"); do
        "$1" simulate "$2" --placement "$b" --json --quiet || return
    done
}

# studied PROGRAM FILE: every row of the results file of a study
studied() {
    rm -f "$tmp/bits.db"
    "$1" run "$2" --db "$tmp/bits.db" --no-cache --quiet >"$tmp/run.out" && dump "$tmp/bits.db"
}

# A debug build checks itself at every step, so these are the scenarios that are quick there too.
quick="tests/study/ties.xml tests/study/mixed.xml scenarios/fleet-10000.xml scenarios/hospital-imaging.xml
    scenarios/keyword-spotting.xml scenarios/parcel-peak.xml scenarios/voice-assistant.xml"
# shellcheck disable=SC2086
set -- $quick
for file; do
    name=$(basename "$file" .xml)
    simulated "$CAIRN" "$file" >"$tmp/$name.json" && studied "$CAIRN" "$file" >"$tmp/$name.rows" || echo "# $name failed"
    check "fingerprints of $name" [ "$(grep -c '"fingerprint": "[0-9a-f]\{16\}"' "$tmp/$name.json")" -gt 0 ]
    simulated "$CAIRN" "$file" >"$tmp/again.json"
    check "$name twice: figures" same "$tmp/$name.json" "$tmp/again.json"
    studied "$CAIRN" "$file" >"$tmp/again.rows"
    check "$name twice: rows" same "$tmp/$name.rows" "$tmp/again.rows"
    check "$name has rows" [ "$(wc -l <"$tmp/$name.rows")" -gt 50 ]
done

[ -n "${CAIRN_VARIANTS:-}" ] || echo "ok other builds # SKIP no other build to compare with"
case ${CAIRN_VARIANTS:-} in
    *\ *) ;;
    *) echo "ok another compiler # SKIP no second compiler is installed" ;;
esac
for variant in ${CAIRN_VARIANTS:-}; do
    for file; do
        name=$(basename "$file" .xml)
        simulated "$variant" "$file" >"$tmp/other.json"
        check "$name from $variant: figures" same "$tmp/$name.json" "$tmp/other.json"
        studied "$variant" "$file" >"$tmp/other.rows"
        check "$name from $variant: rows" same "$tmp/$name.rows" "$tmp/other.rows"
    done
done

# Another seed gives other bits, or the above would prove nothing.
sed 's/<time /<time seed="77" /; s/seed="5"//' tests/study/mixed.xml >"$tmp/seed.xml"
simulated "$CAIRN" "$tmp/seed.xml" | grep fingerprint >"$tmp/seed.json"
grep fingerprint "$tmp/mixed.json" >"$tmp/mixed.fingerprints"
cmp -s "$tmp/seed.json" "$tmp/mixed.fingerprints"
check "another seed, other bits" [ $? -eq 1 ]

# ---- ties ----

# In this scenario as many requests arrive at one tick as there are sources; check that they do meet.
"$CAIRN" simulate tests/study/ties.xml --csv >"$tmp/ties.csv"
waited=$(awk -F , '$2 == "a-one" && $3 == "waited_share" { print $4 }' "$tmp/ties.csv")
check "requests meet in ties.xml" awk "BEGIN { exit !($waited > 0.2 && $waited < 1) }"

# ---- how it is written down ----

# reversed FILE: brothers and sisters in reverse order at every level, by their indentation
reversed() {
    awk '
        function indent(line) {
            match(line, /^ */)
            return RLENGTH
        }
        # Prints lines from to to, which are brothers indented by depth and what belongs to them, last one first.
        function turn(from, to, depth,    i, end, tail) {
            end = to
            for (i = to; i >= from; i--)
                if (indent(line[i]) == depth && line[i] !~ /^ *<\// && line[i] ~ /^ *</) {
                    print line[i]
                    tail = end
                    if (line[tail] ~ /^ *<\// && indent(line[tail]) == depth)
                        tail--
                    if (tail > i && line[i + 1] ~ /^ *</ && indent(line[i + 1]) > depth)
                        turn(i + 1, tail, indent(line[i + 1]))
                    else
                        for (j = i + 1; j <= tail; j++)
                            print line[j]
                    for (j = tail + 1; j <= end; j++)
                        print line[j]
                    end = i - 1
                }
        }
        /^<scenario/ { within = 1; print; next }
        /^<\/scenario/ { turn(1, n, 2); within = 0 }
        !within { print; next }
        { line[++n] = $0 }' "$1"
}

for name in mixed ties; do
    reversed "$here/$name.xml" >"$tmp/reversed.xml"
    check "$name reversed is another text of the same size" \
        [ "$(sort "$here/$name.xml" | cksum)" = "$(sort "$tmp/reversed.xml" | cksum)" ]
    cmp -s "$here/$name.xml" "$tmp/reversed.xml"
    check "$name reversed differs" [ $? -eq 1 ]
    for b in $(baselines "$here/$name.xml"); do
        "$CAIRN" simulate "$here/$name.xml" --placement "$b" --json >"$tmp/a.json"
        "$CAIRN" simulate "$tmp/reversed.xml" --placement "$b" --json --quiet >"$tmp/b.json"
        check "the order of elements changes nothing: $name $b" same "$tmp/a.json" "$tmp/b.json"
    done
done

# answers FILE: what a study found, without its input
answers() {
    rm -f "$tmp/answers.db"
    "$CAIRN" run "$1" --db "$tmp/answers.db" --no-cache --quiet >"$tmp/run.out" || return
    sqlite3 -cmd '.mode quote' "$tmp/answers.db" "SELECT answer, carbon_kg, carbon_low_kg, p_correct FROM v_optimum;
        SELECT * FROM v_candidate; SELECT * FROM v_promise; SELECT * FROM v_footprint; SELECT * FROM v_purchase"
}

# rewritten NAME SED-SCRIPT: mixed.xml with the edit has the same results
rewritten() {
    sed -e "$2" "$here/mixed.xml" >"$tmp/rewritten.xml"
    cmp -s "$here/mixed.xml" "$tmp/rewritten.xml"
    check "$1: the text differs" [ $? -eq 1 ]
    simulated "$CAIRN" "$tmp/rewritten.xml" >"$tmp/rewritten.json"
    check "$1: figures" same "$tmp/mixed.json" "$tmp/rewritten.json"
    answers "$tmp/rewritten.xml" >"$tmp/rewritten.answers"
    check "$1: answer" same "$tmp/mixed.answers" "$tmp/rewritten.answers"
}

answers "$here/mixed.xml" >"$tmp/mixed.answers"
check "mixed.xml has an answer" [ "$(wc -l <"$tmp/mixed.answers")" -gt 50 ]
rewritten "units" 's/"2 s"/"2000 ms"/; s/time="1 s"/time="1000 ms"/; s/"200 ms"/"0.2 s"/; s/"100 kB"/"0.1 MB"/; s/"10 Mbit\/s"/"10000 kbit\/s"/
    s/"4 GB"/"4000 MB"/; s/"31 kgCO2e"/"31000 gCO2e"/; s/"4 y"/"1460 d"/; s/rate="3 \/s"/rate="180 \/min"/; s/"5 W"/"5000 mW"/
    s/loss="1 %"/loss="0.01"/; s/"30 kWh"/"30000 Wh"/'
rewritten "white space and comments" 's/" p/"   p/; s/^  <region/  <!-- a comment --> <region/'
rewritten "an unused grid, hardware, model and source" 's|  <source id="bench"|  <source id="aaa" title="Unused"/>\
    <grid id="aaa"><intensity kind="average" scope="life-cycle" value="1 gCO2e/kWh"/></grid>\
    <hardware id="aaa"><power idle="1 W" boundary="wall"/></hardware>\
    <model id="aaa"><variant id="aaa" accuracy="1" memory="1 B"/></model>\
    <profile model="aaa" variant="aaa" hardware="aaa" boundary="wall"><point batch="1" latency="1 s" power="1 W"/></profile>\
    <api id="aaa" model="aaa" accuracy="1" energy="1 J" scope="it" latency="1 s"/>\
    <access id="aaa"><hop id="aaa" kind="core" average="0 kWh/GB" grid="site"/></access>\
    <datacentre id="aaa" grid="aaa" pue="1"/><medium id="aaa" power="1 W/TB" embodied="1 kgCO2e/TB" lifetime="1 y"/>\
&|'
rewritten "an unused region" 's|  <region id="hall"|  <region id="aaa" grid="south" pue="1.1"/>\
&|'
rewritten "an unused region with a pool that no link reaches" 's|  <region id="hall"|  <region id="aaa" grid="south" pue="1.1"><pool id="aaa" hardware="card" tenancy="bought" max="3"/></region>\
&|'
