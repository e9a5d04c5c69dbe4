#!/bin/sh
# make valgrind: RUNNER and CAIRN, built for debugging, under valgrind; called from the top of the tree.
#
#   run.sh               memcheck on every suite of C tests but those in tests/valgrind/slow, and on every command (as tests/fault calls
#                        them); helgrind on the test cases with the tag "threads", and on the commands that simulate, by three threads
#   run.sh WORD...       only these: memcheck:SUITE, memcheck:cairn-COMMAND, helgrind:SUITE, helgrind:cairn-COMMAND
#
# JOBS at a time (default 2). Whatever valgrind reports is an error, leaks too, but for what tests/valgrind/suppressions explains.
# Prints one line per word, ends with 1 if one has an error.

set -u
here=tests/valgrind

suites() { # PATTERN: names of the suites whose source has it
    grep -l "$1" tests/*/test_*.c | xargs sed -n 's/.*suite_create("\([^"]*\)").*/\1/p' | sort -u
}

words_of_all() {
    sed 's/[ \t]*#.*//; /^$/d' $here/slow | sort >"$VALGRIND_WORK/slow"
    suites suite_create | comm -23 - "$VALGRIND_WORK/slow" | sed 's/^/memcheck:/'
    suites 'tcase_set_tags(.*"threads")' | sed 's/^/helgrind:/'
    # shellcheck source=tests/fault/faults.sh
    top=$VALGRIND_TOP . tests/fault/faults.sh
    # shellcheck disable=SC2154 # of faults.sh
    for command in $commands; do
        echo "memcheck:cairn-$command"
    done
    for command in run sweep growth draws levers; do
        echo "helgrind:cairn-$command"
    done
}

under() { # TOOL COMMAND...
    tool=$1
    shift
    case $tool in memcheck) set -- --leak-check=full --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect "$@" ;; esac
    valgrind --tool="$tool" --quiet --error-exitcode=99 --num-callers=30 --suppressions="$VALGRIND_TOP/$here/suppressions" "$@"
}

# line TOOL COMMAND: in a folder of its own, with nothing but what valgrind says in err
line() {
    # shellcheck source=tests/fault/faults.sh
    top=$VALGRIND_TOP . tests/fault/faults.sh
    called=$(words "$2" | sed "s/--threads 1/--threads $([ "$1" = helgrind ] && echo 3 || echo 1)/")
    cp -R "$VALGRIND_WORK/begin" "$VALGRIND_WORK/$1-$2" && cd "$VALGRIND_WORK/$1-$2" || return
    set -f
    # shellcheck disable=SC2086
    under "$1" "$CAIRN" $called >out
}

one() { # TOOL:WORD
    tool=${1%%:*}
    case $1 in
        *:cairn-*) (line "$tool" "${1#*:cairn-}") >"$VALGRIND_WORK/$1" 2>&1 ;;
        helgrind:*) CK_INCLUDE_TAGS=threads CK_RUN_SUITE=${1#*:} under "$tool" "$RUNNER" >"$VALGRIND_WORK/$1" 2>&1 ;;
        *) CK_RUN_SUITE=${1#*:} under "$tool" "$RUNNER" >"$VALGRIND_WORK/$1" 2>&1 ;;
    esac
    status=$?
    # A test that expects a certain end hides valgrind's own; a report is an error all the same.
    if [ "$status" -eq 0 ] && ! grep -q '^==[0-9]*== ' "$VALGRIND_WORK/$1"; then
        echo "ok $1"
    else
        sed 's/^/# /' "$VALGRIND_WORK/$1"
        echo "not ok $1: status $status"
    fi
}

if [ "${1:-}" = --one ]; then
    one "$2"
    exit
fi
command -v valgrind >/dev/null || {
    echo "cairn: valgrind is not installed; 'make deps-all' installs it" >&2
    exit 1
}
VALGRIND_TOP=$(pwd)
VALGRIND_WORK=$(mktemp -d) || exit 1
trap 'rm -rf "$VALGRIND_WORK"' EXIT
trap 'exit 130' INT TERM
case $CAIRN in /*) ;; *) CAIRN=$VALGRIND_TOP/$CAIRN ;; esac
export VALGRIND_TOP VALGRIND_WORK CAIRN RUNNER CK_TIMEOUT_MULTIPLIER=100 CK_EXCLUDE_TAGS=limits
(
    # shellcheck disable=SC2034 # for faults.sh
    top=$VALGRIND_TOP tmp=$VALGRIND_WORK
    # shellcheck source=tests/fault/faults.sh
    . tests/fault/faults.sh
    prepare
) || {
    echo "not ok what commands begin with" >&2
    exit 1
}
{ if [ $# -gt 0 ]; then printf '%s\n' "$@"; else words_of_all; fi; } |
    xargs -P "${JOBS:-2}" -n 1 sh $here/run.sh --one | tee "$VALGRIND_WORK/said"
errors=$(grep -c '^not ok ' "$VALGRIND_WORK/said")
echo
echo "valgrind: $(grep -c '^ok ' "$VALGRIND_WORK/said") without an error, $errors with errors"
[ "$errors" -eq 0 ] && grep -q '^ok ' "$VALGRIND_WORK/said"
