#!/bin/sh
# How much faster 2 threads are than 1 on a sweep of which each point is simulated: runs of 1 thread, of 2, and of two programs with 1 thread
# each side by side (what this machine gives two that share nothing), in turns, in one run. Prints seconds by the clock and of processors, and
# three ratios: by the clock, of what the machine gives (the ceiling), and of the first to the second.
#
# usage: tests/bench/threads.sh [POINTS [TURNS]]     2000 points, about a minute of one thread; 3 turns
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"
points=${1:-2000} turns=${2:-3}
cp "$top/tests/study/mixed.xml" "$tmp"
cd "$tmp" || exit 1

sweep() { # DB THREADS
    rm -f "$1"
    "$CAIRN" sweep mixed.xml --vary "//arrivals/@rate*=0.9:1.1:$points" --db "$1" --no-cache --quiet --threads "$2" >out 2>err || cat err >&2
}
pair() {
    sweep first.db 1 &
    first=$!
    sweep second.db 1
    wait $first
}
# timed NAME COMMAND...: a line of name, seconds by the clock, of processors
timed() {
    name=$1
    shift
    began=$(date +%s.%N)
    before=$(awk '{ print $16 + $17 }' "/proc/$$/stat")
    "$@"
    after=$(awk '{ print $16 + $17 }' "/proc/$$/stat")
    echo "$name $began $(date +%s.%N) $before $after" >>runs
}

for _ in $(seq "$turns"); do
    timed one sweep one.db 1
    timed two sweep two.db 2
    timed pair pair
done
awk -v ticks="$(getconf CLK_TCK)" -v points="$points" '
    { clock[$1] += $3 - $2; work[$1] += ($5 - $4) / ticks; n[$1]++ }
    END {
        for (name in n) { clock[name] /= n[name]; work[name] /= n[name] }
        printf "%d points: 1 thread %.1f s (%.1f s of processor), 2 threads %.1f s (%.1f s), two programs of 1 thread %.1f s (%.1f s)\n", points,
            clock["one"], work["one"], clock["two"], work["two"], clock["pair"], work["pair"]
        printf "speed-up by the clock %.2f; of two that share nothing %.2f; of the latter %.1f %%; processor time of 2 threads %.3f of 1\n",
            clock["one"] / clock["two"], 2 * clock["one"] / clock["pair"], 50 * clock["pair"] / clock["two"], work["two"] / work["one"]
    }' runs
