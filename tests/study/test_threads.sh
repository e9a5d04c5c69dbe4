#!/bin/sh
# The same bits by any number of threads: every row of a study, what it took to simulate, and every figure of a placement.
#
# CAIRN_QUICK=1 takes fewer scenarios, for builds that check themselves at every step.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cd "$top" || exit 1

# studied N FILE: every row of the results file but when and how fast it was made
studied() {
    rm -f "$tmp/threads.db"
    "$CAIRN" run "$2" --db "$tmp/threads.db" --threads "$1" --no-cache --quiet >"$tmp/run.out" &&
        dump "$tmp/threads.db" &&
        query "$tmp/threads.db" "SELECT requests, events, simulated, recalled, shared FROM run"
}

# baselines FILE
baselines() {
    sed -n 's/.*<baseline id="\([^"]*\)".*/\1/p' "$1"
}

# simulated N FILE: all figures of all baselines, 17 digits each, with their fingerprints
simulated() {
    for b in $(baselines "$2"); do
        "$CAIRN" simulate "$2" --placement "$b" --threads "$1" --json --quiet || return
    done
}

if [ -n "${CAIRN_QUICK:-}" ]; then
    set -- tests/study/mixed.xml scenarios/keyword-spotting.xml
else
    set -- tests/study/ties.xml tests/study/mixed.xml tests/study/lunch.xml scenarios/factory-inspection.xml \
        scenarios/fleet-10000.xml scenarios/hospital-imaging.xml scenarios/keyword-spotting.xml \
        scenarios/parcel-peak.xml scenarios/stores-differ.xml scenarios/voice-assistant.xml
fi
for file; do
    name=$(basename "$file" .xml)
    studied 1 "$file" >"$tmp/one.rows" || echo "# $name failed"
    simulated 1 "$file" >"$tmp/one.json" || echo "# $name failed"
    check "$name: rows" [ "$(wc -l <"$tmp/one.rows")" -gt 50 ]
    for n in 2 3 8; do
        studied "$n" "$file" >"$tmp/more.rows"
        check "$name by $n threads: rows" same "$tmp/one.rows" "$tmp/more.rows"
        check "$name by $n threads: says so" [ "$(query "$tmp/threads.db" "SELECT threads FROM run")" = "$n" ]
        simulated "$n" "$file" >"$tmp/more.json"
        check "$name by $n threads: figures" same "$tmp/one.json" "$tmp/more.json"
    done
done

# What three threads simulated and remembered one thread knows.
for n in 3 1; do
    rm -f "$tmp/known.db"
    "$CAIRN" run tests/study/mixed.xml --db "$tmp/known.db" --cache "$tmp/known.cache" --threads "$n" --quiet >"$tmp/run.out"
    dump "$tmp/known.db" >"$tmp/known.$n"
done
check "remembered: rows" same "$tmp/known.3" "$tmp/known.1"
check "remembered: nothing is simulated" [ "$(query "$tmp/known.db" "SELECT simulated = 0 AND recalled > 0 FROM run")" = 1 ]

# A placement that is named by what it is means choosing first, by threads too.
for n in 1 3; do
    "$CAIRN" simulate tests/study/mixed.xml --placement best --threads "$n" --json --quiet >"$tmp/best.$n"
done
check "best by 3 threads: figures" same "$tmp/best.1" "$tmp/best.3"
check "best has figures" grep -q fingerprint "$tmp/best.1"

"$CAIRN" run tests/study/mixed.xml --db "$tmp/none.db" --threads 0 2>"$tmp/err"
check "no thread at all is a mistake" [ $? -eq 2 ]
check "no thread at all: says so" says "$tmp/err" "--threads of run is a whole number, 1 to 1024, not \"0\""
