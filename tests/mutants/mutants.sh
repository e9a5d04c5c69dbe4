#!/bin/sh
# Mutation testing: makes mutants of sources (mutate.awk), each by itself, and says which of them no test notices.
#
#   COMPILE        the compiler with its options
#   LINK           the same with options for linking
#   OBJECTS        objects and libraries of the test program; a library may hold what the mutant's own object replaces
#   TEST_DIR       where the test program's objects are, test_SUITE.o somewhere below
#   SOURCES        what is mutated
#   SUITES         suites of the test program: it runs the one that CK_RUN_SUITE names and ends with 0 if that passes
#   STATE          directory for what is built and known
#   EQUIVALENT     file of mutants that change nothing: the source, its line as the mutant has it, why; between tabs
#   MUTANTS        how many, spread evenly over the sources, or `all`; a larger sample holds the smaller ones
#   SLOWEST        see below
#   MUTANT_JOBS    how many at a time
#
# A mutant runs in the suites that reach its line (gcov tells): those of its own name (the source's begins with it, or it
# with the source's), then others that take at most SLOWEST seconds of processor time without optimisation, the fastest
# first, until one fails, crashes, or takes three times as long and four seconds. What survives is tried again, in suites of less than a second, with the address
# and undefined behaviour sanitizers in its own object. A mutant with the original's object code, as compiled here or at -O2, is equivalent; one that does not
# compile is none.
#
# STATE/verdicts keeps what is known: who was killed is not tried again until its source changes. It may be removed.

# Lists are split into words on purpose, and every sh that there is has both limits.
# shellcheck disable=SC2086,SC2153,SC3045

set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
tab=$(printf '\t')
work=$STATE/work
lines=$STATE/lines
verdicts=$STATE/verdicts
rm -rf "$work"
mkdir -p "$work" "$lines" || exit 1
touch "$verdicts"
CK_FORK=no # a process is a suite
export CK_FORK

# The source comes from standard input, so that object code does not tell where it came from.
compile() { # OBJECT FLAG...
    object=$1
    shift
    $COMPILE -w "$@" -x c -c -o "$object" -
}

# ---- which suite reaches which line

build_counting() {
    counted=
    for source in $SOURCES; do
        object=$lines/${source%.c}.o
        mkdir -p "$(dirname "$object")"
        $COMPILE -w -O0 -g --coverage -c -o "$object" "$source" || exit 1
        counted="$counted $object"
    done
    $LINK -o "$lines/runner" $counted $OBJECTS --coverage || exit 1
}

# One line FILE:LINE:SUITE:SECONDS each, of processor time.
reach() { # SUITE
    find "$lines" -name '*.gcda' -exec rm -f {} +
    seconds=$(
        CK_RUN_SUITE=$1 "$lines/runner" >"$work/out" 2>&1 || exit 1
        times >"$work/times" # not in a pipe, which would be another shell
        awk 'NR == 2 { split($1 "m" $2, t, /[ms]+/); print t[1] * 60 + t[2] + t[3] * 60 + t[4] }' \
            "$work/times"
    ) || {
        printf 'mutants: the suite %s fails by itself and is left out\n' "$1" >&2
        sed 's/^/    /' "$work/out" >&2
        return 0
    }
    # What follows on the next line is counted on the first one of a statement.
    find "$lines" -name '*.gcda' -exec gcov -t {} + 2>/dev/null | awk -F: -v suite="$1:$seconds" '
        $3 == "Source" { file = $4 }
        $1 !~ /-/ || $2 == 0 { reached = $1 ~ /[0-9]/ }
        reached { print file ":" $2 + 0 ":" suite }'
}

map_lines() {
    cksum $SOURCES | sort >"$work/sums"
    changed=
    [ ! -e "$lines/sums" ] || changed=$(comm -13 "$lines/sums" "$work/sums" | sed 's/.* //')
    for source in $changed; do
        grep -l "^$source:" "$lines"/*.reach | while read -r map; do
            rm -f "$map"
        done
    done
    cp "$work/sums" "$lines/sums"
    built=
    for suite in $SUITES; do
        map=$lines/$suite.reach
        [ -e "$map" ] && [ -n "$(find "$map" -newer "$(find "$TEST_DIR" -name "test_$suite.o")")" ] && continue
        [ -n "$built" ] || build_counting
        built=1
        reach "$suite" >"$work/reach"
        mv "$work/reach" "$map"
    done
    for suite in $SUITES; do
        cat "$lines/$suite.reach"
    done | sort -t: -k4n >"$lines/all"
}

# ---- the sample

# Multiples of the golden ratio's fraction spread any number of them evenly (Knuth, The Art of Computer Programming,
# section 6.4, theorem S); in this order, so that a run that is ended early is a smaller sample.
sample() {
    for source in $SOURCES; do
        awk -f "$here/mutate.awk" "$source"
    done >"$work/all"
    awk -v wanted="$MUTANTS" -v total="$(wc -l <"$work/all")" '{
        at = NR * 0.6180339887498949
        at -= int(at)
        if (wanted == "all" || at < wanted / total)
            printf "%.12f\t%s\n", at, $0
    }' "$work/all" | sort | cut -f 2-
}

# Each mutant after what is known of it: verdict, why, checksum of the source, suites that reach it with their seconds.
plan() {
    awk -v sums="$work/sums" -v reached="$lines/all" -v equivalent="$EQUIVALENT" -v verdicts="$verdicts" \
        -v slowest="$SLOWEST" '
        BEGIN {
            while ((getline <sums) > 0)
                sum[$3] = $1
            FS = ":"
            while ((getline <reached) > 0) {
                word = $1
                gsub(/.*\/|\.c$/, "", word)
                at = $1 ":" $2
                run = " " $3 ":" $4
                if (index(word, $3) == 1 || index($3, word "_") == 1)
                    own[at] = own[at] run
                else if ($4 <= slowest)
                    others[at] = others[at] run
            }
            FS = OFS = "\t"
            while ((getline <equivalent) > 0)
                same[$1 FS $2] = 1
            while ((getline <verdicts) > 0)
                known[$3, $4, $5, $6, $8] = $1 FS $2
        }
        {
            trimmed = $6
            sub(/^ */, "", trimmed)
            key = sum[$1] SUBSEP $1 SUBSEP $2 SUBSEP $3 SUBSEP $5
            verdict = "todo" FS "-"
            if ($1 FS trimmed in same)
                verdict = "equivalent" FS "listed"
            else if (known[key] != "" && known[key] !~ /^survived/)
                verdict = known[key]
            print verdict, sum[$1], $0, own[$1 ":" $2] others[$1 ":" $2]
        }'
}

# ---- one mutant

# The first of its suites that fails, if any does.
killer() { # SECONDS KILOBYTES
    for suite in $suites; do
        seconds=${suite#*:}
        seconds=${seconds%.*}
        [ "${seconds:-0}" -lt "$1" ] || continue
        (
            ulimit -t $((3 * ${seconds:-0} + 4))
            ulimit -v "$2"
            export CK_RUN_SUITE="${suite%:*}"
            exec timeout $((100 * ${seconds:-0} + 300)) "$mine/program" >/dev/null 2>&1 </dev/null
        ) || { printf '%s\n' "${suite%:*}"; break; }
    done 2>/dev/null # what the shell says of a crash
}

same_code() { # LEVEL
    original=$work/$(printf '%s' "$path" | tr / .).$1
    if [ ! -e "$original" ]; then
        compile "$mine/original.o" "$1" <"$path"
        mv "$mine/original.o" "$original"
    fi
    cmp -s "$mine/mutant.o" "$original"
}

# Sets verdict and reason: killed, equivalent, none, survived. The mutant is in $mine/mutant.c.
judge() {
    verdict=none
    reason=-
    compile "$mine/mutant.o" -O1 <"$mine/mutant.c" 2>/dev/null || return
    verdict=equivalent
    reason=same-code
    same_code -O1 && return
    verdict=survived
    reason=unreached
    [ -n "$suites" ] || return
    $LINK -o "$mine/program" "$mine/mutant.o" $OBJECTS || exit 1
    verdict=killed
    reason=$(killer 1000 4000000)
    [ -n "$reason" ] || judge_survivor
}

judge_survivor() {
    compile "$mine/mutant.o" -O2 <"$mine/mutant.c"
    verdict=equivalent
    reason=same-code
    same_code -O2 && return
    sanitize="-fsanitize=address,undefined -fno-sanitize-recover=all"
    compile "$mine/mutant.o" -O1 $sanitize <"$mine/mutant.c" || exit 1
    $LINK -o "$mine/program" "$mine/mutant.o" $OBJECTS $sanitize || exit 1
    verdict=killed
    reason=$(killer 1 unlimited)
    [ -z "$reason" ] || { reason=$reason,sanitized; return; }
    verdict=survived
    reason=-
}

# Reads the plan and judges every MUTANT_JOBS-th mutant of which nothing is known.
work_off() { # NUMBER
    mine=$work/$1
    mkdir -p "$mine"
    awk -F '\t' -v jobs="$MUTANT_JOBS" -v mine="$1" '$1 == "todo" && ++n % jobs == mine' "$work/plan" >"$mine/todo"
    while IFS= read -r planned; do
        mutant=${planned#todo"$tab"-"$tab"}
        suites=${mutant##*"$tab"}
        mutant=${mutant%"$tab"*}
        text=${mutant##*"$tab"}
        rest=${mutant#*"$tab"}
        path=${rest%%"$tab"*}
        rest=${rest#*"$tab"}
        MUTANT=$text awk -v line="${rest%%"$tab"*}" -f "$here/mutate.awk" "$path" >"$mine/mutant.c"
        judge
        printf '%s\t%s\t%s\n' "$verdict" "$reason" "$mutant" >>"$verdicts"
    done <"$mine/todo"
}

report() {
    awk -F '\t' '
        FNR == NR {
            verdict[$3, $4, $5, $6, $8] = $1
            next
        }
        {
            is = $1 == "todo" ? verdict[$3, $4, $5, $6, $8] : $1
            if (is == "")
                lost++
            if (is == "survived")
                printf "%s:%d:%d: %s -> %s: %s\n", $4, $5, $6, $7, $8 == "" ? "nothing" : $8, $9
            if (is == "none")
                next
            dir = $4
            sub(/\/[^\/]*$/, "", dir)
            if (!(dir in made))
                dirs[++n_dirs] = dir
            made[dir]++
            count[dir, is]++
        }
        END {
            printf "%-20s %8s %8s %8s %10s %8s\n", "", "made", "killed", "survived", "equivalent", "killed"
            for (i = 1; i <= n_dirs; i++) {
                dir = dirs[i]
                counted = count[dir, "killed"] + count[dir, "survived"]
                printf "%-20s %8d %8d %8d %10d %6.1f %%\n", dir, made[dir], count[dir, "killed"], \
                    count[dir, "survived"], count[dir, "equivalent"], counted ? 100 * count[dir, "killed"] / counted : 0
            }
            if (lost)
                printf "%d were not judged\n", lost
            exit lost > 0
        }' "$verdicts" "$work/plan" >"$work/report"
    status=$?
    grep '^src.*: ' "$work/report" | sort -t: -k1,1 -k2n -k3n
    grep -v '^src.*: ' "$work/report" | sort -k1,1
    return "$status"
}

map_lines
sample >"$work/sample"
plan <"$work/sample" >"$work/plan"
job=0
while [ "$job" -lt "$MUTANT_JOBS" ]; do
    work_off "$job" &
    job=$((job + 1))
done
wait
report
