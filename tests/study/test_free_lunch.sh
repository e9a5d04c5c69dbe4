#!/bin/sh
# No free lunch: zero devices, refused work, a wait without end, answers that are wrong or late would all be the cheapest, and none
# of them wins. Where nothing is left the answer says which promise of which workload cannot be kept and what comes nearest.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

db=$tmp/lunch.db

# lunch NAME SED: asks lunch.xml with the edit; the headline is in $tmp/lunch.out
lunch() {
    rm -f "$db"
    sed -e "$2" "$here/lunch.xml" >"$tmp/lunch.xml"
    cmp -s "$here/lunch.xml" "$tmp/lunch.xml"
    differs=$?
    "$CAIRN" run "$tmp/lunch.xml" --db "$db" --quiet >"$tmp/lunch.out" 2>"$tmp/lunch.err"
    status=$?
    case=$1
    [ -z "$2" ] || check "$case: is another question" [ "$differs" -eq 1 ]
    check "$case: status" [ "$status" -eq 0 ]
    check "$case: one row" [ "$(query "$db" "SELECT count(*) FROM v_optimum")" = 1 ]
    no_zero_devices "$case" "$db"
}

no_zero_devices() {
    check "$1: no pool without devices" \
        [ "$(query "$2" "SELECT count(*) FROM v_route WHERE tenancy IN ('owned', 'bought') AND devices < 1")" = 0 ]
}

# wins POOLS: as v_optimum names the placement
wins() {
    won=$(query "$db" "SELECT placement FROM v_optimum")
    check "$case: $1 wins" [ "$won" = "$1" ]
    [ "$won" = "$1" ] || sed 's/^/# /; 1q' "$tmp/lunch.out"
    check "$case: is not infeasible" [ "$(query "$db" "SELECT status IN ('decided', 'undecided') FROM v_optimum")" = 1 ]
}

# infeasible TEXT: there is no placement, and the answer is this sentence
infeasible() {
    check "$case: infeasible" \
        [ "$(query "$db" "SELECT status, placement IS NULL, carbon_kg IS NULL FROM v_optimum")" = "infeasible|1|1" ]
    query "$db" "SELECT answer FROM v_optimum" >"$tmp/answer"
    check "$case: sentence" says "$tmp/answer" "$1"
    check "$case: headline" says "$tmp/lunch.out" "$1"
}

# pruned POOL REASON: the file says why this pool is out
pruned() {
    check "$case: $1 is out for $2" [ "$(query "$db" "SELECT count(*) > 0 FROM pruned WHERE pool = '$1' AND reason = '$2'")" = 1 ]
}

lunch "as it stands" ""
wins thin-box

# The thin box emits 40 times less than the stout one, so whatever lets it off its work would win.

lunch "a queue that refuses" 's/max="1"/max="1" queue="0"/'
wins stout-box
lunch "a queue that refuses more than the loss allowed" 's/max="1"/max="1" queue="0"/; s/accuracy="0.8"/& loss="5 %"/'
wins stout-box
# A lost request is late too. Erlang's formula: of 0.4 devices' worth of work one device without a queue refuses 0.4 / 1.4 = 29 %.
lunch "a queue that refuses what may be lost but not late" 's/max="1"/max="1" queue="0"/; s/accuracy="0.8"/& loss="60 %"/'
wins stout-box
lunch "a queue that refuses what may be lost" 's/max="1"/max="1" queue="0"/; s/accuracy="0.8"/& loss="60 %"/; s/p95="1 s"/p95="any"/'
wins thin-box
check "a queue that refuses what may be lost: how much" \
    [ "$(query "$db" "SELECT abs(loss_share - 0.4 / 1.4) < 0.02 FROM workload_result NATURAL JOIN optimum")" = 1 ]

# 14 requests a second on a box that serves 10: the queue grows without end, and nobody promised a time.
lunch "a wait without end" 's/rate="4 /rate="14 /; s/p95="1 s"/p95="any"/'
wins stout-box
pruned thin-box overload
check "$case: by how much" [ "$(query "$db" "SELECT text FROM pruned WHERE reason = 'overload'")" = \
    "thin-box carries at most 10 /s of the 14 /s of jobs: 1.4 devices' worth of work, at most 1" ]
lunch "a wait without end, long windows" 's/rate="4 /rate="11 /; s/p95="1 s"/p95="1 d"/'
wins stout-box

# The far box is as slow, and takes what the thin box sends on: ten times too much, and all of it in a line that nobody minds.
lunch "a wait without end behind a fallback" 's/rate="4 /rate="70 /; s/p95="1 s"/p95="any"/
    s|<choose basis="inventory"/>|<choose basis="inventory"><spill over="1"/></choose>|
    s|<!-- region -->|<region id="far" grid="grid" pue="1"><pool id="far-box" hardware="thin" tenancy="bought" max="1"/></region>\
    <link id="line" from="site" to="far" line="existing" bandwidth="1 Gbit/s" latency="1 ms"><hop id="hop" kind="core" average="0 kWh/GB"\
    grid="site"/></link>|'
check "$case: no pool is busy all the time" \
    [ "$(query "$db" "SELECT max(utilisation) < 0.95, count(*) FROM pool_result NATURAL JOIN optimum")" = "1|2" ]

# The best that 30 of 100 contents can do is a hit share of 0.68, which leaves 8 requests a second; first in, first out hits half and
# leaves 12.5 for a box that serves 10.
cache='s/p95="1 s"/p95="any"/; s/rate="4 /rate="25 /
    s|<!-- cache -->|<cache id="store" policy="POLICY" entries="30" power="0.01 W" embodied="1 gCO2e" lifetime="5 y"/>|
    s|<!-- contents -->|<popularity contents="100" exponent="0.8"/>|'
lunch "a wait without end behind a poor cache" "$(echo "$cache" | sed 's/POLICY/fifo/')"
wins stout-box
check "a wait without end behind a poor cache: says so" \
    [ "$(query "$db" "SELECT count(*) > 0 FROM v_candidate WHERE status = 'infeasible' AND broken_promises = 'jobs load'")" = 1 ]
lunch "a good cache" "$(echo "$cache" | sed 's/POLICY/static/')"
wins thin-box

# 9.5 of 10: stable, and too slow. The mean wait of M/D/1 is rho s / 2 (1 - rho) = 0.95 s.
lunch "a wait too long" 's/rate="4 /rate="9.5 /'
wins stout-box

# A tenth of a second of work, and less than that promised.
lunch "a service too slow" 's/rate="4 /rate="1 /; s/p95="1 s"/p95="90 ms"/'
wins stout-box
pruned thin-box latency

# The rough variant emits a quarter less than the exact one.
lunch "answers that are wrong" 's/accuracy="0.8"/accuracy="0.51"/'
wins thin-box
check "answers that are wrong: the exact variant" [ "$(query "$db" "SELECT DISTINCT r.variant FROM v_route r JOIN v_optimum o
    ON r.placement_id = (SELECT placement FROM optimum)")" = exact ]
pruned thin-box accuracy
lunch "wrong answers are welcome" 's/accuracy="0.8"/accuracy="any"/'
check "wrong answers are welcome: the rough variant" [ "$(query "$db" "SELECT DISTINCT r.variant FROM v_route r JOIN v_optimum o
    ON r.placement_id = (SELECT placement FROM optimum)")" = rough ]

# A region without a promise of residency is free of the site's 400 g/kWh.
region='s|<!-- region -->|<region id="far" grid="green" pue="1"><pool id="far-box" hardware="thin" tenancy="bought" max="3"/></region>\
    <link id="line" from="site" to="far" line="existing" bandwidth="1 Gbit/s" latency="1 ms"><hop id="hop" kind="core" average="0 kWh/GB"\
    grid="site"/></link>|
    s|  <hardware id="thin">|<grid id="green" jurisdiction="FF"><intensity kind="average" scope="life-cycle" value="1 gCO2e/kWh"/></grid>&|'
lunch "a green region" "$region"
wins far-box
lunch "a green region where the data may not go" "$region; s/accuracy=\"0.8\"/& residency=\"GG\"/"
wins thin-box
pruned far-box residency
lunch "a green region behind a network that may fail" "$region; s/accuracy=\"0.8\"/& offline=\"yes\"/"
wins thin-box
pruned far-box offline

# ---- infeasible ----

lunch "too much for all" 's/rate="4 /rate="140 /; s/p95="1 s"/p95="any"/'
infeasible "no placement can carry this load: stout-box carries at most 100 /s of the 140 /s of jobs: 2.8 devices' worth of work, at most 2"
lunch "too slow, all of them" 's/p95="1 s"/p95="15 ms"/'
infeasible "stout-box: takes 20 ms at best, promised 15 ms"
check "too slow, all of them: the workload" says "$tmp/answer" "nothing can serve jobs: "
lunch "too inaccurate, all of them" 's/accuracy="0.8"/accuracy="0.95"/'
infeasible "accuracy of exact is 0.9, promised 0.95"
lunch "too much for what is left when the cache has done its best" "$(echo "$cache" | sed 's/POLICY/fifo/')
    /profile.*stout/d; s/pool=\"stout-box\" count=\"1\"/pool=\"thin-box\" count=\"1\"/; s/to=\"stout-box\"/to=\"thin-box\"/"
infeasible "no placement can carry this load: with the best, the line of jobs grows by "
lunch "too long a wait, all of them" 's/rate="4 /rate="45 /; s/p95="1 s"/p95="21 ms"/; s/max="2"/max="1"/'
infeasible "no placement keeps the promise of p95 to jobs: 21 ms wanted, the best reaches "
lunch "too much is refused, by all" 's/max="[12]"/& queue="0"/; s/rate="4 /rate="30 /; s/accuracy="0.8"/& loss="1 %"/; s/p95="1 s"/p95="any"/'
infeasible "no placement keeps the promise of loss to jobs: at most 1 % wanted, the best loses "

# ---- the shipped scenarios ----

for name in fleet-10000 hospital-imaging keyword-spotting voice-assistant; do
    "$CAIRN" run "$top/scenarios/$name.xml" --db "$tmp/shipped.db" --quiet >"$tmp/out" || echo "# $name failed"
done
no_zero_devices shipped "$tmp/shipped.db"
check "shipped: winners break no promise" [ "$(query "$tmp/shipped.db" "SELECT count(*) FROM promise p JOIN optimum o
    ON o.study = p.study AND o.placement = p.placement WHERE p.verdict = 'broken'")" = 0 ]
check "shipped: winners lose nothing" [ "$(query "$tmp/shipped.db" "SELECT count(*) FROM workload_result w JOIN optimum o
    ON o.study = w.study AND o.placement = w.placement WHERE w.loss_share > 0")" = 0 ]
