#!/bin/sh
# make fuzz: libFuzzer on every target for FUZZ_SECONDS of the processor each, or on those that FUZZ names. From the top
# of the tree, with build/fuzz/fuzzer and build/release/seeds.
#
# Inputs that reach something new are collected in build/fuzz/corpus/TARGET. A finding stands in
# build/fuzz/found/TARGET, and ends with status 1; `build/fuzz/fuzzer FILE` with FUZZ_TARGET tries one again,
# with -minimize_crash=1 it looks for a smaller one. Mended, it goes into tests/fuzz/found/TARGET under a telling name.
# FUZZ_KEEP=1 instead writes the least part of the collected inputs that reaches all that they reach into
# tests/fuzz/corpus, without what the seeds reach.
set -u
LC_ALL=C
export LC_ALL
seconds=${FUZZ_SECONDS:-60}
targets=${FUZZ:-scenario simulate units tables results words xpath}
seeds=build/fuzz/seed
bad=0

case $seconds in
    '' | *[!0-9]*)
        echo "FUZZ_SECONDS is a number of seconds, not \"$seconds\"" >&2
        exit 2
        ;;
esac

longest() { # TARGET
    case $1 in
        scenario | simulate) echo 30000 ;;
        tables) echo 20000 ;;
        results) echo 2000 ;;
        *) echo 600 ;;
    esac
}

fuzz() { # TARGET OPTION... FOLDER...
    FUZZ_TARGET=$1 ASAN_OPTIONS=handle_abort=1 UBSAN_OPTIONS=print_stacktrace=1
    export FUZZ_TARGET ASAN_OPTIONS UBSAN_OPTIONS
    shift
    build/fuzz/fuzzer -rss_limit_mb=1024 -timeout=600 -max_len="$(longest "$FUZZ_TARGET")" -close_fd_mask=3 "$@"
}

# The shipped scenarios, the bad ones, and those of the reference are scenarios of the seeds, too.
sh tests/fuzz/seeds.sh build/release/seeds "$seeds" || exit 1
for target in $targets; do
    [ -d "$seeds/$target" ] || {
        echo "there is no target $target" >&2
        exit 2
    }
    kept=tests/fuzz/corpus/$target
    new=build/fuzz/corpus/$target
    mkdir -p "$kept" "$new" build/fuzz/found/"$target"
    if [ "${FUZZ_KEEP:-}" ]; then
        all=build/fuzz/all
        rm -rf "$all"
        mkdir "$all" && cp "$seeds/$target"/* "$all"
        fuzz "$target" -merge=1 -use_counters=0 "$all" "$kept" "$new" 2>&1 | tail -n 1
        rm -f "$kept"/*
        for file in "$all"/*; do
            [ -e "$seeds/$target/${file##*/}" ] || cp "$file" "$kept"
        done
        continue
    fi
    log=build/fuzz/$target.log
    echo "== $target, $seconds s"
    fuzz "$target" -max_total_time="$seconds" -print_final_stats=1 -dict="$seeds/dictionary" -reload=0 \
        -artifact_prefix=build/fuzz/found/"$target"/ "$new" "$kept" "$seeds/$target" >"$log" 2>&1 || bad=1
    grep -E '^SUMMARY|Test unit written|^stat::(number_of_executed_units|peak_rss_mb)|ft: ' "$log" | tail -n 4
done
exit "$bad"
