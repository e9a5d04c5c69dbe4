#!/bin/sh
# The power cap of a place rules placements out before they are simulated, and is named where nothing keeps it. [CAP]
# One device at work draws 100 W (box) or 140 W (big), x 1.2 in its building; the load needs two boxes or one big.
set -u
case $CAIRN in
    /*) ;;
    *) CAIRN=$(pwd)/$CAIRN ;;
esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1

# scenario CAP COPIES OTHER: writes cap.xml
scenario() {
    cat >cap.xml <<XML
<scenario format="1" name="cap">
  <time horizon="1 y" replications="4"/>
  <grid id="here"><intensity kind="average" scope="life-cycle" value="300 gCO2e/kWh"/></grid>
  <hardware id="box">
    <power idle="50 W" boundary="wall"/><memory size="1 GB"/><embodied carbon="100 kgCO2e" lifetime="4 y"/>
  </hardware>
  <hardware id="big">
    <power idle="90 W" boundary="wall"/><memory size="1 GB"/><embodied carbon="500 kgCO2e" lifetime="4 y"/>
  </hardware>
  <model id="sorter"><variant id="fp32" accuracy="0.9" memory="100 MB"/></model>
  <profile model="sorter" variant="fp32" hardware="box" boundary="wall">
    <point batch="1" latency="20 ms" power="100 W"/>
  </profile>
  <profile model="sorter" variant="fp32" hardware="big" boundary="wall">
    <point batch="1" latency="5 ms" power="140 W"/>
  </profile>
  <site id="office" grid="here" pue="1.2" count="$2"><building cap="$1"/>
    <pool id="boxes" hardware="box" tenancy="bought" max="6"/>
    <pool id="bigs" hardware="big" tenancy="bought" max="6"/>
    <workload id="letters" model="sorter" payload="100 kB" reply="1 kB">
      <arrivals rate="70 /s"/>
      <promise p95="100 ms" accuracy="any"/>
    </workload>
    $3
  </site>
  <choose basis="inventory"><batching max="1"/></choose>
  <baseline id="two"><send workload="letters" to="boxes"/><size pool="boxes" count="2" batch="1"/>$4</baseline>
</scenario>
XML
}

# answers NAME QUERY EXPECTED
answers() {
    got=$(sqlite3 cap.db "$2")
    if [ "$got" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1: $got, expected $3"
    fi
}

ask() {
    rm -f cap.db
    "$CAIRN" run cap.xml --db cap.db --quiet >out 2>err || echo "not ok runs: $(head -n 2 err)"
}

scenario "300 W" 1 "" ""
ask
answers "a cap that all may keep binds nobody" "SELECT status FROM baseline WHERE name = 'two'" feasible
answers "what is drawn at most: two boxes" "SELECT text FROM promise WHERE kind = 'power at office'
    AND workload = 'letters' AND achieved = 0.8" "240 W with all devices of office at work, 300 W allowed"

scenario "200 W" 1 "" ""
ask
answers "a baseline that draws more breaks it" "SELECT status FROM baseline WHERE name = 'two'" "breaks a promise"
answers "the answer keeps it" "SELECT count(*) FROM sizing z JOIN optimum o USING (study, placement)
    WHERE z.pool = 'bigs' AND z.devices = 1" 1
answers "no candidate but the baseline draws more" "SELECT count(*) FROM promise
    WHERE kind = 'power at office' AND verdict = 'broken'" 1

scenario "200 W" 7 "" ""
ask
answers "a cap is that of each copy" "SELECT count(*) FROM sizing z JOIN optimum o USING (study, placement)
    WHERE z.pool = 'bigs' AND z.devices = 1" 1

scenario "100 W" 1 "" ""
ask
answers "where nothing keeps it, it is named" "SELECT answer FROM optimum" \
    "no placement stays within the power cap of office: 100 W may be drawn, the nearest draws 168 W"

# Two workloads that share nothing but the connection: each alone would keep 300 W with the cheaper box.
second='<workload id="parcels" model="sorter" payload="100 kB" reply="1 kB"><arrivals rate="30 /s"/>
      <promise p95="100 ms" accuracy="any"/></workload>
    <pool id="own" hardware="box" tenancy="bought" max="2"/>'
scenario "300 W" 1 "$second" '<send workload="parcels" to="own"/><size pool="own" count="1" batch="1"/>'
ask
answers "what shares a connection is decided together" "SELECT status FROM baseline WHERE name = 'two'" "breaks a promise"
answers "the answer stays within it" "SELECT max(achieved) <= 1 FROM promise JOIN optimum USING (study, placement)
    WHERE kind = 'power at office'" 1
