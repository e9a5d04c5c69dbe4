#!/bin/sh
# kill -9 at random moments of everything that writes results, again and again on what the last one left. Whenever one gets through, its rows
# are those of one that was never disturbed. KILLS is how many there are of each kind (default 5; `make soak` takes 200), KILL_KINDS which
# of run, sweep, growth, draws, levers and mpi (ranks: not by default, since it builds cairn once more). Moments are drawn from KILL_SEED;
# which instruction they hit is up to the machine.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"

kills=${KILLS:-5}
ranked=$top/build/release-mpi/cairn
kinds=${KILL_KINDS:-run sweep growth draws levers}
case " $kinds " in
    *" mpi "*)
        if command -v mpirun >"$tmp/which" && command -v mpicc >"$tmp/which"; then
            (cd "$top" && "${MAKE:-make}" -s MPI=1 CONFIG=release CC=gcc bin) >"$tmp/make" 2>&1
            check "it builds with MPI" [ -x "$ranked" ]
        else
            kinds=${kinds%mpi}
            echo "ok kills of ranks # SKIP no MPI"
        fi
        ;;
esac
OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none
export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM OMPI_MCA_rmaps_base_oversubscribe OMPI_MCA_btl_vader_single_copy_mechanism

cd "$tmp" || exit 1
cp "$top/tests/study/mixed.xml" "$top/tests/study/lunch.xml" "$top/tests/fault/tiny.xml" .
sed 's#</scenario>#<growth years="4" from="2026"><demand workload="look" change="25 %"/><trend select="//region/@pue" change="-2 %"/></growth></scenario>#' \
    mixed.xml >growth.xml
sed 's#</scenario>#<uncertain select="//arrivals/@rate" distribution="uniform" low="0.9" high="1.1" as="multiplier"/><draws n="64"/></scenario>#' \
    lunch.xml >draws.xml

# words KIND: what is killed; no word has a blank in it
words() {
    case $1 in
        run) echo run tiny.xml mixed.xml lunch.xml --db r.db ;;
        sweep | mpi) echo "sweep lunch.xml --vary //arrivals/@rate*=0.9:1.1:40 --vary //power/@idle*=0.9,1.1 --db r.db --no-cache" ;;
        growth) echo run growth.xml --db r.db ;;
        draws) echo run draws.xml --db r.db --no-cache ;;
        levers) echo levers lunch.xml --db r.db ;;
    esac
}

# ranks COMMAND...: and $status. mpirun (4.1) may stand still when a rank is killed while it makes itself known, with nobody left to wait for
ranks() {
    "$@" >out 2>err </dev/null &
    mpirun=$!
    waited=0
    while kill -0 $mpirun 2>kill.err && [ $waited -lt 1500 ]; do
        sleep 0.2
        waited=$((waited + 1))
    done
    if [ $waited -eq 1500 ]; then
        stuck=$((stuck + 1))
        ps -o stat= --ppid $mpirun >alive
        ! grep -qv Z alive || { bad=$((bad + 1)) && echo "# mpi: ranks stand still"; }
        kill -KILL $mpirun
    fi
    wait $mpirun 2>wait.err
    status=$?
}

# start KIND [SECONDS]: goes on with r.db, and is killed after so long; of ranks one is
start() {
    deadline=${2:+timeout --foreground -s KILL $2}
    set -f
    # shellcheck disable=SC2046,SC2086
    if [ "$1" != mpi ]; then
        $deadline "$CAIRN" $(words "$1") --quiet >out 2>err </dev/null
        status=$?
    elif [ $((tried % 2)) -eq 0 ]; then
        ranks mpirun -n 1 $deadline "$ranked" $(words mpi) --quiet : -n 2 "$ranked" $(words mpi) --quiet
    else
        ranks mpirun -n 2 "$ranked" $(words mpi) --quiet : -n 1 $deadline "$ranked" $(words mpi) --quiet
    fi
    set +f
}

# sound: opens, is intact, and every study in it is whole
sound() {
    if [ -e r.db ]; then
        [ "$(query r.db "PRAGMA integrity_check; PRAGMA foreign_key_check" 2>&1)" = ok ] || return
        [ "$(query r.db "SELECT count(*) FROM sqlite_schema")" = 0 ] || [ "$(query r.db "SELECT count(*) FROM study WHERE id NOT IN
            (SELECT study FROM optimum) OR id NOT IN (SELECT study FROM run) OR id NOT IN (SELECT study FROM term)")" = 0 ] || return
    fi
    [ ! -s cairn.cache ] || [ "$(query cairn.cache "PRAGMA integrity_check" 2>&1)" = ok ]
}

# through KIND: got through, so that there is everything; and it begins anew
through() {
    compared=$((compared + 1))
    if ! "$CAIRN" compare "../whole-$1.db" r.db --quiet >out 2>err || [ "$(echo r.db*)" != r.db ]; then
        bad=$((bad + 1))
        echo "# $1: other rows, or more files: $(echo r.db*)"
        head -n 12 out err | sed 's/^/#   /'
        [ -z "${KEEP:-}" ] || cp r.db "../whole-$1.db" "$KEEP"
    fi
    rm -rf r.db* cairn.cache*
}

for kind in $kinds; do
    mkdir "$kind" && cd "$kind" && cp ../*.xml . || exit 1
    tried=0
    stuck=0
    bad=0
    began=$(date +%s%N)
    start "$kind"
    took=$((($(date +%s%N) - began) / 1000))
    check "$kind: undisturbed" [ "$status" -eq 0 ]
    mv r.db "../whole-$kind.db"
    rm -f cairn.cache
    awk -v n="$((kills * 10))" -v took="$took" -v seed="${KILL_SEED:-1}" \
        'BEGIN { srand(seed); while (n-- > 0) printf "%.6f\n", rand() * took / 1e6 }' >moments
    killed=0
    compared=0
    while [ "$killed" -lt "$kills" ] && read -r moment; do
        tried=$((tried + 1))
        start "$kind" "$moment"
        case $status in
            0 | 124) through "$kind" ;; # 124: it ended by itself as it was about to be killed
            137) killed=$((killed + 1)) ;;
            *) bad=$((bad + 1)) && echo "# $kind: status $status" && head -n 3 err | sed 's/^/#   /' ;;
        esac
        sound || { bad=$((bad + 1)) && echo "# $kind: damaged after $moment s"; }
    done <moments
    start "$kind"
    check "$kind: goes on to the end" [ "$status" -eq 0 ]
    through "$kind"
    [ $stuck -eq 0 ] || echo "# $kind: mpirun stood still $stuck times"
    check "$kind: killed $killed times, got through $compared times with the same rows" [ "$killed" -gt 0 -a "$bad" -eq 0 ]
    cd "$tmp" || exit 1
done
