#!/bin/sh
# A sweep answers the whole question at every point of what varies: each answer is that of a scenario with those numbers in the file,
# whatever the number of threads, with and without what is remembered; and a sweep that was stopped goes on to the same rows.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cd "$tmp" || exit 1

# swept NAME EXTRA: mixed.xml under another name, with more in it
swept() {
    sed "s#</scenario>#$2</scenario>#" "$here/mixed.xml" >"$1.xml"
}
points() { # DB: what a sweep found
    query "$1" "SELECT * FROM v_sweep ORDER BY point"
}

swept whole '<vary select="//region/@pue" values="1.1 1.9"/><vary select="//arrivals/@rate" from="0.5" to="1.5" points="3" as="multiplier"/>'
"$CAIRN" run whole.xml --db whole.db --cache whole.cache >out 2>err
check "a sweep: status" [ $? -eq 0 ]
check "a sweep: a point for each combination" [ "$(query whole.db "SELECT count(*), max(point) FROM v_sweep")" = "6|6" ]
check "a sweep: the last varies fastest" [ "$(query whole.db \
    "SELECT group_concat(value, ' ') FROM (SELECT value FROM v_setting WHERE point IN (1, 2, 3) ORDER BY point, vary)")" = \
    "0.5 1.1 0.5 1.9 1.0 1.1" ]
points whole.db >whole.rows
dump whole.db >whole.dump

# ---- each point is the scenario with those numbers ----

sed 's#\(<region [^>]*pue="\)[^"]*#\11.9#' "$here/mixed.xml" >alone.xml
"$CAIRN" run alone.xml --db alone.db --no-cache >out 2>err
check "a point is the scenario with its numbers" [ "$(query whole.db "SELECT o.carbon_kg, o.p_correct,
    o.bound, o.runner_up_excess, o.placement_summary, o.candidates FROM v_sweep o WHERE point = 4")" = "$(query alone.db \
    "SELECT carbon_kg, p_correct, bound, runner_up_excess, placement_summary, candidates FROM v_optimum")" ]

# ---- threads, memory, stopping ----

for threads in 1 2; do
    "$CAIRN" run whole.xml --db "threads-$threads.db" --no-cache --threads "$threads" >out 2>err
    dump "threads-$threads.db" >threads.dump
    check "the same with $threads thread(s) and no memory" same whole.dump threads.dump
done
"$CAIRN" run whole.xml --db whole.db --cache whole.cache >out 2>err
dump whole.db >again.dump
check "asked again: the same rows" same whole.dump again.dump
query whole.db "PRAGMA foreign_keys = ON; DELETE FROM point WHERE point IN (2, 3, 6)" >out
"$CAIRN" run whole.xml --db whole.db --cache whole.cache >out 2>err
points whole.db >again.rows
check "what is missing is answered, and nothing else" same whole.rows again.rows

# ---- numbers that make no scenario, and words ----

swept edge '<vary select="//promise/@p95" values="1 ms 10 s"/>'
"$CAIRN" run edge.xml --db edge.db --no-cache >out 2>err
check "where no placement keeps its promises the point says so" [ "$(query edge.db \
    "SELECT status FROM v_sweep WHERE point = 1")" = infeasible ]
