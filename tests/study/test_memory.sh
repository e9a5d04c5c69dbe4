#!/bin/sh
# Nothing is simulated twice, and nothing but the time depends on it: a study has the same rows with a full memory, an empty one, a
# damaged one and none; a factor of accounting changes without any simulation, a load with that of its own components only.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

mixed=$here/mixed.xml
cd "$tmp" || exit 1

# study CACHE FILE [OPTION...]: rows of the study in $rows, what it took in $simulated, $recalled and $shared
study() {
    study_cache=$1
    shift
    rm -f study.db
    "$CAIRN" run "$@" --db study.db --cache "$study_cache" --json >out 2>err || echo "# status $?"
    dump study.db >rows
    simulated=$(took simulated)
    recalled=$(took recalled)
    shared=$(took shared)
}

took() {
    sqlite3 :memory: "SELECT json_extract(CAST(readfile('out') AS TEXT), '\$[0].replications_$1')"
}

# is NAME WORD WORD
is() {
    check "$1" [ "$2" = "$3" ]
    [ "$2" = "$3" ] || echo "# \"$2\", expected \"$3\""
}

# ---- the same again ----

"$CAIRN" run "$mixed" --db none.db --no-cache --quiet >none.out 2>&1
check "--no-cache: no file" [ "$(echo *)" = "none.db none.out" ]
dump none.db >none.rows
study full.cache "$mixed"
first=$simulated
shared_first=$shared
check "an empty memory: everything is simulated" [ "$first" -gt 100 ]
check "an empty memory: placements share components" [ "$shared" -gt 10 ]
is "an empty memory: nothing is recalled" "$recalled" 0
check "an empty memory: the same rows as without" same none.rows rows
is "the table run says so too" "$(query study.db "SELECT simulated, recalled, shared, requests > 0 FROM run")" "$first|0|$shared|1"
study full.cache "$mixed"
is "a full memory: nothing is simulated" "$simulated" 0
is "a full memory: all is recalled" "$recalled" "$first"
is "a full memory: as much is shared" "$shared" "$shared_first"
check "a full memory: the same rows as without" same none.rows rows
is "the table run says so too, again" "$(query study.db "SELECT simulated, recalled, shared, requests, events FROM run")" \
    "0|$first|$shared|0|0"

mkdir beside
"$CAIRN" run "$mixed" --db beside/r.db >out 2>err
check "beside the results file" says err "; $first replications simulated, $shared_first remembered"
check "one file beside it" [ "$(cd beside && echo *)" = "cairn.cache r.db" ]
"$CAIRN" run "$mixed" --db beside/r.db >out 2>err
check "a study that is known takes nothing" says err "0 new, 1 known already; 0 replications simulated"
"$CAIRN" run "$mixed" --db beside/r.db --force >out 2>err
check "--force computes it from what is remembered" says err "1 new, 0 known already; 0 replications simulated, $((first + shared_first)) remembered ($first of them in beside/cairn.cache)"

# ---- figures of accounting ----

# factor NAME SED-SCRIPT: an edit of mixed.xml that is accounted for without simulating: it needs no replication more than before
factor() {
    sed -e "$2" "$mixed" >factor.xml
    cmp -s "$mixed" factor.xml
    check "$1: the text differs" [ $? -eq 1 ]
    study full.cache factor.xml
    is "$1: nothing is simulated" "$simulated" 0
    check "$1: but another study" [ "$(grep -c '^-- ' rows)" -gt 10 ]
    cmp -s none.rows rows
    check "$1: with other rows" [ $? -eq 1 ]
}

factor "intensity" 's/"60 gCO2e\/kWh"/"66 gCO2e\/kWh"/'
factor "PUE" 's/pue="1.1"/pue="1.15"/'
factor "price" 's/price="0.2 USD\/kWh"/price="0.3 USD\/kWh"/'
factor "embodied" 's/"31 kgCO2e"/"33 kgCO2e"/'
factor "power" 's/power="13 W"/power="12.5 W"/'
factor "horizon" 's/horizon="3 y"/horizon="4 y"/'
factor "network" 's/average="0.012 kWh\/GB"/average="0.011 kWh\/GB"/'

# Where another figure calls for more replications, just these are simulated, and all others are recalled.
sed 's/average="0.012 kWh\/GB"/average="0.02 kWh\/GB"/' "$mixed" >factor.xml
cp full.cache further.cache
study further.cache factor.xml
check "further replications: few are simulated" [ "$simulated" -lt $((first / 20)) ]
check "further replications: the others are recalled" [ "$recalled" -gt $((first / 2)) ]
study further.cache factor.xml
is "further replications: remembered from then on" "$simulated" 0

# ---- loads ----

# Two kinds of shop that meet nowhere, whose plan is left to the rules, and a third that comes.
cat >shops.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<scenario format="1" name="shops">
  <about>Which boxes?</about>
  <time horizon="3 y" seed="1" precision="0.01 %" replications="6"/>
  <grid id="grid" jurisdiction="GG"><intensity kind="average" scope="life-cycle" value="100 gCO2e/kWh"/></grid>
  <hardware id="board">
    <power idle="1 W" busy="9 W" boundary="wall"/>
    <memory size="4 GB"/>
    <embodied carbon="10 kgCO2e" lifetime="5 y"/>
  </hardware>
  <model id="net"><variant id="exact" accuracy="0.9" memory="1 GB"/></model>
  <profile model="net" variant="exact" hardware="board" boundary="wall"><point batch="1" latency="20 ms" power="9 W"/></profile>
  <site id="big" grid="grid" pue="1" count="3">
    <pool id="big-box" hardware="board" tenancy="bought" min="1" max="2"/>
    <workload id="big-jobs" model="net" payload="1 kB" reply="1 kB"><arrivals rate="20 /s"/><promise p95="1 s" accuracy="0.8"/></workload>
  </site>
  <site id="small" grid="grid" pue="1" count="2">
    <pool id="small-box" hardware="board" tenancy="bought" min="1" max="3"/>
    <workload id="small-jobs" model="net" payload="1 kB" reply="1 kB"><arrivals rate="9 /s"/><promise p95="1 s" accuracy="0.8"/></workload>
  </site>
  <!-- third -->
  <choose basis="inventory"/>
</scenario>
XML

# held CACHE: how many samples the cache file holds
held() {
    query "$1" "SELECT count(*) FROM sample"
}

study shops.cache shops.xml
shops=$simulated
is "the file holds what was simulated" "$(held shops.cache)" "$shops"
sed 's/rate="9 \/s"/rate="9.5 \/s"/' shops.xml >small.xml
sed 's/rate="20 \/s"/rate="21 \/s"/' shops.xml >big.xml
sed 's/rate="9 \/s"/rate="9.5 \/s"/; s/rate="20 \/s"/rate="21 \/s"/' shops.xml >both.xml

study shops.cache small.xml
small=$simulated
check "one load: some is simulated" [ "$small" -gt 0 ]
check "one load: not all" [ "$small" -lt "$shops" ]
check "one load: the rest is recalled" [ "$recalled" -gt 0 ]
study shops.cache small.xml
is "one load again: nothing is simulated" "$simulated" 0
study shops.cache both.xml
check "the other load too: only that is simulated" [ "$simulated" -gt 0 ]
rest=$simulated
study both.cache both.xml
is "what one load takes and what the other takes is what both take" "$((small + rest))" "$simulated"
cp rows both.rows
study shops.cache both.xml
check "put together from two: the same rows" same both.rows rows
study shops.cache big.xml
is "what is known of both loads makes a third question" "$simulated" 0
study shops.cache shops.xml
is "the first question is still known" "$simulated" 0

sed 's/count="2"/count="4"/' shops.xml >count.xml
study shops.cache count.xml
is "more of the same shops: nothing is simulated" "$simulated" 0
sed 's/max="1 4" timeout/max="1 2 4" timeout/' "$mixed" >wider.xml
study full.cache wider.xml
check "a wider search simulates what is new" [ "$simulated" -gt 0 ]
check "a wider search simulates nothing else" [ "$simulated" -lt "$((first / 2))" ]
sed 's|<!-- third -->|<site id="third" grid="grid" pue="1"><pool id="third-box" hardware="board" tenancy="bought" min="1" max="1"/>\
    <workload id="third-jobs" model="net" payload="1 kB" reply="1 kB"><arrivals rate="2 /s"/>\
    <promise p95="1 s" accuracy="0.8"/></workload></site>|' shops.xml >third.xml
study shops.cache third.xml
third=$simulated
is "another site: the others are recalled" "$recalled" "$shops"
study third.cache third.xml
is "another site simulates only itself" "$((shops + third))" "$simulated"
study shops.cache shops.xml --replications 7
more=$simulated
study more.cache shops.xml --replications 7
is "more replications: only those" "$((shops + more))" "$simulated"
study shops.cache shops.xml --seed 2
is "another seed: everything" "$recalled" 0

# ---- one placement ----

for format in json csv; do
    "$CAIRN" simulate "$mixed" --placement cached --$format >alone.$format 2>err
    "$CAIRN" simulate "$mixed" --placement cached --cache one.cache --$format >first.$format 2>err
    "$CAIRN" simulate "$mixed" --placement cached --cache one.cache --$format >second.$format 2>err
    check "simulate: nothing is simulated again, $format" says err "cairn: 0 replications of components simulated, "
    check "simulate: the same with an empty memory, $format" same alone.$format first.$format
    check "simulate: the same with a full memory, $format" same alone.$format second.$format
done
"$CAIRN" simulate "$mixed" --placement cached --cache one.cache --audit >out 2>err
check "simulate: what is remembered is conserved" says err "audit: every sum is conserved"
"$CAIRN" simulate "$mixed" --placement cached --cache one.cache >second.text 2>err
"$CAIRN" simulate "$mixed" --placement cached >alone.text 2>err
check "simulate: the same text" same alone.text second.text
"$CAIRN" simulate "$mixed" --placement best --cache full.cache --json >best.json 2>err
"$CAIRN" simulate "$mixed" --placement best --json >alone.json 2>err
check "simulate: the best, chosen from what is remembered" same alone.json best.json

# ---- what can befall the file ----

# survives NAME WARNING: the study comes out as ever, with this warning about bad.cache
survives() {
    study bad.cache "$mixed"
    check "$1: the same rows" same none.rows rows
    check "$1: a warning" says err "cairn: warning: cache file 'bad.cache': $2"
}

echo "not a database, but somebody's notes, which are longer than a header is: they must not be touched by anyone" >bad.cache
cp bad.cache notes
survives "a file of somebody's" "not a cache file of cairn; going on without it"
check "somebody's file is as it was" same notes bad.cache
rm bad.cache
sqlite3 bad.cache 'CREATE TABLE t (x); INSERT INTO t VALUES (1)'
cp bad.cache notes
survives "a database of somebody's" "not a cache file of cairn; going on without it"
check "somebody's database is as it was" same notes bad.cache
cp full.cache bad.cache
sqlite3 bad.cache 'PRAGMA user_version = 99'
cp bad.cache notes
survives "a newer one" "written by a newer cairn; going on without it"
check "the newer one is as it was" same notes bad.cache
rm bad.cache
mkdir bad.cache
survives "a folder" "not a file; going on without it"
rmdir bad.cache
cp full.cache bad.cache
printf 'damaged damaged damaged damaged' | dd of=bad.cache bs=1 seek=120 conv=notrunc 2>/dev/null
head -c 3000 /dev/urandom | dd of=bad.cache bs=1 seek=1000 conv=notrunc 2>/dev/null
survives "a damaged one" "it was damaged, and is begun anew"
study bad.cache "$mixed"
is "a damaged one is good again" "$simulated" 0
cp full.cache bad.cache
query bad.cache "UPDATE sample SET bytes = CAST(substr(bytes, 1, 50) || x'00' || substr(bytes, 52) AS BLOB) WHERE rowid % 3 = 0"
study bad.cache "$mixed"
check "damaged samples: the same rows" same none.rows rows
check "damaged samples: simulated again" [ "$simulated" -gt 10 ]
check "damaged samples: the others are recalled" [ "$recalled" -gt 10 ]
study bad.cache "$mixed"
is "damaged samples: good again" "$simulated" 0
cp full.cache bad.cache
truncate -s 60000 bad.cache 2>/dev/null || dd if=full.cache of=bad.cache bs=1000 count=60 2>/dev/null
study bad.cache "$mixed"
check "a truncated one: the same rows" same none.rows rows
study missing/bad.cache "$mixed"
check "no folder: the same rows" same none.rows rows
check "no folder: a warning" says err "warning: cache file 'missing/bad.cache': the folder 'missing' does not exist; going on"
cp full.cache bad.cache
sqlite3 bad.cache 'BEGIN EXCLUSIVE' ".shell '$CAIRN' run '$mixed' --db locked.db --cache bad.cache >out 2>err"
check "a locked one: a warning" says err "warning: cache file 'bad.cache': cannot open: in use by another process; going on without it"
dump locked.db >rows
check "a locked one: the same rows" same none.rows rows
(
    trap '' XFSZ # the limit stands in for a full disk
    ulimit -f 100
    "$CAIRN" simulate "$mixed" --placement cached --cache tight.cache --seed 9 >out 2>err
    echo $? >status
)
is "no room: status" "$(cat status)" 0

# ---- other arithmetic ----

study full.cache "$mixed"
is "the same arithmetic" "$simulated" 0
GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA_Usable,-AVX2,-AVX2_Usable
export GLIBC_TUNABLES
study full.cache "$mixed"
unset GLIBC_TUNABLES
if [ "$simulated" -eq 0 ]; then
    echo "ok other arithmetic # SKIP this C library has no other variants here"
else
    is "other arithmetic: nothing is recalled" "$recalled" 0
    study full.cache "$mixed"
    is "both kinds stand side by side" "$simulated" 0
fi

# ---- killed ----

# Would go on for hours; is killed as soon as something of it is remembered.
sed 's/replications="12"/replications="1000000"/; s/precision="1 %"/precision="0.0000000001 %"/; s/window="200 s"/window="20000 s"/' \
    "$here/lunch.xml" >long.xml
"$CAIRN" run long.xml --db killed.db --cache killed.cache --quiet >out 2>err &
running=$!
while kill -0 $running 2>/dev/null; do
    [ "$(held killed.cache 2>/dev/null || echo 0)" -gt 0 ] && kill -KILL $running
    sleep 0.1
done
wait $running 2>/dev/null
is "killed" $? 137
kept=$(held killed.cache)
check "killed: what was written before is there" [ "$kept" -gt 0 ]
is "killed: the file is sound" "$(query killed.cache 'PRAGMA integrity_check')" ok
sed 's/replications="1000000"/replications="13"/' long.xml >short.xml
study killed.cache short.xml
check "killed: it is recalled" [ "$recalled" -gt 0 ]
cp rows short.rows
rm -f short.db
"$CAIRN" run short.xml --db short.db --no-cache --quiet >out
dump short.db >rows
check "killed: the same rows as without a memory" same short.rows rows
