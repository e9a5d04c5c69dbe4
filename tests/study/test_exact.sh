#!/bin/sh
# A sweep of one number of accounting is followed exactly: breakpoints, segments and points are rows, the same whatever the number of
# threads and the memory; more points than become rows cost nothing; what cannot be followed is asked point by point and says so.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cd "$tmp" || exit 1

cp "$here/far.xml" far.xml
"$CAIRN" run far.xml --db far.db --cache far.cache >out 2>err
check "followed: status" [ $? -eq 0 ]
dump far.db >far.dump
check "followed: said" says out 'value of intensity of grid "here": pool-4 below 137.2 gCO2e/kWh, pool-3 above (137.2 to 137.2)'
check "followed: seven segments, six breakpoints, a row per point" [ "$(query far.db "SELECT
    (SELECT count(*) FROM segment), (SELECT count(*) FROM breakpoint), (SELECT count(*) FROM optimum WHERE point > 0),
    (SELECT method FROM vary)")" = "7|6|15|exact" ]
check "points lie in segments of their placement" [ "$(query far.db "SELECT count(*) FROM optimum o JOIN setting t USING (study, point)
    JOIN segment g ON g.study = o.study AND t.value BETWEEN g.from_value AND g.to_value AND g.placement = o.placement")" -ge 15 ]
check "segments are continuous, and fall ever less" [ "$(query far.db "SELECT count(*) FROM segment a JOIN segment b
    ON b.segment = a.segment + 1 WHERE abs(a.aim_to - b.aim_from) < 1e-9 * a.aim_to AND a.to_value = b.from_value")" = 6 ]
"$CAIRN" show far.db breakpoints --csv >breakpoints.csv 2>err
check "show breakpoints" says breakpoints.csv ',exact,'
"$CAIRN" run far.xml --db far.db --cache far.cache --json >json 2>err
check "JSON says where it flips" says json '"flips": "value of intensity of grid \"here\": pool-7 below 2.144'
dump far.db >again.dump
check "asked again: the same rows" same far.dump again.dump
for threads in 1 2; do
    "$CAIRN" run far.xml --db "threads-$threads.db" --no-cache --threads "$threads" >out 2>err
    dump "threads-$threads.db" >threads.dump
    check "the same with $threads thread(s) and no memory" same far.dump threads.dump
done

# ---- as many points as one likes ----

sed 's/points="15"/points="1000000"/' far.xml >million.xml
"$CAIRN" run million.xml --db million.db --no-cache >out 2>err
check "a million points are segments" [ "$(query million.db "SELECT
    (SELECT count(*) FROM segment), (SELECT count(*) FROM optimum), (SELECT n FROM vary)")" = "7|1|1000000" ]
query far.db "SELECT * FROM v_breakpoint" >of-15
query million.db "SELECT * FROM v_breakpoint" >of-million
check "and their breakpoints are the same" same of-15 of-million

# ---- not exact ----

sed 's#<vary.*#<vary select="//hardware/embodied/@lifetime" values="0.3 0.6 1.2" as="multiplier"/>#; s/basis="inventory"/basis="sci"/' \
    far.xml >life.xml
"$CAIRN" run life.xml --db life.db --no-cache >out 2>err
check "a lifetime is followed by its reciprocal" [ "$(query life.db "SELECT method FROM vary")" = exact ]
sed 's#<vary.*#<vary select="//arrivals/@rate" values="0.5 1.0 2.0" as="multiplier"/>#' far.xml >rate.xml
"$CAIRN" run rate.xml --db rate.db --no-cache >out 2>err
check "physics is asked point by point" [ "$(query rate.db "SELECT method, why FROM vary")" = \
    "point by point|more than accounting depends on it" ]
sed 's#<choose basis="inventory"/>#<choose basis="inventory"><budget energy="100000 kWh"/></choose>#' far.xml >budget.xml
"$CAIRN" run budget.xml --db budget.db --no-cache >out 2>err
check "budgets are asked point by point" [ "$(query budget.db "SELECT method, why FROM vary")" = \
    "point by point|budgets may rule out other placements at each value" ]
check "and changes lie between points" [ "$(query budget.db "SELECT count(*), min(method) FROM v_breakpoint WHERE low < value AND value < high")" = \
    "6|point by point" ]

# ---- two numbers ----

sed 's#<vary.*#<vary select="//grid/intensity/@value" values="2 gCO2e/kWh 200 gCO2e/kWh 2000 gCO2e/kWh"/>\
<vary select="//hardware[@id='"'box-4'"']/embodied/@carbon" from="1 kgCO2e" to="100 kgCO2e" points="2"/>#' far.xml >two.xml
"$CAIRN" run two.xml --db two.db --no-cache >out 2>err
check "a map has three lines" [ "$(query two.db "SELECT count(DISTINCT line), count(*) > 3, max(value) FROM cell")" = "3|1|2000.0" ]
check "where cells meet they are equal" [ "$(query two.db "SELECT count(*) FROM cell a JOIN cell b USING (study, line)
    WHERE b.cell = a.cell + 1 AND abs(a.aim_to - b.aim_from) > 1e-9 * a.aim_to")" = 0 ]
check "no bound is above" [ "$(query two.db "SELECT count(*) FROM cell WHERE bound_from > aim_from * (1 + 1e-9)")" = 0 ]
check "points lie in their cells" [ "$(query two.db "SELECT count(*) FROM optimum o
    JOIN setting a ON a.study = o.study AND a.point = o.point AND a.vary = 0
    JOIN setting b ON b.study = o.study AND b.point = o.point AND b.vary = 1
    JOIN cell c ON c.study = o.study AND c.value = a.value AND b.value BETWEEN c.from_value AND c.to_value
        AND c.placement = o.placement")" = 6 ]
