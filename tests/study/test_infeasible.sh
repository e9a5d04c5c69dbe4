#!/bin/sh
# Shipped scenarios with one promise made harder than anything can keep: the answer is a row that names the promise, the workload
# and the nearest that can be reached; the program ends with status 0.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cp -R "$top/scenarios" "$tmp/scenarios"

# asks SCENARIO SED BEGIN [NEAREST]: the edited scenario is infeasible, and says so in this sentence
asks() {
    db=$tmp/answer.db
    rm -f "$db"
    sed -e "$2" "$top/scenarios/$1.xml" >"$tmp/scenarios/asked.xml"
    check "$1, $2: another question" differ "$top/scenarios/$1.xml" "$tmp/scenarios/asked.xml"
    "$CAIRN" run "$tmp/scenarios/asked.xml" --db "$db" --quiet >"$tmp/out" 2>"$tmp/err"
    check "$1, $2: status" [ $? -eq 0 ]
    query "$db" "SELECT status, answer FROM v_optimum" >"$tmp/answer"
    check "$1, $2: says so" says "$tmp/answer" "infeasible|$3"
    [ -z "${4:-}" ] || check "$1, $2: the nearest" says "$tmp/answer" "$4"
}

differ() {
    ! cmp -s "$1" "$2"
}

# Without what would serve it anyway: a region, a baseline that names what is gone.
no_baseline='/<baseline/,/<\/baseline>/d'
no_virginia='/<region id="virginia"/,/<\/region>/d; /office-virginia/d'

# Promises that no pool keeps even when nothing waits.
asks factory-inspection 's/p95="40 ms"/p95="2 ms"/' \
    'nothing can serve packs: p95 promised 2 ms, 14.51 ms at best (' 'plant-l4: takes 14.51 ms at best, promised 2 ms'
asks factory-inspection 's/accuracy="0.37"/accuracy="0.99"/' \
    'nothing can serve packs: accuracy promised 0.99, 0.372 at best (' 'accuracy of int8 is 0.372, promised 0.99'
asks hospital-imaging '/rented-se/d; s/residency="DE"/residency="SE"/' \
    'nothing can serve studies: residency promised SE, and nothing that lies there can (' 'hospital lies in DE'
asks hospital-imaging "/<pool id=\"jetson/d; /edge-server/d; s/residency=\"DE\"/offline=\"yes\"/; $no_baseline" \
    'nothing can serve studies: it was promised to work offline, and nothing at its site can ('

# Promises that are found broken by counting.
asks office-chat 's/tpot="75 ms"/ttft="2 ms"/' \
    'no placement keeps the promise of ttft to prompts: 2 ms wanted, the best reaches ' '% of the requests late, 5 % allowed)'
asks office-chat "s/tpot=\"75 ms\"/tpot=\"1 ms\"/; $no_virginia; $no_baseline" \
    'no placement keeps the promise of tpot to prompts: 1 ms wanted, the best reaches ' '% of the requests late, 5 % allowed)'
asks parcel-peak "s/p95=\"300 ms\"/p95=\"25 ms\"/; /rented/d; $no_baseline" \
    'no placement keeps the promise of p95 at peak to parcels: 25 ms wanted, the best reaches about ' '% of the requests late, 5 % allowed)'
asks parcel-peak "s/p95=\"300 ms\"/& loss=\"0.001 %\"/; s/max=\"3\"/max=\"2\" queue=\"1\"/; /rented/d; $no_baseline" \
    'no placement keeps the promise of loss at peak to parcels: at most 0.001 % wanted, the best loses ' ' %'
