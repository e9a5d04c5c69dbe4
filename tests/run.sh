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
# CAIRN_NO_SKIP=1 makes a skipped test a failure. The last line reads "N passed, N failed, N skipped".

set -u

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
passed=0
failed=0
skipped=0

if [ $# -eq 0 ]; then
    set -- tests/cli/run.sh
    for t in tests/*/test_*.sh; do
        [ -e "$t" ] && set -- "$@" "$t"
    done
fi

echo "== C tests ($RUNNER)"
CAIRN_TALLY=$work/tally CK_DEFAULT_TIMEOUT=${CK_DEFAULT_TIMEOUT:-60} "$RUNNER"
status=$?
if [ -s "$work/tally" ]; then
    read -r p f <"$work/tally"
    passed=$((passed + p))
    failed=$((failed + f))
    [ "$status" -eq 0 ] || [ "$f" -gt 0 ] || failed=$((failed + 1))
else
    echo "the runner ended with status $status and no tally"
    failed=$((failed + 1))
fi

for t; do
    echo "== $t"
    {
        CAIRN=$CAIRN CAIRN_VARIANTS=${CAIRN_VARIANTS:-} sh "$t"
        echo $? >"$work/status"
    } | tee "$work/out" | grep -E '^(not ok|ok .*# SKIP|#)'
    p=$(grep '^ok ' "$work/out" | grep -cv '# SKIP')
    f=$(grep -c '^not ok ' "$work/out")
    s=$(grep -c '^ok .*# SKIP' "$work/out")
    status=$(cat "$work/status")
    if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then
        echo "not ok $t: status $status"
        f=1
    elif [ $((p + f + s)) -eq 0 ]; then
        echo "not ok $t: it checked nothing"
        f=1
    fi
    echo "$p passed, $f failed, $s skipped in $t"
    passed=$((passed + p))
    failed=$((failed + f))
    skipped=$((skipped + s))
done

bad=0
if [ "$failed" -gt 0 ] || [ $((passed + failed)) -eq 0 ]; then
    bad=1
fi
if [ "$skipped" -gt 0 ] && [ "${CAIRN_NO_SKIP:-}" = 1 ]; then
    echo "skipped tests count as failures here (CAIRN_NO_SKIP=1)"
    bad=1
fi
echo
echo "$passed passed, $failed failed, $skipped skipped"
exit "$bad"
