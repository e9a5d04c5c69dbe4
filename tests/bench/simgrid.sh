#!/bin/sh
# The same queues in SimGrid, beside ours.
#
#   tests/bench/simgrid.sh build/release
#
# Needs libsimgrid-dev (Debian, Ubuntu) and a C++ compiler; without them it says so and does nothing.
set -eu
build=$1
out=build/bench

if ! printf '#include <simgrid/s4u.hpp>\n' | ${CXX:-g++} -std=c++17 -x c++ -E - >/dev/null 2>&1; then
    echo "bench-simgrid: SKIP: no SimGrid here; 'apt-get install libsimgrid-dev' brings it"
    exit 0
fi
mkdir -p "$out"
${CXX:-g++} -std=c++17 -O3 -DNDEBUG -o "$out/simgrid-queues" tests/bench/simgrid/queues.cpp -lsimgrid

queues() { # CASE QUEUES SERVERS RATE JOBS
    "$out/simgrid-queues" --log=root.thresh:error --cfg=contexts/stack-size:64 "$@"
}
{
    queues 'M/M/1' 1 1 0.8 300000
    queues 'M/M/10' 1 10 8 300000
    queues '10,000 x M/M/1' 10000 1 0.8 1000000
} >"$out/simgrid.tsv"

"$build/bench_queues" >"$out/ours.tsv"
"$build/bench_sites" >>"$out/ours.tsv"
awk -F '\t' '
FNR == NR { theirs[$1] = $3; next }
$1 in theirs && $2 !~ /by hand/ { printf "%-16s SimGrid %8.0f ns per job, cairn (%s) %6.1f: %.0f times\n", $1, theirs[$1], $2, $3, theirs[$1] / $3 }
' "$out/simgrid.tsv" "$out/ours.tsv"
