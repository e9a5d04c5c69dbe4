#!/bin/sh
# A sweep over 2 and 4 ranks has the tables of one thread; ranks that differ say so; a lost rank ends the job, which goes on later; the job
# script for Slurm that docs/CLUSTER.md shows is a sound one. Skipped where there is no MPI.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

skip() {
    echo "ok sweeps over ranks # SKIP $1"
    exit 0
}
command -v mpirun >"$tmp/which" || skip "no mpirun"
command -v mpicc >"$tmp/which" || skip "no mpicc"
cd "$top" || exit 1
"${MAKE:-make}" -s MPI=1 CONFIG=release "CC=${CC:-gcc}" bin >"$tmp/make" 2>&1 || {
    sed 's/^/# /' "$tmp/make" | tail -n 5
    echo "not ok it builds with MPI"
    exit 1
}
case $(basename "${CC:-gcc}") in
    gcc | cc) ranked=$top/build/release-mpi/cairn ;;
    *) ranked=$top/build/release-$(basename "$CC")-mpi/cairn ;;
esac
check "it builds with MPI" [ -x "$ranked" ]

cd "$tmp" || exit 1
cp "$here/mixed.xml" mixed.xml
OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none
export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM OMPI_MCA_rmaps_base_oversubscribe OMPI_MCA_btl_vader_single_copy_mechanism

sweep() { # DB
    swept=$1
    shift
    "$@" sweep mixed.xml --vary '//arrivals/@rate*=0.9:1.1:30' --vary '//promise/@p95=1 ms,500 ms' --db "$swept" --no-cache --quiet >out 2>err
}
sweep one.db "$CAIRN"
for n in 2 4; do
    sweep "$n.db" mpirun -n "$n" "$ranked"
    check "$n ranks: status" [ $? -eq 0 ]
    check "$n ranks: the tables of one thread" "$CAIRN" compare one.db "$n.db" --quiet
done

# ---- a rank that is lost ----

long() { # DB COMMAND...
    long_db=$1
    shift
    "$@" sweep mixed.xml --vary '//arrivals/@rate*=0.9:1.1:150' --db "$long_db" --no-cache --quiet >out 2>err
}
long whole.db "$CAIRN"
long lost.db mpirun -n 3 "$ranked" &
job=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    sleep 0.1
    [ "$(query lost.db "SELECT count(*) FROM point" 2>"$tmp/query")" -gt 1 ] 2>"$tmp/query" && break
done
rank=$(for starter in $job $(pgrep -P $job); do pgrep -P "$starter" -x cairn; done | tail -n 1)
[ -n "$rank" ] && kill -9 "$rank" 2>"$tmp/kill"
wait $job
check "a rank is lost: the job ends" [ $? -ne 0 ]
check "a rank is lost: points are missing" [ "$(query lost.db "SELECT count(*) FROM point")" -lt 150 ]
long lost.db mpirun -n 2 "$ranked"
check "a rank is lost: the same command goes on" "$CAIRN" compare whole.db lost.db --quiet

# ---- without MPI ----

mpirun -n 2 "$CAIRN" sweep mixed.xml --vary '//region/@pue=1:2' --db none.db >out 2>err
check "a program without MPI says so" says err "built without MPI"
check "and writes nothing" [ ! -e none.db ]

# ---- the job script of the page, with an srun that is mpirun ----

# shellcheck disable=SC2016 # these are no commands
sed -n '/^```sh slurm$/,/^```$/p' "$top/docs/CLUSTER.md" | sed '1d;$d' >job.sh
check "the page has a job script" [ -s job.sh ]
if command -v shellcheck >"$tmp/which"; then
    check "the job script is sound" shellcheck job.sh
else
    echo "ok the job script is sound # SKIP no shellcheck"
fi
mkdir -p bin scenarios results
cat >bin/srun <<'SRUN'
#!/bin/sh
while [ "${1#--}" != "$1" ]; do shift; done
exec mpirun -n 2 "$@"
SRUN
chmod +x bin/srun
ln -sf "$ranked" bin/cairn
cp mixed.xml scenarios/store-cameras.xml
sed -i 's#--vary "[^"]*"#--vary "//arrivals/@rate*=0.9:1.1:5"#' job.sh
PATH=$tmp/bin:$PATH SLURM_SUBMIT_DIR=$tmp sh job.sh >out 2>err
check "the job script runs" [ $? -eq 0 ]
check "the job script answers all points" [ "$(query results/cameras.sqlite "SELECT count(*) FROM point")" = 5 ]
