#!/bin/sh
# Everything that docs/RELIABILITY.md counts: every fault of every command, a world that does not help, kills; JOBS (2) of them at a time.
#   soak.sh            all; FAULTS (all) of each kind and command, KILLS (200) of each kind of run; $CAIRN is the program
#   soak.sh JOB...     some: faults:COMMAND, world, kills:KIND
# The table of that page comes last; UPDATE=1 writes it there. Status 1 where anything is not ok.
set -u
cd "$(dirname "$0")/../.." || exit 1

export CAIRN="${CAIRN:-build/release/cairn}"

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
    esac 2>&1 || echo "not ok $1: status $?")
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
began=$(date +%s)
printf '%s\n' "$@" | xargs -P "${JOBS:-2}" -I '{}' sh tests/fault/soak.sh one '{}' | tee build/soak-fault.out
sources=$(git rev-parse --short=12 HEAD:src 2>/dev/null || echo nothing)
git diff --quiet HEAD -- src 2>/dev/null || sources="$sources, with changes"
awk -v sources="$sources" -v seconds=$(($(date +%s) - began)) -f tests/fault/soak_table.awk build/soak-fault.out >build/soak-fault.md
status=$?
grep '^not ok' build/soak-fault.out
cat build/soak-fault.md
if [ "${UPDATE:-}" = 1 ]; then
    printf '#!/bin/sh\ncat build/soak-fault.md\n' >build/soak_fault.sh
    chmod 755 build/soak_fault.sh
    sh tests/soak/run.sh docs/RELIABILITY.md build/soak_fault.sh
fi
exit $status
