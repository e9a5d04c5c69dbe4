#!/bin/sh
# The same sweeps by 1 and 2 threads, 2 and 4 MPI ranks, and by a program that is killed at random moments and started again until it ends:
# all deterministic tables are the same to the last bit, or this fails. Prints a table for docs/VALIDATION.md.
#
# KILLS: how many that hit, of each sweep (50); POINTS: simulated anew each (300); READ: read off (400000); SEED: of the moments (1);
# SWEEPS: which of the two
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"
kills=${KILLS:-50} points=${POINTS:-300} read=${READ:-400000}
status=0

OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none
export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM OMPI_MCA_rmaps_base_oversubscribe OMPI_MCA_btl_vader_single_copy_mechanism
ranked=
if command -v mpirun >"$tmp/which" && command -v mpicc >"$tmp/which"; then
    (cd "$top" && "${MAKE:-make}" -s MPI=1 CONFIG=release CC=gcc bin) >"$tmp/make" 2>&1 || { tail -n 5 "$tmp/make" >&2; exit 1; }
    ranked=$top/build/release-mpi/cairn
fi
cd "$tmp" || exit 1
cp "$top/tests/study/mixed.xml" "$top/tests/study/far.xml" .
sed -i '/<vary/d' far.xml

# Called by name:
# shellcheck disable=SC2317
# simulated DB COMMAND...: each point needs simulations of its own; some have no placement
simulated() {
    db=$1
    shift
    "$@" sweep mixed.xml --vary "//arrivals/@rate*=0.9:1.1:$((points / 2))" --vary '//promise/@p95=1 ms,500 ms' --db "$db" --threads "$threads" --no-cache --quiet >out 2>err
}
# read_off DB COMMAND...: points of a polynomial
# shellcheck disable=SC2317
read_off() {
    db=$1
    shift
    "$@" sweep far.xml --vary '//grid/intensity/@value=1:4000 gCO2e/kWh' --vary "//hardware[@id='box-4']/embodied/@carbon=1:100 kgCO2e" \
        --vary '//site/@pue=1:1.5' --design sobol --points "$read" --db "$db" --threads "$threads" --no-cache --quiet >out 2>err
}

# holds SWEEP HOW DB: a line of the table
holds() {
    if "$CAIRN" compare "$1.db" "$3" --quiet >out 2>err; then
        said=identical
    else
        said=DIFFERENT
        status=1
        head -n 5 out err >&2
    fi
    printf '| %s | %s | %s | %s |\n' "$(echo "$1" | tr _ " ")" "$2" "$(sqlite3 "$3" 'SELECT count(*) FROM point')" "$said"
    rm -f "$3"
}

# moment I MOST: the I-th, in seconds; points that are read off begin to come later
moment() {
    awk -v seed="${SEED:-1}" -v i="$1" -v most="$2" 'BEGIN { srand(seed * 1000 + i); printf "%.3f", 0.02 + most * rand() * rand() }'
}

# killed SWEEP: what ends by itself is compared, and begun again
killed() {
    hit=0 ended=0 lives=0 most=0.5
    [ "$1" = simulated ] || most=4
    while [ "$hit" -lt "$kills" ]; do
        lives=$((lives + 1))
        "$1" killed.db "$CAIRN" &
        job=$!
        sleep "$(moment $lives $most)"
        victim=$(pgrep -P $job -x cairn)
        if [ -n "$victim" ] && kill -9 "$victim" 2>"$tmp/kill"; then
            hit=$((hit + 1))
            wait $job 2>"$tmp/wait"
            continue
        fi
        wait $job 2>"$tmp/wait" || continue
        ended=$((ended + 1))
        "$CAIRN" compare "$1.db" killed.db --quiet >out 2>err || status=1
        rm -f killed.db
    done
    "$1" killed.db "$CAIRN" || status=1
    printf 'soak-same: %s: %d lives, %d kills, %d times at an end\n' "$1" "$lives" "$hit" "$ended" >&2
}

echo '| sweep | by | points | tables |'
echo '|---|---|---|---|'
for sweep in ${SWEEPS:-simulated read_off}; do
    threads=1
    $sweep "$sweep.db" "$CAIRN" || status=1
    threads=2
    $sweep two.db "$CAIRN" || status=1
    holds "$sweep" '1 and 2 threads' two.db
    for ranks in 2 4; do
        [ -n "$ranked" ] || continue
        $sweep ranks.db mpirun -n $ranks "$ranked" || status=1
        holds "$sweep" "1 thread and $ranks ranks" ranks.db
    done
    killed "$sweep"
    holds "$sweep" "1 thread, and 2 killed $kills times" killed.db
done
exit $status
