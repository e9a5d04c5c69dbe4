#!/bin/sh
# A growth study: year 1 is the answer, years follow closed forms where the model is linear, the parts of what changed add up, gains
# that bring their price down with them backfire iff demand is elastic, devices keep what they were bought with, and all of this is
# the same with any number of threads and with and without what is remembered.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cd "$tmp" || exit 1

# linear NAME GROWTH [EMBODIED]: one workload, one service, carbon and cost in proportion to requests; so quick that none is under way when a
# window begins or ends
linear() {
    cat >"$1.xml" <<EOF
<scenario format="1" name="$1">
  <time horizon="4 y" replications="2" window="1 min"/>
  <grid id="here"><intensity kind="average" scope="life-cycle" value="300 gCO2e/kWh"/></grid>
  <model id="net"><variant id="v" accuracy="0.8" memory="180 MB"/></model>
  <api id="rented" model="net" accuracy="0.8" energy="3 J" scope="facility" latency="1 us" embodied="${3:-0 g}" price="0.001 USD"/>
  <site id="shop" grid="here" pue="1" price="0.2 USD/kWh">
    <workload id="look" model="net" payload="1 B" reply="1 B"><arrivals rate="1 /s"/><promise p95="any" accuracy="any"/></workload>
  </site>
  <region id="hall" grid="here" pue="1.1"><pool id="served" api="rented" tenancy="api"/></region>
  <link id="line" from="shop" to="hall" line="existing" bandwidth="1 Gbit/s" latency="0 ms" egress="0 USD/GB">
    <hop id="isp" kind="core" average="0 kWh/GB" grid="region"/>
  </link>
  <choose basis="inventory"/>
  $2
</scenario>
EOF
    "$CAIRN" run "$1.xml" --db "$1.db" --no-cache >out 2>err
    check "$1: status" [ $? -eq 0 ]
}

# near NAME DB SQL: an expression that is 0 within 1e-9
near() {
    check "$1" [ "$(query "$2" "SELECT count(*) > 0 AND sum(abs($3) > 1e-9) = 0 AND sum(($3) IS NULL) = 0 FROM $4")" = 1 ]
}

# [REBOUND] energy is all of the cost: E1/E0 = g^(eps - 1), R as by the closed form; g 2 a year
half='<gain select="//api/@energy | //api/@price" values="0.5"/>'
linear saves "<growth years='3' from='2026'><demand workload='look' change='0 %' elasticity='0.6'/>$half</growth>"
near "elasticity 0.6: E1/E0 = 2^-0.4" saves.db "carbon_kg / without_kg - pow(2, -0.4)" "growth_year WHERE year > 1"
near "elasticity 0.6: the rebound" saves.db "rebound - 0.51571656651" "growth_year WHERE year > 1"
near "elasticity 0.6: demand" saves.db "response - pow(2, 0.6)" "growth_demand WHERE year > 1"
near "the break-even elasticity is 1" saves.db "break_even - 1" "growth_year WHERE year > 1"
check "elasticity 0.6: no backfire" [ "$(query saves.db "SELECT sum(backfires) FROM growth_year")" = 0 ]
linear backfires "<growth years='3' from='2026'><demand workload='look' change='0 %' elasticity='1.3'/>$half</growth>"
near "elasticity 1.3: E1/E0 = 2^0.3" backfires.db "carbon_kg / without_kg - pow(2, 0.3)" "growth_year WHERE year > 1"
check "elasticity 1.3: it backfires" [ "$(query backfires.db "SELECT sum(backfires) FROM growth_year")" = 2 ]

# [REBOUND] energy is the share 0.4 of the cost: E1/E0 = (1 - s + s/g)^-eps / g
linear share "<growth years='2' from='2026'><demand workload='look' change='0 %' elasticity='1.5'/>
    <gain select='//api/@energy' values='0.5'/><gain select='//api/@price' values='0.8'/></growth>"
near "share 0.4, elasticity 1.5: E1/E0" share.db "carbon_kg / without_kg - 0.698771242969" "growth_year WHERE year > 1"
near "share 0.4, elasticity 1.5: the rebound" share.db "rebound - 0.397542485937" "growth_year WHERE year > 1"

# [GROWTH] courses, adjustment, and nothing to save
linear courses "<growth years='4' from='2026'><demand workload='look' change='20 %' elasticity='1' adjustment='50 %'/>
    <trend select='//api/@price' values='0.5'/><trend select='//intensity/@value' change='-10 %'/></growth>"
near "20 % a year" courses.db "course - pow(1.2, year - 1)" growth_demand
near "half of what is left is adjusted in a year" courses.db "response - pow(2, 1 - pow(0.5, year - 1))" growth_demand
near "carbon is demand times intensity" courses.db "carbon_kg / (SELECT carbon_kg FROM growth_year WHERE year = 1)
    - requests / (SELECT requests FROM growth_year WHERE year = 1) * pow(0.9, year - 1)" growth_year
check "without gains there is no rebound" [ "$(query courses.db "SELECT count(rebound) + count(without_kg) FROM growth_year")" = 0 ]
linear nothing "<growth years='2' from='2026'><demand workload='look' change='0 %' elasticity='1'/>
    <gain select='//api/@price' values='0.5'/></growth>"
check "nothing to save: the rebound is not defined" [ "$(query nothing.db \
    "SELECT rebound IS NULL AND backfires IS NULL AND without_kg > 0 FROM growth_year WHERE year = 2")" = 1 ]

# [LMDI] a request takes 3 J at 300 g/kWh, half of it in year 2, and brings 0.0001 g of no energy: which is none of the grid's
linear api "<growth years='2' from='2026'><demand workload='look' change='0 %'/><gain select='//api/@energy' values='0.5'/></growth>" \
    "0.0001 g"
near "half the energy is efficiency" api.db "by_efficiency_kg / requests + 3 * 300 / 3.6e6 / 2 / 1e3" "growth_year WHERE year = 2"
near "what is embodied in a service is none of the grid's" api.db "by_grid_kg" "growth_year WHERE year = 2"
near "and as it was" api.db "by_embodied_kg" "growth_year WHERE year = 2"

# ---- policies ----

# [POLICY] a price of carbon makes a request dearer by its carbon, a cap is the price that keeps it, a standard is a gain
linear policies "<growth years='3' from='2026'><demand workload='look' change='30 %' elasticity='1.3'/>$half
    <policy id='toll' begins='2027' carbon-price='800 USD/t' change='50 %'/><policy id='lid' begins='2027' carbon-cap='12.5 kg'/>
    <policy id='label' begins='2028' select='//api/@energy | //api/@price' standard='50 %'/></growth>"
check "policies: all are asked, and none" [ "$(query policies.db "SELECT group_concat(policy, ' ') FROM
    (SELECT DISTINCT policy FROM v_growth_policy ORDER BY policy_id)")" = "none label lid toll" ] ||
    query policies.db "SELECT DISTINCT policy_id, policy FROM v_growth_policy"
near "none of them: the years themselves" policies.db "p.carbon_kg / g.carbon_kg - 1" \
    "v_growth_policy p JOIN growth_year g USING (year) WHERE policy = 'none'"
near "a price of carbon: demand falls with what a request costs" policies.db "p.demand / n.demand
    - pow(1 + p.carbon_price_usd_per_t * n.carbon_kg / n.requests / 1000 / d.cost_usd, -1.3)" \
    "v_growth_policy p JOIN (SELECT v.*, g.requests FROM v_growth_policy v JOIN growth_year g USING (year) WHERE policy = 'none') n
    USING (year) JOIN growth_demand d USING (year) WHERE p.policy = 'toll' AND year > 1"
near "a price that rises" policies.db "carbon_price_usd_per_t - 800 * pow(1.5, year - 2)" \
    "v_growth_policy WHERE policy = 'toll' AND year > 1"
near "a cap is kept" policies.db "carbon_kg / 12.5 - 1" "v_growth_policy WHERE policy = 'lid' AND year > 1"
near "what a cap keeps, use takes: the rebound is 1" policies.db "rebound - 1" \
    "v_growth_policy WHERE policy = 'lid' AND year > 1 AND without_kg > 12.499999"
near "a standard is a gain: E1/E0 = 4^0.3 in its year" policies.db "carbon_kg / without_kg - pow(4, 0.3)" \
    "v_growth_policy WHERE policy = 'label' AND year = 3"
linear capless "<growth years='2' from='2026'><demand workload='look' change='30 %'/><policy id='lid' begins='2027' carbon-cap='1 kg'/></growth>"
check "a cap that nobody answers to is not kept" [ "$(query capless.db "SELECT over_cap FROM v_growth_policy
    WHERE policy = 'lid' AND year = 2")" = 1 ]

# ---- draws and points ----

# [RUNG] [REBOUND] E1/E0 = g^(eps - 1) at each draw of the elasticity and at each point of the map
linear drawn "<growth years='3' from='2026'><demand workload='look' change='0 %' elasticity='1'/>$half</growth>
  <uncertain select='//demand/@elasticity' distribution='uniform' low='0.5' high='1.5'/><draws n='40' ask='2'/>"
near "at each draw: E1/E0 = 2^(eps - 1)" drawn.db "c.carbon_kg / c.without_kg - pow(2, v.value - 1)" \
    "growth_case c JOIN draw_value v ON v.draw = c.number WHERE asked = 'draw' AND year > 1"
check "it backfires where the elasticity is above 1: in half of the draws" [ "$(query drawn.db "SELECT backfires_share
    FROM v_growth_outlook WHERE year = 3")" = 0.5 ]
near "the break-even elasticity is 1 in all" drawn.db "break_even_p5 - break_even_p95 + break_even_p50 - 1" \
    "v_growth_outlook WHERE year > 1"
near "draws that are asked as a whole say the same" drawn.db "worst_error" "v_growth_outlook WHERE year IS NOT NULL"
check "draws were asked as a whole" [ "$(query drawn.db "SELECT min(asked) >= 2 FROM v_growth_outlook WHERE year IS NOT NULL")" = 1 ]
linear mapped "<vary select='//demand/@elasticity' values='0.5 1 1.5'/><vary select='//gain/@change' values='-50 % -20 %'/>
  <growth years='3' from='2026'><demand workload='look' change='0 %' elasticity='1'/>
    <gain select='//api/@energy | //api/@price' change='-50 %'/></growth>"
near "at each point: E1/E0 = g^(eps - 1)" mapped.db "carbon_kg / without_kg - pow(pow(1 + value_2, -2), value_1 - 1)" v_growth_map
check "points are called as the file says" [ "$(query mapped.db "SELECT DISTINCT setting FROM v_growth_map WHERE value_1 = 0.5
    AND value_2 > -0.3")" = 'elasticity of demand of growth 0.5; change of gain of growth -20 %' ]
check "the map has all points" [ "$(query mapped.db "SELECT count(*), sum(verdict IS NOT NULL), sum(verdict IS NOT NULL AND value_1 > 1)
    FROM v_growth_map")" = "6|2|2" ]

# ---- stopped and gone on with ----

# forgets NAME SQL: what the file of drawn lacks after SQL is asked again, to the same rows
forgets() {
    cp drawn.db part.db
    query part.db "PRAGMA foreign_keys = ON; $2"
    check "$1: something is missing" [ "$(query part.db "SELECT count(*) FROM growth_case")" -lt 120 ]
    "$CAIRN" run drawn.xml --db part.db --no-cache >out 2>err
    dump part.db >part.dump
    check "$1: goes on to the same rows" same drawn.dump part.dump
}
dump drawn.db >drawn.dump
forgets "stopped in year 2" "DELETE FROM growth_case; DELETE FROM growth_exact; DELETE FROM growth_path;
    DELETE FROM growth_year WHERE year > 1"
forgets "stopped before the paths" "DELETE FROM growth_case; DELETE FROM growth_path"
forgets "stopped among the draws" "DELETE FROM growth_case WHERE number > 32"
"$CAIRN" run drawn.xml --db killed.db --no-cache >out 2>err &
process=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 0.1
    [ "$(query killed.db "SELECT count(*) FROM growth_year" 2>/dev/null)" -gt 0 ] 2>/dev/null && break
done
kill -9 "$process" 2>/dev/null
wait "$process" 2>/dev/null
"$CAIRN" run drawn.xml --db killed.db --no-cache >out 2>err
dump killed.db >killed.dump
check "killed: goes on to the same rows" same drawn.dump killed.dump
"$CAIRN" run drawn.xml --db one.db --no-cache --threads 1 >out 2>err
dump one.db >one.dump
check "the same with one thread" same drawn.dump one.dump

# ---- devices, links and several pools ----

sed 's#</scenario>#<growth years="4" from="2026"><demand workload="'"$(sed -n 's/.*<workload id="\([^"]*\)".*/\1/p' "$here/mixed.xml" |
    head -n 1)"'" change="25 %"/><trend select="//region/@pue" change="-2 %"/></growth></scenario>#' "$here/mixed.xml" >mixed.xml
"$CAIRN" run mixed.xml --db whole.db --cache whole.cache >out 2>err
check "several pools: status" [ $? -eq 0 ]
check "year 1 is the answer" [ "$(query whole.db "SELECT g.placement = o.placement AND
    abs(g.carbon_kg / (o.carbon_kg * 31536000 / s.horizon_s) - 1) < 1e-12
    FROM growth_year g JOIN optimum o USING (study) JOIN study s ON s.id = g.study WHERE year = 1 AND point = 0")" = 1 ]
# [LMDI]
near "what changed adds up" whole.db "(carbon_kg - (SELECT carbon_kg FROM growth_year WHERE year = 1) - by_demand_kg - by_efficiency_kg
    - by_placement_kg - by_grid_kg - by_embodied_kg) / carbon_kg" growth_year
near "parts add up" whole.db "(SELECT sum(p.carbon_kg) FROM growth_part p WHERE p.year = g.year) / carbon_kg - 1" "growth_year g"
# [PATH]
check "planning takes no more than not planning" [ "$(query whole.db "SELECT count(*) = 2 AND min(more_than_planned_kg) >= 0
    FROM v_growth_path")" = 1 ]
near "what is bought is what the stock says" whole.db "h.bought_kg - coalesce((SELECT sum(k.bought_kg) FROM growth_stock k
    WHERE k.path = h.path AND k.year = h.year), 0)" "growth_path h"
dump whole.db >whole.dump
for threads in 1 2; do
    "$CAIRN" run mixed.xml --db "threads-$threads.db" --no-cache --threads "$threads" >out 2>err
    dump "threads-$threads.db" >threads.dump
    check "the same with $threads thread(s) and no memory" same whole.dump threads.dump
done
"$CAIRN" run mixed.xml --db whole.db --cache whole.cache >out 2>err
dump whole.db >again.dump
check "asked again: the same rows" same whole.dump again.dump

# ---- hardware to come ----

cat >later.xml <<'EOF'
<scenario format="1" name="later">
  <time horizon="4 y" replications="2" window="1 min"/>
  <grid id="here"><intensity kind="average" scope="life-cycle" value="300 gCO2e/kWh"/></grid>
  <hardware id="old">
    <power idle="9 W" busy="12 W" boundary="wall"/><memory size="4 GB"/><embodied carbon="40 kgCO2e" lifetime="3 y"/>
  </hardware>
  <hardware id="new" released="2028">
    <power idle="2 W" busy="6 W" boundary="wall"/><memory size="4 GB"/><embodied carbon="30 kgCO2e" lifetime="3 y"/>
  </hardware>
  <model id="net"><variant id="v" accuracy="0.8" memory="180 MB"/></model>
  <profile model="net" variant="v" hardware="old" boundary="wall"><point batch="1" latency="40 ms" power="12 W"/></profile>
  <profile model="net" variant="v" hardware="new" boundary="wall"><point batch="1" latency="30 ms" power="6 W"/></profile>
  <site id="shop" count="10" grid="here" pue="1">
    <pool id="first" hardware="old" tenancy="bought" max="2"/><pool id="second" hardware="new" tenancy="bought" max="2"/>
    <workload id="look" model="net" payload="1 B" reply="1 B"><arrivals rate="1 /s"/><promise p95="any" accuracy="any"/></workload>
  </site>
  <choose basis="inventory"/>
  <growth years="4" from="2026"/>
</scenario>
EOF
"$CAIRN" run later.xml --db later.db --no-cache >out 2>err
check "hardware is not there before its year" [ "$(query later.db "SELECT group_concat(p.name, ' ') FROM (SELECT placement FROM
    growth_year ORDER BY year) JOIN placement p USING (placement)")" = "first first second second" ]
# 10 devices of 40 kg for three years; from 2028 on a new one of 30 kg saves 7 W of 300 g/kWh, 18 kg a year and device
check "what is not worn out stays, or is stranded" [ "$(query later.db "SELECT group_concat(year || ' ' || name || ' ' || bought || ' ' ||
    stranded, ', ') FROM growth_stock WHERE path = 'planned'")" = "1 old 10 0, 2 old 0 0, 3 new 10 0, 3 old 0 10, 4 new 0 0" ]

# ---- models to come ----

# A form of the model that takes half the time on the same devices: from its year on, with nothing bought or stranded.
sed 's#<variant id="v" accuracy="0.8" memory="180 MB"/>#&<variant id="w" accuracy="0.8" memory="90 MB" released="2027"/>#
    s#<profile model="net" variant="v" hardware="new".*#<profile model="net" variant="w" hardware="old" boundary="wall"><point batch="1" latency="20 ms" power="12 W"/></profile>#
    s#<pool id="second".*/>##; s#name="later"#name="renewed"#' later.xml >renewed.xml
"$CAIRN" run renewed.xml --db renewed.db --no-cache >out 2>err
check "a variant is not there before its year" [ "$(query renewed.db "SELECT group_concat(r.variant, ' ') FROM (SELECT study, placement FROM
    growth_year ORDER BY year) y JOIN route r USING (study, placement)")" = "v w w w" ]
check "a model that is renewed strands no device" [ "$(query renewed.db "SELECT sum(stranded) || ' ' || sum(bought) FROM growth_stock
    WHERE path = 'planned'")" = "0 20" ]
check "what it saves is a gain" [ "$(query renewed.db "SELECT group_concat(coalesce(without_kg > carbon_kg, '-'), ' ') FROM
    (SELECT * FROM growth_year ORDER BY year)")" = "- 1 1 1" ]

# ---- demand that pays in waiting ----

# [CONGEST] one server, p 1 USD, v 1 USD/s, elasticity 0.5: capacity 6 /s carries 5.5539455437 /s, and 9 /s 7.61752970919 /s
cat >crowded.xml <<'EOF'
<scenario format="1" name="crowded">
  <time horizon="1 y" replications="6" window="24 h" run-in="1 h"/>
  <grid id="here"><intensity kind="average" scope="life-cycle" value="300 gCO2e/kWh"/></grid>
  <hardware id="slow">
    <power idle="9 W" busy="12 W" boundary="wall"/><memory size="4 GB"/><embodied carbon="1 kgCO2e" lifetime="1 y"/><price value="0 USD"/>
  </hardware>
  <hardware id="quick" released="2027">
    <power idle="2 W" busy="6 W" boundary="wall"/><memory size="4 GB"/><embodied carbon="1 kgCO2e" lifetime="1 y"/><price value="0 USD"/>
  </hardware>
  <model id="net"><variant id="v" accuracy="0.8" memory="180 MB"/></model>
  <profile model="net" variant="v" hardware="slow" boundary="wall"><point batch="1" latency="166.666667 ms" power="12 W"/></profile>
  <profile model="net" variant="v" hardware="quick" boundary="wall"><point batch="1" latency="111.111111 ms" power="6 W"/></profile>
  <site id="shop" grid="here" pue="1" price="0 USD/kWh">
    <workload id="look" model="net" payload="1 MB" reply="1 MB"><arrivals rate="5.5539455437 /s"/><promise p95="any" accuracy="any"/></workload>
  </site>
  <region id="hall" grid="here" pue="1" price="0 USD/kWh">
    <pool id="first" hardware="slow" tenancy="bought" max="1" variation="exponential"/>
    <pool id="second" hardware="quick" tenancy="bought" max="1" variation="exponential"/>
  </region>
  <link id="line" from="shop" to="hall" line="existing" bandwidth="10000 Gbit/s" latency="0 ms" egress="1000 USD/GB">
    <hop id="isp" kind="core" average="0 kWh/GB" grid="region"/>
  </link>
  <choose basis="inventory"/>
  <growth years="2" from="2026" time-price="3600 USD/h"><demand workload="look" change="0 %" elasticity="0.5"/>
    <policy id="lid" begins="2027" carbon-cap="1000 t"/></growth>
</scenario>
EOF
"$CAIRN" run crowded.xml --db crowded.db --no-cache >out 2>err
check "demand that pays in waiting: within 1 % of its equilibrium" [ "$(query crowded.db "SELECT status,
    abs(response / 1.37155282659 - 1) < 0.01 FROM growth_year JOIN growth_demand USING (study, year) WHERE year = 2")" = "answered|1" ]

# [RUNG] the same between rungs of demand
check "the same between rungs" [ "$(query crowded.db "SELECT status, abs(demand / 1.37155282659 - 1) < 0.01 FROM v_growth_policy
    WHERE policy = 'none' AND year = 2")" = "answered|1" ]

# ---- the recipes, from the shipped catalogues ----

# recipe NAME: the scenario of this name of docs/COOKBOOK.md, answered
recipe() {
    awk -v name="name=\"$1\"" '
        /^```xml$/ { inside = 1; text = ""; next }
        /^```/ { if (inside && index(text, name)) printf "%s", text; inside = 0; next }
        inside { text = text $0 "\n" }' "$top/docs/COOKBOOK.md" >"$1.xml"
    "$CAIRN" run "$1.xml" --db "$1.db" --no-cache --catalogue "$top/scenarios/catalogue" >out 2>err
    check "$1: status" [ $? -eq 0 ]
}
recipe growth-backfires
check "growth-backfires: in each year" [ "$(query growth-backfires.db "SELECT sum(backfires), count(backfires) FROM growth_year")" = "4|4" ]
recipe growth-saves
check "growth-saves: in each year" [ "$(query growth-saves.db "SELECT sum(backfires), count(backfires) FROM growth_year
    WHERE carbon_kg < without_kg")" = "0|4" ]
recipe growth-flip
check "growth-flip: from the card to the boards" [ "$(query growth-flip.db "SELECT group_concat(placement, ' ') FROM
    (SELECT placement FROM v_growth ORDER BY year)")" = "share share share board board board" ]
check "growth-flip: it costs not to plan" [ "$(query growth-flip.db "SELECT more_than_planned_kg > 1000 FROM v_growth_path
    WHERE path = 'myopic'")" = 1 ]

# [PATH] [LIFE] by hand: a new device of 1000 kg for 4 years, and beside it used ones of 100 kg each that last 2 years
cat >used.xml <<EOF
<scenario format="1" name="used">
  <time horizon="4 y" replications="2" window="1 min" run-in="10 s"/>
  <grid id="here"><intensity kind="average" scope="life-cycle" value="300 gCO2e/kWh"/></grid>
  <hardware id="server"><power idle="60 W" busy="250 W" boundary="wall"/><memory size="1 GB"/><embodied carbon="1000 kgCO2e" lifetime="4 y"/></hardware>
  <model id="net"><variant id="v" accuracy="0.8" memory="180 MB"/></model>
  <profile model="net" variant="v" hardware="server" boundary="wall"><point batch="1" latency="10 ms" power="250 W"/></profile>
  <site id="shop" grid="here" pue="1">
    <pool id="fresh" hardware="server" tenancy="bought" max="1"/>
    <pool id="second" hardware="server" tenancy="bought" max="1"><second-life brings="10 %" lifetime="2 y"/></pool>
    <workload id="look" model="net" payload="1 B" reply="1 B"><arrivals rate="1 /s"/><promise p95="any" accuracy="any"/></workload>
    <workload id="hear" model="net" payload="1 B" reply="1 B"><arrivals rate="1 /s"/><promise p95="any" accuracy="any"/></workload>
  </site>
  <choose basis="inventory"><route workload="look" pool="fresh"/><route workload="hear" pool="second"/></choose>
  <growth years="4" from="2026"><demand workload="look" change="1 %"/></growth>
</scenario>
EOF
"$CAIRN" run used.xml --db used.db --no-cache >out 2>err
check "used devices beside new ones: status" [ $? -eq 0 ]
check "used devices are bought by themselves" [ "$(query used.db "SELECT group_concat(printf('%d %s %g', year, name, bought_kg), ', ')
    FROM (SELECT * FROM growth_stock WHERE path = 'planned' AND bought > 0 ORDER BY year, name)")" = \
    "1 server 1000, 1 used server of second 100, 3 used server of second 100" ]
recipe growth-policies
check "growth-policies: what is left of the rebound" [ "$(query growth-policies.db "SELECT group_concat(printf('%s %.0f', policy, 100 * rebound),
    ', ') FROM v_growth_policy WHERE year = 5")" = "none 120, cap 100, price 120, standard 97" ]
check "growth-policies: chance to backfire" [ "$(query growth-policies.db "SELECT round(100 * backfires_share) FROM v_growth_outlook
    WHERE year = 5")" = "60.0" ]
