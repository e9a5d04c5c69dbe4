#!/bin/sh
# Command-line tests: run.sh [PREFIX...] runs the cases whose name starts with one of the prefixes, all without one.
#
# A case is a set of files below tests/cli, such as tests/cli/help/unknown-topic:
#   .cmd    shell commands, run by sh in an empty directory that goes away; `cairn` is the program under test
#   .out    exact standard output; absent means none
#   .err    exact standard error; absent means none
#   .exit   exit status; absent means 0
#   .in/    files to find in the directory
# The directory also holds `scenarios`, a link to the shipped ones, so that paths in messages are the same everywhere.
# In .out and .err the mark <*> stands for any text within its line.
#
# Each tests/bad/NAME.xml is a case too: `cairn check --effective NAME.xml`, which takes scenarios only, run in a copy of
# that directory, must print exactly NAME.err on standard error and nothing else, exit with 3 and leave no file behind.
#
# UPDATE=1 writes what the program did into the expectations (lines whose <*> still fits stay), to be reviewed as a
# diff. CASE_TIMEOUT is in seconds, 60 by default.

set -u
LC_ALL=C
export LC_ALL

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
program=${CAIRN:-build/release/cairn}
case $program in
    /*) ;;
    *) program=$top/$program ;;
esac
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$work/bin"
ln -s "$program" "$work/bin/cairn"

# Compares actual ($2) with expected ($1, which may be absent); prints the first difference.
matches() {
    if [ -s "$2" ] && [ -n "$(tail -c 1 "$2")" ]; then
        echo "#   the last line does not end"
        return 1
    fi
    [ -e "$1" ] || : >"$work/empty"
    awk -v wanted="$([ -e "$1" ] && echo "$1" || echo "$work/empty")" '
    function fits(line, pattern,    part, n, i, at) {
        n = split(pattern, part, /<\*>/)
        if (n <= 1)
            return line == pattern
        if (substr(line, 1, length(part[1])) != part[1])
            return 0
        line = substr(line, length(part[1]) + 1)
        for (i = 2; i < n; i++) {
            at = index(line, part[i])
            if (at == 0)
                return 0
            line = substr(line, at + length(part[i]))
        }
        return length(line) >= length(part[n]) && \
            substr(line, length(line) - length(part[n]) + 1) == part[n]
    }
    function differ(want, got) {
        printf "#   line %d, expected: %s\n#   line %d, got:      %s\n", NR, want, NR, got
        bad = 1
        exit 1
    }
    {
        if ((getline pattern < wanted) <= 0)
            differ("(end)", $0)
        if (!fits($0, pattern))
            differ(pattern, $0)
    }
    END {
        if (!bad && (getline pattern < wanted) > 0) {
            NR++
            differ(pattern, "(end)")
        }
        exit bad
    }' "$2"
}

# Writes actual ($2) over expected ($1), keeping expected lines that still fit; an empty one is removed.
update() {
    if [ ! -s "$2" ]; then
        rm -f "$1"
        return
    fi
    : >"$work/new"
    number=0
    while IFS= read -r line || [ -n "$line" ]; do
        number=$((number + 1))
        printf '%s\n' "$line" >"$work/got1"
        [ ! -e "$1" ] || sed -n "${number}p" "$1" >"$work/want1"
        if [ -e "$1" ] && matches "$work/want1" "$work/got1" >/dev/null; then
            cat "$work/want1"
        else
            cat "$work/got1"
        fi >>"$work/new"
    done <"$2"
    cat "$work/new" >"$1"
}

# run DIRECTORY COMMANDS: leaves $work/out, $work/err and the status in $work/exit
run() {
    (
        cd "$1" || exit 1
        PATH=$work/bin:$PATH HOME=$work TZ=UTC timeout -k 5 "${CASE_TIMEOUT:-60}" sh -c "$2" \
            </dev/null >"$work/out" 2>"$work/err"
        echo $? >"$work/exit"
    )
}

# judge NAME OUT ERR STATUS: the expected files and status
judge() {
    verdict=ok
    status=$(cat "$work/exit")
    if [ "${UPDATE:-}" = 1 ]; then
        matches "$2" "$work/out" >/dev/null || update "$2" "$work/out"
        matches "$3" "$work/err" >/dev/null || update "$3" "$work/err"
    fi
    difference=$(matches "$2" "$work/out") || {
        verdict="not ok"
        printf '# %s: standard output differs\n%s\n' "$1" "$difference"
    }
    difference=$(matches "$3" "$work/err") || {
        verdict="not ok"
        printf '# %s: standard error differs\n%s\n' "$1" "$difference"
    }
    if [ "$status" -ne "$4" ]; then
        verdict="not ok"
        printf '# %s: expected exit status %s, got %s\n' "$1" "$4" "$status"
    fi
}

selected() {
    [ -n "$prefixes" ] || return 0
    for p in $prefixes; do
        case $1 in
            "$p"*) return 0 ;;
        esac
    done
    return 1
}

prefixes=$*
found=0
find "$top/tests/cli" -name '*.cmd' | sort >"$work/cases"
while IFS= read -r cmd; do
    base=${cmd%.cmd}
    name=${base#"$top/tests/cli/"}
    selected "$name" || continue
    found=1
    dir=$work/case
    rm -rf "$dir"
    mkdir "$dir"
    [ ! -d "$base.in" ] || cp -R "$base.in/." "$dir"
    [ ! -d "$top/scenarios" ] || ln -s "$top/scenarios" "$dir/scenarios"
    run "$dir" "$(cat "$cmd")"
    if [ "${UPDATE:-}" = 1 ]; then
        rm -f "$base.exit"
        [ "$(cat "$work/exit")" -eq 0 ] || cat "$work/exit" >"$base.exit"
    fi
    judge "$name" "$base.out" "$base.err" "$(cat "$base.exit" 2>/dev/null || echo 0)"
    echo "$verdict cli $name"
done <"$work/cases"

find "$top/tests/bad" -name '*.xml' 2>/dev/null | sort >"$work/cases"
while IFS= read -r xml; do
    file=${xml#"$top/tests/bad/"}
    name=bad/${file%.xml}
    # What another file pulls in with <use> has no .err of its own.
    [ -e "${xml%.xml}.err" ] || [ "${UPDATE:-}" = 1 ] || [ "${file%/*}" = "$file" ] || continue
    selected "$name" || continue
    found=1
    if [ ! -d "$work/tree" ]; then
        mkdir -p "$work/tree/tests"
        cp -R "$top/tests/bad" "$work/tree/tests/bad"
        [ ! -d "$top/scenarios" ] || ln -s "$top/scenarios" "$work/tree/scenarios"
        (cd "$work/tree" && find . | sort) >"$work/before"
    fi
    run "$work/tree/tests/bad" "cairn check --effective '$file'"
    judge "$name" /dev/null "${xml%.xml}.err" 3
    if [ ! -s "$work/err" ]; then
        verdict="not ok"
        echo "# $name: no diagnostic"
    fi
    (cd "$work/tree" && find . | sort) >"$work/after"
    if ! cmp -s "$work/before" "$work/after"; then
        verdict="not ok"
        echo "# $name: left a file behind"
        rm -rf "$work/tree"
    fi
    echo "$verdict $name"
done <"$work/cases"

if [ "$found" -eq 0 ]; then
    echo "# no case matches: $prefixes"
    exit 1
fi
