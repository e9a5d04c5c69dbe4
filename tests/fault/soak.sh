#!/bin/sh
# Everything that docs/RELIABILITY.md counts: every fault of every command, a world that does not help, kills; JOBS (2) of them at a time.
#   soak.sh            all; FAULTS (all) of each kind and command, KILLS (200) of each kind of run; $CAIRN is the program
#   soak.sh JOB...     some: faults:COMMAND, world, kills:KIND
# Each ends with lines that begin with '#' and say how many failed; their sums come last. Status 1 where anything is not ok.
set -u
cd "$(dirname "$0")/../.." || exit 1

# The longest first.
all="faults:draws kills:mpi faults:both faults:sweep faults:growth faults:levers faults:run kills:levers kills:growth kills:draws kills:sweep
    kills:run faults:again faults:check faults:report faults:compare faults:import faults:plot faults:draw faults:simulate faults:trace
    faults:effective faults:list faults:show faults:json faults:new faults:help world"

# one JOB: says all it has to say at its end
one() {
    began=$(date +%s)
    said=$(case $1 in
        faults:*) FAULTS=${FAULTS:-all} FAULT_COMMANDS=${1#*:} sh tests/fault/test_faults.sh ;;
        kills:*) KILLS=${KILLS:-200} KILL_KINDS=${1#*:} sh tests/fault/test_kills.sh ;;
        world) FAULTS=100 sh tests/fault/test_world.sh ;;
        *) echo "not ok $1: no such job" ;;
    esac 2>&1)
    printf '%s\n' "== $1, $(($(date +%s) - began)) s" "$said"
}

if [ "${1:-}" = one ]; then
    one "$2"
    exit
fi
[ $# -gt 0 ] || {
    # shellcheck disable=SC2086 # they are words
    set -- $all
}
if command -v mpirun >/dev/null; then
    "${MAKE:-make}" -s MPI=1 CONFIG=release CC=gcc bin || exit
fi
printf '%s\n' "$@" | xargs -P "${JOBS:-2}" -I '{}' sh tests/fault/soak.sh one '{}' | tee build/soak-fault.out
awk '/^# .* failed, .* found/ { n[$2] += $3; left[$2] += $5; bad[$2] += $9 }
    /: killed [0-9]+ times, got through/ { killed += $4; through += $8 }
    /^ok .*SKIP/ { skipped++ }
    /^ok / { ok++ }
    /^not ok / { wrong++; print }
    END {
        print "== all"
        for (kind in n)
            print "#", kind, n[kind], "failed,", left[kind], "left something else,", bad[kind], "found" | "sort"
        close("sort")
        printf "# killed %d times, got through %d times\n", killed, through
        printf "%d passed, %d failed, %d skipped\n", ok - skipped, wrong, skipped
        exit wrong > 0 || ok == 0
    }' build/soak-fault.out
