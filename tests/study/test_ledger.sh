#!/bin/sh
# The ledger in SQL: the views of the results file add up to what the program says, and go on doing so when a factor
# is changed in the file, as if the program had accounted for the changed scenario.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

db=$tmp/mixed.db
mixed=$here/mixed.xml
"$CAIRN" run "$mixed" --db "$db" --quiet >"$tmp/run.out" || echo "# the run failed"

# holds NAME DB SQL: the query, which selects what is wrong, selects nothing
holds() {
    query "$2" "$3" >"$tmp/wrong" 2>&1
    if [ -s "$tmp/wrong" ]; then
        echo "not ok $1"
        head -n 5 "$tmp/wrong" | sed 's/^/# /'
    else
        echo "ok $1"
    fi
}

# counts NAME LEAST DB SQL: the query counts at least so many, so that what is checked is there
counts() {
    n=$(query "$3" "$4")
    check "$1" [ "${n:-0}" -ge "$2" ]
}

# ---- what is stored is what the ledger adds up to ----

# total: carbon of a placement under a basis, in kg
total="WITH total AS (SELECT study, placement_id AS placement, basis, sum(value) AS kg FROM v_footprint
    WHERE measure = 'carbon' GROUP BY study, placement_id, basis)"

sums() {
    name=$1
    file=$2
    counts "$name: placements have terms" 3 "$file" "SELECT count(DISTINCT placement) FROM term"
    holds "$name: candidates" "$file" "$total SELECT c.placement, c.carbon_kg, t.kg FROM candidate c JOIN study s ON s.id = c.study
        JOIN total t ON t.study = c.study AND t.placement = c.placement AND t.basis = s.basis
        WHERE abs(t.kg - c.carbon_kg) > 1e-9 * abs(c.carbon_kg)"
    holds "$name: the optimum" "$file" "$total SELECT o.carbon_kg, t.kg FROM optimum o
        LEFT JOIN total t ON t.study = o.study AND t.placement = o.placement AND t.basis = o.basis
        WHERE t.kg IS NULL OR abs(t.kg - o.carbon_kg) > 1e-9 * abs(o.carbon_kg)"
    holds "$name: baselines" "$file" "$total SELECT b.name, b.carbon_kg, t.kg FROM baseline b JOIN study s ON s.id = b.study
        LEFT JOIN total t ON t.study = b.study AND t.placement = b.placement AND t.basis = s.basis
        WHERE b.placement IS NOT NULL AND (t.kg IS NULL OR abs(t.kg - b.carbon_kg) > 1e-9 * abs(b.carbon_kg))"
    holds "$name: the winner under each basis" "$file" "$total SELECT r.basis, r.carbon_kg, t.kg FROM basis_result r
        LEFT JOIN total t ON t.study = r.study AND t.placement = r.placement AND t.basis = r.basis
        WHERE r.status = 'ok' AND (t.kg IS NULL OR abs(t.kg - r.carbon_kg) > 1e-9 * abs(r.carbon_kg))"
    holds "$name: the answer under each basis" "$file" "$total SELECT r.basis, r.selected_carbon_kg, t.kg FROM basis_result r
        JOIN optimum o ON o.study = r.study
        LEFT JOIN total t ON t.study = r.study AND t.placement = o.placement AND t.basis = r.basis
        WHERE r.selected_carbon_kg IS NOT NULL
        AND (t.kg IS NULL OR abs(t.kg - r.selected_carbon_kg) > 1e-9 * abs(r.selected_carbon_kg))"
    holds "$name: v_footprint is v_term added up" "$file" "SELECT f.study, f.placement_id, f.basis, f.measure, sum(f.value) AS added,
        (SELECT sum(t.ledger_value) / m.per_unit FROM v_term t JOIN measure m ON m.name = t.measure WHERE t.study = f.study
            AND t.placement_id = f.placement_id AND t.basis = f.basis AND t.measure = f.measure) AS again
        FROM v_footprint f GROUP BY f.study, f.placement_id, f.basis, f.measure HAVING NOT abs(added - again) <= 1e-9 * abs(added)"
}

sums mixed "$db"
# releases, monitoring, repairs, used devices, rework: each of their parts is there
"$CAIRN" run "$top/tests/attributes/upkeep.xml" --db "$tmp/upkeep.db" --quiet >"$tmp/run.out" || echo "# upkeep failed"
sums upkeep "$tmp/upkeep.db"
counts "upkeep: its parts" 4 "$tmp/upkeep.db" "SELECT count(DISTINCT part) FROM v_footprint WHERE measure = 'carbon'
    AND part IN ('releases', 'monitoring', 'repairs', 'rework') AND value > 0"
counts "upkeep: what is bought" 2 "$tmp/upkeep.db" "SELECT count(DISTINCT item) FROM v_purchase WHERE item IN ('shelf', 'replacement')"
holds "upkeep: journeys are of category 3.6" "$tmp/upkeep.db" "SELECT term FROM term WHERE equation = '[REPAIR]' AND category NOT IN ('3.2', '3.6')"
for name in keyword-spotting hospital-imaging fleet-10000 voice-assistant; do
    "$CAIRN" run "$top/scenarios/$name.xml" --db "$tmp/shipped.db" --quiet >"$tmp/run.out" || echo "# $name failed"
done
counts "four studies in one file" 4 "$tmp/shipped.db" "SELECT count(*) FROM study"
sums shipped "$tmp/shipped.db"

# The sun and a battery: footprints that do not add over what is simulated together. [GROUP]
"$CAIRN" run "$here/sunny.xml" --db "$tmp/sunny.db" --quiet >"$tmp/run.out" 2>"$tmp/run.err" || echo "# sunny failed"
counts "the sun has terms" 10 "$tmp/sunny.db" "SELECT count(*) FROM term WHERE part = 'supply' AND equation = '[SOLAR]'"
sums sunny "$tmp/sunny.db"

# Overheads by the hour and by load, the second a group as well. [COOLING]
"$CAIRN" run "$here/cooled.xml" --db "$tmp/cooled.db" --quiet >"$tmp/run.out" 2>"$tmp/run.err" || echo "# cooled failed"
counts "overheads have terms" 3 "$tmp/cooled.db" "SELECT count(*) FROM term WHERE part = 'overhead' AND equation = '[COOLING]'"
counts "PUE by the hour is a factor of each window" 4 "$tmp/cooled.db" "SELECT count(*) FROM factor
    WHERE name = 'pue.charged' AND subject = 'hall, intensity.average.life-cycle' AND window IS NOT NULL"
counts "scarcity is a measure" 10 "$tmp/cooled.db" "SELECT count(*) FROM term WHERE measure = 'water-scarcity'"
sums cooled "$tmp/cooled.db"

# ---- a changed factor ----

# simulated FILE: BASELINE BASIS WHAT VALUE for all footprints of all baselines, from `simulate`
simulated() {
    for b in cached services today; do
        "$CAIRN" simulate "$1" --placement "$b" --json --quiet >"$tmp/$b.json" || return
        grep -q '"replications": 8' "$tmp/$b.json" || echo "# $b: other replications than the study"
        query :memory: "SELECT '$b', json_extract(r.value, '\$.id'), m.key, printf('%.17g', json_extract(m.value, '\$.mean'))
            FROM json_each(readfile('$tmp/$b.json'), '\$.results') r, json_each(r.value) m
            WHERE json_extract(r.value, '\$.kind') = 'footprint' AND m.type = 'object'
            AND json_extract(m.value, '\$.mean') IS NOT NULL AND m.key <> 'carbon_g_per_request'"
    done
}

# accounted DB: the same from the views; parts of carbon in g as _g
accounted() {
    query "$1" "WITH f AS (SELECT b.name AS baseline, f.basis, f.measure, f.part, f.value FROM v_footprint f
            JOIN baseline b ON b.study = f.study AND b.placement = f.placement_id AND b.name NOT LIKE 'all-%'
            WHERE f.basis <> 'ghg-market') -- for which no grid here has data
        SELECT baseline, basis, CASE measure WHEN 'carbon' THEN 'carbon_g' WHEN 'energy' THEN 'energy_kwh' WHEN 'water' THEN 'water_l'
                WHEN 'water-without-reservoirs' THEN 'water_without_reservoirs_l' WHEN 'money' THEN 'money_usd' END,
            printf('%.17g', sum(value) * CASE measure WHEN 'carbon' THEN 1000 ELSE 1 END) FROM f GROUP BY baseline, basis, measure
        UNION ALL
        SELECT baseline, basis, part || '_g', printf('%.17g', 1000 * sum(value)) FROM f WHERE measure = 'carbon'
        GROUP BY baseline, basis, part"
}

# agree: $tmp/views and $tmp/program name the same figures with the same values
agree() {
    awk -F '|' '
        NR == FNR { view[$1 " " $2 " " $3] = $4; next }
        {
            name = $1 " " $2 " " $3
            n++
            if (!(name in view)) {
                print "# " name ": " $4 ", and nothing in the views"
                bad = 1
                next
            }
            off = view[name] - $4
            size = $4 < 0 ? -$4 : $4
            if (off > 1e-9 * size || -off > 1e-9 * size) {
                print "# " name ": views " view[name] ", program " $4
                bad = 1
            }
            delete view[name]
        }
        END {
            for (name in view)
                if (view[name] != 0) {
                    print "# " name ": " view[name] " in the views, and nothing in the program"
                    bad = 1
                }
            exit bad || n < 60
        }' "$tmp/views" "$tmp/program"
}

accounted "$db" >"$tmp/views"
simulated "$mixed" >"$tmp/program"
check "views and simulate agree" agree
cp "$tmp/program" "$tmp/unchanged"

# changed NAME SQL SED: after the UPDATE the views say what the program says of the edited scenario, and something else than before
changed() {
    cp "$db" "$tmp/changed.db"
    query "$tmp/changed.db" "$2"
    sed -e "$3" "$mixed" >"$tmp/changed.xml"
    accounted "$tmp/changed.db" >"$tmp/views"
    simulated "$tmp/changed.xml" >"$tmp/program"
    check "$1: views and program agree" agree
    cmp -s "$tmp/program" "$tmp/unchanged"
    check "$1: figures change" [ $? -eq 1 ]
}

set_factor() { # NAME SUBJECT EXPRESSION
    echo "UPDATE factor SET value = $3 WHERE name = '$1' AND subject LIKE '$2'"
}

changed "intensity by the hour" "$(set_factor intensity.average.life-cycle south 'value * 1.7')" 's/"400 gCO2e/"680 gCO2e/'
changed "long-run intensity" "$(set_factor intensity.long-run.direct north 33)" 's/"100 gCO2e/"33 gCO2e/'
changed "PUE of a region" "$(set_factor pue hall 1.5)" '/region id="hall"/s/pue="1.3"/pue="1.5"/'
changed "PUE of a site" "$(set_factor pue east 1.4)" 's/pue="1.1"/pue="1.4"/'
changed "busy power" "$(set_factor power.busy 'board/net/small/%' 'value * 1.5')" 's/"11 W"/"16.5 W"/; s/power="12 W"/power="18 W"/'
changed "idle power" "$(set_factor power.idle board 6)" 's/idle="5 W"/idle="6 W"/'
changed "water on site" "$(set_factor wue hall 0.7)" 's/wue="0.3 /wue="0.7 /'
changed "network" "$(set_factor network.average fibre/ring 'value / 3')" 's/"0.012 kWh/"0.004 kWh/'
changed "embodied carbon" "$(set_factor embodied board 62000)" 's/"31 kgCO2e"/"62 kgCO2e"/'
changed "price of electricity" "$(set_factor price.electricity east 0.5)" 's/"0.2 USD\/kWh"/"0.5 USD\/kWh"/'
changed "losses of a grid" "$(set_factor grid.loss south '0.12 / 0.88')" 's/share="6 %"/share="12 %"/'

# ---- nothing twice ----

# The names of what a term multiplies, one row for each factor of a term
factors="WITH used AS (
    SELECT t.study, t.placement, t.component, t.term, t.measure, t.part, t.equation, f.name, f.subject FROM term t
    JOIN factor f ON f.study = t.study
        AND f.factor IN (t.factor1, t.factor2, t.factor3, t.factor4, t.factor5, t.factor6))"

for file in "$db" "$tmp/shipped.db"; do
    name=$(basename "$file" .db)
    counts "$name: terms" 300 "$file" "SELECT count(*) FROM term"
    holds "$name: no term stands twice" "$file" "SELECT a.placement, a.component, a.term, b.term, a.part FROM term a
        JOIN term b ON a.study = b.study AND a.placement = b.placement AND a.component = b.component AND a.term < b.term
            AND a.measure = b.measure AND a.part = b.part AND a.place = b.place AND a.quantity IS b.quantity AND a.amount IS b.amount
            AND a.factor1 IS b.factor1 AND a.factor2 IS b.factor2 AND a.factor3 IS b.factor3 AND a.factor4 IS b.factor4
            AND a.factor5 IS b.factor5 AND a.factor6 IS b.factor6 AND a.bases & b.bases <> 0 AND a.scale * b.scale > 0"
    holds "$name: no factor twice in a term" "$file" "$factors SELECT placement, component, term, name, count(*) FROM used
        GROUP BY study, placement, component, term, name HAVING count(*) > 1"
    holds "$name: energy of devices has one PUE, energy of networks none" "$file" "$factors
        SELECT t.placement, t.component, t.term, t.part, count(u.name) FROM term t
        LEFT JOIN used u ON u.study = t.study AND u.placement = t.placement AND u.component = t.component AND u.term = t.term
            AND u.name = 'pue'
        WHERE t.measure = 'energy' AND t.equation <> '[API]'
        GROUP BY t.study, t.placement, t.component, t.term
        HAVING count(u.name) <> (t.part NOT LIKE 'network%')"
    holds "$name: PUE is that of the place" "$file" "$factors SELECT u.placement, u.term, u.subject, t.place FROM used u
        JOIN term t ON t.study = u.study AND t.placement = u.placement AND t.component = u.component AND t.term = u.term
        WHERE u.name = 'pue' AND u.subject <> t.place AND u.subject NOT LIKE 'training:%'"
    holds "$name: carbon of electricity is energy times one intensity, under each basis but the GHG Protocol" "$file" "$factors,
        electric AS (SELECT u.study, u.placement, u.component, u.term FROM used u
            WHERE u.measure = 'carbon' AND u.name LIKE 'intensity.%' GROUP BY u.study, u.placement, u.component, u.term HAVING count(*) = 1)
        SELECT b.name, e.placement_id, e.joules, c.n FROM basis b
        JOIN (SELECT study, placement_id, basis, component, part, place, count(*) AS joules FROM v_term WHERE measure = 'energy'
            GROUP BY study, placement_id, basis, component, part, place) e ON e.basis = b.name
        LEFT JOIN (SELECT v.study, v.placement_id, v.basis, v.component, v.part, v.place, count(*) AS n FROM v_term v
            JOIN electric x ON x.study = v.study AND x.placement = v.placement_id AND x.component = v.component AND x.term = v.term
            GROUP BY v.study, v.placement_id, v.basis, v.component, v.part, v.place) c
            ON c.study = e.study AND c.placement_id = e.placement_id AND c.basis = b.name AND c.component = e.component
            AND c.part = e.part AND c.place = e.place
        WHERE b.name NOT LIKE 'ghg-%' AND c.n <> e.joules"
done
