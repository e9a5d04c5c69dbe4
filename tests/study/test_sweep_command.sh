#!/bin/sh
# A sweep from the command line is that of the same elements in the file; stopped by a signal it says what is left; `cairn compare` says
# whether two files hold the same, and what changed where they do not. tests/fault/test_kills.sh kills.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cd "$tmp" || exit 1
cp "$here/mixed.xml" mixed.xml

# exits STATUS COMMAND...
exits() {
    wanted=$1
    shift
    "$@" >out 2>err
    [ $? -eq "$wanted" ]
}

# ---- as elements of the file ----

sed 's#</scenario>#<vary select="//region/@pue" from="1.1" to="1.9" points="3"/><vary select="//arrivals/@rate" values="0.5 2" as="multiplier"/></scenario>#' \
    mixed.xml >elements.xml
"$CAIRN" run elements.xml --db elements.db --no-cache >out 2>err
"$CAIRN" sweep mixed.xml --vary '//region/@pue=1.1:1.9:3' --vary '//arrivals/@rate*=0.5,2' --db words.db --no-cache --csv >points.csv 2>err
check "a sweep in words: status" [ $? -eq 0 ]
check "a sweep in words: a row per point" [ "$(wc -l <points.csv)" -eq 7 ]
check "a sweep in words: what varies is kept with the files" [ "$(query words.db \
    "SELECT count(*) FROM input WHERE path = 'command line' AND CAST(content AS TEXT) LIKE '%//region/@pue%'")" = 1 ]
question="SELECT o.*, v.value FROM point o JOIN v_setting v USING (study, point) ORDER BY point, vary"
query words.db "$question" >words.rows
query elements.db "$question" >elements.rows
check "a sweep in words is that of elements in the file" same words.rows elements.rows
check "the answer of the file is not among the points" [ "$(query words.db "SELECT count(*) FROM v_sweep")" = 6 ]

# ---- what a catalogue has and the scenario does not use ----

shipped=$top/scenarios/keyword-spotting.xml
values() { # FILE PATTERN: which of it, and the answer
    query "$1" "SELECT value FROM $2"
}
"$CAIRN" sweep "$shipped" --vary '//site/@grid=PL,FR' --db grids.db --no-cache >out 2>err
for grid in PL FR; do
    sed "s/grid=\"DK\"/grid=\"$grid\"/" "$shipped" >$grid.xml
    "$CAIRN" run $grid.xml --catalogue "$top/scenarios/catalogue" --db $grid.db --no-cache >out 2>err
    values $grid.db optimum
done >alone
values grids.db 'point ORDER BY point' >points
check "a sweep over grids of a catalogue is that of scenarios that name them" same alone points
"$CAIRN" sweep "$shipped" --vary "//pool[@id='own-mcu']/@hardware=stm32u575,stm32l4r5" --db boards.db --no-cache >out 2>err
check "and over hardware, with its profiles" [ "$(query boards.db "SELECT count(placement) FROM point")" = 2 ]
check "a grid that no catalogue has" exits 3 "$CAIRN" sweep "$shipped" --vary '//site/@grid=PL,XX' --db none.db --no-cache
check "is named" says err 'command line:1: error: values of grid of site "panel": unknown grid "XX"; did you mean'
check "and nothing is written" [ ! -e none.db ]
"$CAIRN" sweep "$shipped" --vary '//workload[1]/promise/@p95=1 us,1 s' --db late.db --no-cache >out 2>err
check "points without an answer are told, and why" says err '1 of 2 points have no answer; point 1: nothing can serve'

# ---- what a point is called ----

"$CAIRN" sweep mixed.xml --vary '//hardware/embodied/@lifetime=2,4 y' --vary '//region/@pue=1.2' --db names.db --no-cache >out 2>err
check "it is in the unit that was said, and how many attributes have the value" [ "$(query names.db \
    "SELECT setting FROM v_sweep WHERE point = 1")" = \
    "embodied lifetime of hardware \"board\" (and $(($(grep -c '<embodied' mixed.xml) - 1)) more) 2 y; pue of region \"hall\" 1.2" ]
check "a point is no points" [ "$("$CAIRN" sweep mixed.xml --vary '//region/@pue=1.2' --db one.db --no-cache 2>&1 >out |
    grep -c '1 point in one.db')" = 1 ]

# ---- points whose numbers make no scenario ----

check "where some points are invalid: part failed" exits 4 "$CAIRN" sweep mixed.xml --vary '//region/@pue=0.5,1.5,0.7' \
    --db part.db --no-cache --quiet
check "how many, and why, is said also by --quiet" says err \
    'cairn: mixed: 2 of 3 points are invalid; point 1: no valid scenario: command line:1: error: pue of region'
check "and nothing else" [ "$(wc -l <err)" -eq 1 ]
check "they are called so" [ "$(query part.db "SELECT group_concat(point) FROM v_sweep WHERE status = 'invalid'")" = 1,3 ]
check "whether another placement is best cannot be said of them" [ "$(query part.db \
    "SELECT group_concat(differs IS NULL) FROM v_sweep")" = 1,0,1 ]
check "they are counted apart" [ "$(query part.db "SELECT sum(points) FROM v_best_at WHERE placement = 'invalid'")" = 2 ]
"$CAIRN" report part.db -o part.html >out 2>&1
check "the report tells them from answers" says part.html ' 2 more are no valid scenario.'
check "known already: the same" exits 4 "$CAIRN" sweep mixed.xml --vary '//region/@pue=0.5,1.5,0.7' --db part.db --no-cache
check "where all points are: invalid input" exits 3 "$CAIRN" sweep mixed.xml --vary '//region/@pue=0.5,0.7' --db none-valid.db --no-cache
"$CAIRN" report none-valid.db -o part.html >out 2>&1
check "of which the report says so" says part.html 'At no point is there a valid scenario.'
sed 's#</scenario>#<vary select="//region/@pue" values="0.5 1.5"/></scenario>#' mixed.xml >part.xml
check "cairn run: the scenario is answered, a part failed" exits 4 "$CAIRN" run part.xml --db run.db --no-cache --quiet
check "and says why" says err '1 of 2 points are invalid; point 1: no valid scenario: part.xml:'

# ---- spread points ----

for design in latin-hypercube sobol; do
    "$CAIRN" sweep mixed.xml --vary '//region/@pue=1.1:1.9' --vary '//arrivals/@rate*=0.5:2:9:log' --design $design --points 8 \
        --db $design.db --no-cache >out 2>err
    "$CAIRN" sweep mixed.xml --vary '//region/@pue=1.1:1.9' --vary '//arrivals/@rate*=0.5:2:9:log' --design $design --points 8 \
        --db $design-1.db --no-cache --threads 1 >out 2>err
    check "$design: one thread and all of them" exits 0 "$CAIRN" compare $design.db $design-1.db
    check "$design: each eighth of the range has a point" [ "$(query $design.db "SELECT count(DISTINCT CAST((value - 1.1) * 10 AS INTEGER))
        FROM v_setting JOIN vary USING (study, vary) WHERE selects = '//region/@pue'")" = 8 ]
done

# ---- wrong words ----

check "nothing varies" exits 2 "$CAIRN" sweep mixed.xml --db wrong.db
check "no equals sign" exits 2 "$CAIRN" sweep mixed.xml --vary '//region' --db wrong.db
check "it is said how" says err 'say XPATH=FROM:TO'
check "no such attribute" exits 3 "$CAIRN" sweep mixed.xml --vary '//region/@pux=1:2' --db wrong.db
check "it is said where" says err 'command line:1: error: "//region/@pux" selects nothing'
check "points without a design" exits 3 "$CAIRN" sweep mixed.xml --vary '//region/@pue=1:2' --points 5 --db wrong.db
check "nothing was written" [ ! -e wrong.db ]

sweep() { # DB: as many different simulations as points
    "$CAIRN" sweep mixed.xml --vary '//arrivals/@rate*=0.9:1.1:60' --db "$1" --no-cache --quiet
}
sweep whole.db >out 2>err
sweep again.db >out 2>err

# ---- interrupted ----

"$CAIRN" sweep mixed.xml --vary '//arrivals/@rate*=0.8:1.2:4000' --db stopped.db --no-cache >out 2>err &
pid=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    sleep 0.2
    [ "$(query stopped.db "SELECT count(*) FROM point" 2>"$tmp/query")" -gt 3 ] 2>"$tmp/query" && break
done
kill -TERM $pid
wait $pid
check "interrupted: status" [ $? -eq 130 ]
check "interrupted: it says how far it is" says err "of 4000 points are in stopped.db, the same command goes on"

# ---- compare ----

"$CAIRN" compare whole.db again.db >out 2>err
check "compare: identical is said" says err "identical: 1 study"
cp whole.db other.db
query other.db "UPDATE point SET value = value * 1.01 WHERE point = 7"
check "compare: another value is found" exits 1 "$CAIRN" compare whole.db other.db
check "compare: by how much" says out " 1"
"$CAIRN" compare whole.db other.db --json >out 2>err
check "compare: one answer, one row" [ "$(query :memory: "SELECT json_array_length(j, '\$.answers'), json_extract(j, '\$.answers[0].point'),
    round(json_extract(j, '\$.answers[0].change'), 6), json_extract(j, '\$.tables[0].table'), json_extract(j, '\$.tables[0].changed')
    FROM (SELECT CAST(readfile('out') AS TEXT) AS j)")" = "1|7|0.01|point|1" ]
query other.db "PRAGMA foreign_keys = ON; DELETE FROM point WHERE point = 9"
"$CAIRN" compare other.db whole.db --json >out 2>err
check "compare: a row that one lacks" [ "$(query :memory: "SELECT json_extract(readfile('out'), '\$.tables[0].only_b')")" = 1 ]
check "compare: another question of the name" exits 1 "$CAIRN" compare whole.db words.db
check "compare: which is said" says out "another question"
query other.db "PRAGMA foreign_keys = ON; DELETE FROM study"
check "compare: a study that one lacks" exits 1 "$CAIRN" compare whole.db other.db
check "compare: which is said too" says out "only in the first"
check "compare: a file that is not there" exits 1 "$CAIRN" compare whole.db nowhere.db
check "compare: one file is no comparison" exits 2 "$CAIRN" compare whole.db
