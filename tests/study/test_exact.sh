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
check "followed: said" says out 'intensity of grid "here": pool-4 below 137.2 gCO2e/kWh, pool-3 above (137.2 to 137.2)'
sed 's#from="1 gCO2e/kWh" to="4000 gCO2e/kWh"#from="0.001 kgCO2e/kWh" to="4 kgCO2e/kWh"#' far.xml >kilo.xml
"$CAIRN" run kilo.xml --db kilo.db --cache far.cache >out 2>err
check "followed: said in the unit of the file" says out 'intensity of grid "here": pool-4 below 0.1372 kgCO2e/kWh, pool-3 above (0.1372 to 0.1372)'
check "followed: seven segments, six breakpoints, a row per point" [ "$(query far.db "SELECT
    (SELECT count(*) FROM segment), (SELECT count(*) FROM breakpoint), (SELECT count(*) FROM point),
    (SELECT method FROM vary)")" = "7|6|15|exact" ]
check "points lie in segments of their placement" [ "$(query far.db "SELECT count(*) FROM point o
    JOIN segment g ON g.study = o.study AND o.number_0 BETWEEN g.from_value AND g.to_value AND g.placement = o.placement")" -ge 15 ]
check "segments are continuous, and fall ever less" [ "$(query far.db "SELECT count(*) FROM segment a JOIN segment b
    ON b.segment = a.segment + 1 WHERE abs(a.aim_to - b.aim_from) < 1e-9 * a.aim_to AND a.to_value = b.from_value")" = 6 ]
"$CAIRN" show far.db breakpoints --csv >breakpoints.csv 2>err
check "show breakpoints" says breakpoints.csv ',exact,'
"$CAIRN" run far.xml --db far.db --cache far.cache --json >json 2>err
check "JSON says where it flips" says json '"flips": "intensity of grid \"here\": pool-7 below 2.144'
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
    (SELECT count(*) FROM segment), (SELECT count(*) FROM point), (SELECT n FROM vary)")" = "7|0|1000000" ]
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
check "points lie in their cells" [ "$(query two.db "SELECT count(*) FROM point o JOIN cell c ON c.study = o.study
    AND c.value = o.number_0 AND o.number_1 BETWEEN c.from_value AND c.to_value AND c.placement = o.placement")" = 6 ]
check "it is said what is proven" [ "$(query two.db "SELECT method, proven LIKE '%4 corners%' FROM sweep")" = "exact|1" ]

# ---- three numbers, spread ----

three() { # DB THREADS MORE...
    db=$1 threads=$2
    shift 2
    "$CAIRN" sweep far.xml --vary "//hardware[@id='box-4']/embodied/@carbon=1:100 kgCO2e" --vary '//site/@pue=1:1.5' \
        --design sobol --points 20000 --db "$db" --no-cache --threads "$threads" "$@" >out 2>err
}
three three.db 1
check "three numbers: status" [ $? -eq 0 ]
check "three numbers: all points are read off" [ "$(query three.db "SELECT s.method, count(*), max(point) FROM point, sweep s")" = \
    "exact|20000|20000" ]
check "three numbers: it is said" says err "points exact: exactly the least of the finalists"
check "three numbers: shares, and no list of all" [ "$(wc -l <out)" -lt 40 ]
three three-2.db 2
check "three numbers: 2 threads, the same" "$CAIRN" compare three.db three-2.db --quiet
check "three numbers: less than 130 bytes a point" [ "$(query three.db "SELECT sum(pgsize) < 130 * 20000 FROM dbstat WHERE name = 'point'")" = 1 ]
check "three numbers: no bound is above" [ "$(query three.db "SELECT count(*) FROM point WHERE bound IS NULL OR bound > value")" = 0 ]
query three.db "PRAGMA foreign_keys = ON; DELETE FROM point WHERE point > 7777"
three three.db 2
check "three numbers: what is missing is read off" "$CAIRN" compare three.db three-2.db --quiet
"$CAIRN" sweep far.xml --vary "//hardware[@id='box-4']/embodied/@carbon=10,40 kgCO2e" --vary '//site/@pue=1.1,1.2' \
    --db asked.db --no-cache --quiet >out 2>err
query asked.db "UPDATE sweep SET method = 'point by point'; DELETE FROM point WHERE point % 7 = 3"
cp asked.db read.db
query read.db "UPDATE sweep SET method = 'exact'"
for how in asked read; do
    "$CAIRN" sweep far.xml --vary "//hardware[@id='box-4']/embodied/@carbon=10,40 kgCO2e" --vary '//site/@pue=1.1,1.2' \
        --db $how.db --no-cache --quiet >out 2>err
done
check "three numbers: read off is what asking says" [ "$(sqlite3 asked.db "ATTACH 'read.db' AS b; SELECT count(*), count(*) FILTER (
    WHERE abs(x.value - y.value) < 1e-9 * y.value AND p.summary = q.summary)
    FROM point x JOIN b.point y USING (study, point) JOIN placement p ON p.placement = x.placement
    JOIN b.placement q ON q.placement = y.placement WHERE x.point % 7 = 3")" = "9|9" ]
