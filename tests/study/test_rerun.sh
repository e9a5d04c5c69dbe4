#!/bin/sh
# Asking again costs nothing, and a run that was interrupted leaves a file that opens, holds whole studies only, and goes on from there
# to the same rows as one that was never disturbed. tests/fault/test_kills.sh kills.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

mixed=$here/mixed.xml
cd "$tmp" || exit 1

runs() { # DB FILE...: words in $tmp/err; each results file with a cache file of its own
    runs_db=$1
    shift
    "$CAIRN" run "$@" --db "$runs_db" --cache "cache-of-$runs_db" >out 2>err
}

# ---- the same again ----

runs once.db "$mixed"
check "first run: status" [ $? -eq 0 ]
check "first run: new" says err "1 study in once.db: 1 new, 0 known already; "
dump once.db >once.rows
query once.db "SELECT * FROM run" >once.run
cksum <once.db >once.sum
cp out once.out
runs once.db "$mixed"
check "second run: status" [ $? -eq 0 ]
check "second run: known, nothing simulated" says err "1 study in once.db: 0 new, 1 known already; 0 replications simulated"
check "second run: same answer" same once.out out
dump once.db >twice.rows
check "second run: no row" same once.rows twice.rows
query once.db "SELECT * FROM run" >twice.run
check "second run: no run either" same once.run twice.run
cksum <once.db >twice.sum
check "second run: the file is the same to the byte" same once.sum twice.sum

# A question that takes long is known as quickly: this one simulates for longer than the check may take.
sed 's/replications="12"/replications="3000"/; s/precision="1 %"/precision="0.001 %"/' "$here/lunch.xml" >long.xml
runs long.db long.xml
check "a long study: status" [ $? -eq 0 ]
simulated=$(sed -n 's/.*; \([0-9]*\) replications simulated.*/\1/p' err)
check "a long study: many replications" [ "${simulated:-0}" -ge 1000 ]
check "a long study again is instant" timeout 2 "$CAIRN" run long.xml --db long.db --quiet >out 2>err

mkdir elsewhere
sed 's/^<scenario/<!-- a line more -->\
&/' "$mixed" >elsewhere/mixed.xml
runs once.db elsewhere/mixed.xml
check "elsewhere and with a comment more: known" says err "0 new, 1 known already; 0 replications simulated"

# ---- another question, and the same on purpose ----

runs once.db "$mixed" --seed 6
check "another seed: new" says err "1 new, 0 known already"
check "another seed: a study more" [ "$(query once.db "SELECT group_concat(seed) FROM study")" = "5,6" ]
runs once.db "$mixed" --replications 7
check "other replications: new" says err "1 new, 0 known already"
runs once.db "$mixed"
check "the first is still known" says err "0 new, 1 known already"

runs forced.db "$mixed"
runs forced.db "$mixed" --force
check "--force: computed again" says err "1 new, 0 known already"
check "--force: one study" [ "$(query forced.db "SELECT count(*) FROM study")" = 1 ]
check "--force: one run" [ "$(query forced.db "SELECT count(*) FROM run")" = 1 ]
dump forced.db >forced.rows
check "--force: the same rows" same once.rows forced.rows

# sound DB: opens, is intact, and every study in it is whole
sound() {
    [ "$(query "$1" "PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT count(*) FROM study WHERE id NOT IN (SELECT study FROM optimum)
        OR id NOT IN (SELECT study FROM run) OR id NOT IN (SELECT study FROM input) OR id NOT IN (SELECT study FROM term)")" = "ok
0" ]
}

# ---- interrupted ----

# Would go on for minutes.
sed 's/window="200 s"/window="5000 s"/; s/replications="12"/replications="1000000"/; s/precision="1 %"/precision="0.00001 %"/' \
    "$here/lunch.xml" >endless.xml
timeout --foreground --preserve-status -k 30 -s INT 3 "$CAIRN" run "$mixed" endless.xml --db stopped.db --cache cache-of-stopped.db >out 2>err
check "interrupted: status" [ $? -eq 130 ]
check "interrupted: says so" says err "cairn: stopped; 1 of 2 studies are in stopped.db, the same command goes on"
check "interrupted: sound" sound stopped.db
dump stopped.db >stopped.rows
check "interrupted: holds the first study and nothing of the second" same once.rows stopped.rows
sed 's/replications="1000000"/replications="12"/' endless.xml >ending.xml
runs stopped.db "$mixed" ending.xml
check "interrupted: goes on" says err "2 studies in stopped.db: 1 new, 1 known already"

# ---- no room ----

set -- "$mixed" "$top/scenarios/factory-inspection.xml" "$top/scenarios/keyword-spotting.xml" "$here/lunch.xml" \
    "$top/scenarios/parcel-peak.xml"
runs whole.db "$@"
check "undisturbed: status" [ $? -eq 0 ]
dump whole.db >whole.rows
check "undisturbed: five studies" [ "$(query whole.db "SELECT count(*) FROM study")" = 5 ]

(
    trap '' XFSZ # the limit stands in for a full disk, which sends no signal
    ulimit -f $(($(wc -c <whole.db) / 1024)) # blocks of 512 bytes: half of it
    "$CAIRN" run "$@" --db full.db --cache cache-of-full.db >out 2>err
)
check "no room: status" [ $? -eq 1 ]
check "no room: says so" says err "cairn: results file 'full.db': cannot write: no space left"
check "no room: sound" sound full.db
check "no room: some studies" [ "$(query full.db "SELECT count(*) BETWEEN 1 AND 4 FROM study")" = 1 ]
runs full.db "$@"
check "room again: status" [ $? -eq 0 ]
dump full.db >full.rows
check "room again: the same rows as undisturbed" same whole.rows full.rows
