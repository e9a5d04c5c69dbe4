#!/bin/sh
# Runs the tests and adds up what they report: run.sh [SHELL-TEST...]
#
# Called by the Makefile from the top of the tree with
#   RUNNER          the C tests
#   CAIRN           the program under test
#   CAIRN_VARIANTS  the same program from other compilers or at other levels, for tests that compare bits
# Without arguments the shell tests are tests/cli/run.sh and every tests/<dir>/test_<word>.sh.
#
# A shell test is a POSIX script started from the top of the tree that prints one line per check:
#   ok NAME     not ok NAME     ok NAME # SKIP reason
# and explains failures in lines that begin with '#'. It fails as a whole if its status is not 0 or it checked nothing.
#
# To run less:
#   CK_RUN_SUITE=version make unit                   one suite of C tests; CK_RUN_CASE=... one case
#   CK_RUN_SUITE=version CK_FORK=no make unit        the same in one process, for a debugger
#   make && CAIRN=build/release/cairn tests/cli/run.sh help   one command-line case (or a prefix of its name)
#
# JOBS of them run at a time (one a processor): the C tests in four parts, each shell test by itself. What they say is shown in their order.
# TIMES=1 shows at the end what took how long: seconds, and of processors; of the C tests seconds of each suite.
# CAIRN_NO_SKIP=1 makes a skipped test a failure. The last line reads "N passed, N failed, N skipped".

set -u

# one WORK NUMBER TEST: what it says into WORK/NUMBER/said, its status and its seconds beside it; a part of the C tests is N/M
one() {
    mkdir "$1/$2" || exit
    began=$(date +%s)
    case $3 in
        [0-9]*/[0-9]*)
            if [ -n "${TIMES:-}" ]; then # a name that is empty is one, to Check
                CK_XML_LOG_FILE_NAME=$1/$2/log.xml
                export CK_XML_LOG_FILE_NAME
            fi
            CAIRN_PART=$3 CAIRN_TALLY=$1/$2/tally "$RUNNER"
            ;;
        *) sh "$3" ;;
    esac >"$1/$2/said" 2>"$1/$2/err"
    echo $? >"$1/$2/status"
    times >"$1/$2/used" # of the shell, and of what it started
    awk -v test="$3" -v took=$(($(date +%s) - began)) '
        NR == 2 { gsub(/[ms]/, " "); printf "%6d s %6d s of processors  %s\n", took, $1 * 60 + $2 + $3 * 60 + $4, test }' "$1/$2/used" >"$1/$2/times"
    : >"$1/$2/done"
}
if [ "${1:-}" = --one ]; then
    one "$2" "$3" "$4"
    exit 0
fi

work=$(mktemp -d) || exit 1
shower=
trap '[ -z "$shower" ] || kill $shower; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

if [ $# -eq 0 ]; then
    set -- tests/cli/run.sh
    for t in tests/*/test_*.sh; do
        [ -e "$t" ] && set -- "$@" "$t"
    done
fi
if [ -z "${CK_RUN_SUITE:-}${CK_RUN_CASE:-}${CK_INCLUDE_TAGS:-}${CK_EXCLUDE_TAGS:-}" ]; then
    set -- 1/4 2/4 3/4 4/4 "$@"
else
    set -- 1/1 "$@"
fi

# show NUMBER TEST: waits for its end, shows what matters of what it said, and adds to $work/counts: passed, failed, skipped
show() {
    while [ ! -e "$work/$1/done" ]; do
        sleep 0.2
    done
    status=$(cat "$work/$1/status")
    case $2 in
        [0-9]*/[0-9]*)
            echo "== C tests, part $2 ($RUNNER)"
            cat "$work/$1/said" "$work/$1/err"
            p=0 f=0 s=0
            if [ -s "$work/$1/tally" ]; then
                read -r p f <"$work/$1/tally"
                [ "$status" -eq 0 ] || [ "$f" -gt 0 ] || f=1
            else
                echo "the runner ended with status $status and no tally"
                f=1
            fi
            ;;
        *)
            echo "== $2"
            grep -E '^(not ok|ok .*# SKIP|#)' "$work/$1/said"
            cat "$work/$1/err"
            p=$(grep '^ok ' "$work/$1/said" | grep -cv '# SKIP')
            f=$(grep -c '^not ok ' "$work/$1/said")
            s=$(grep -c '^ok .*# SKIP' "$work/$1/said")
            if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then
                echo "not ok $2: status $status"
                f=1
            elif [ $((p + f + s)) -eq 0 ]; then
                echo "not ok $2: it checked nothing"
                f=1
            fi
            echo "$p passed, $f failed, $s skipped in $2"
            ;;
    esac
    echo "$p $f $s" >>"$work/counts"
}

n=0
for t; do
    n=$((n + 1))
    echo "$n $t"
done >"$work/tests"

while read -r n t; do
    show "$n" "$t"
done <"$work/tests" &
shower=$!
xargs -P "${JOBS:-$(nproc 2>/dev/null || echo 1)}" -L 1 sh tests/run.sh --one "$work" <"$work/tests"
while read -r n t; do # killed before it could say so
    [ -e "$work/$n/done" ] || { mkdir -p "$work/$n" && echo 137 | tee "$work/$n/status" >>"$work/$n/err" && : >>"$work/$n/said" && : >"$work/$n/done"; }
done <"$work/tests"
wait $shower
shower=

if [ -n "${TIMES:-}" ]; then
    echo
    sort -rn "$work"/*/times
    cat "$work"/*/log.xml | awk '
        /<title>/ { sub(/.*<title>/, ""); sub(/<.*/, ""); suite = $0 }
        /<duration>/ && suite { sub(/.*<duration>/, ""); s[suite] += $0 }
        /<\/suite>/ { suite = "" }
        END { for (suite in s) if (s[suite] >= 1) printf "%6d s  suite %s\n", s[suite], suite }' | sort -rn
fi

awk -v strict="${CAIRN_NO_SKIP:-}" '
    { passed += $1; failed += $2; skipped += $3 }
    END {
        if (skipped > 0 && strict == 1)
            print "skipped tests count as failures here (CAIRN_NO_SKIP=1)"
        printf "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped
        exit failed > 0 || passed + failed == 0 || (skipped > 0 && strict == 1)
    }' "$work/counts"
