#!/bin/sh
# Runs the soak programs and compares what they print with the tables of a page, between the lines
# <!-- begin soak-NAME --> and <!-- end soak-NAME -->. UPDATE=1 writes the tables. A program that
# finds its criterion unmet fails, whatever the page says.
#
# usage: tests/soak/run.sh PAGE PROGRAM...
set -eu
page=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
status=0

for program in "$@"; do
    name=$(basename "$program" .sh | tr _ -)
    printf 'soak: %s\n' "$name" >&2
    nice "$program" >"$work/new" || { printf 'soak: %s failed\n' "$name" >&2; status=1; }
    grep -q "<!-- begin $name -->" "$page" || { printf 'soak: %s: no table %s\n' "$page" "$name" >&2; exit 1; }
    sed -n "/<!-- begin $name -->/,/<!-- end $name -->/p" "$page" | sed '1d;$d' >"$work/old"
    cmp -s "$work/old" "$work/new" && continue
    if [ "${UPDATE:-}" = 1 ]; then
        awk -v name="$name" -v new="$work/new" '
            $0 == "<!-- end " name " -->" { skip = 0 }
            !skip { print }
            $0 == "<!-- begin " name " -->" { while ((getline line < new) > 0) print line; skip = 1 }' \
            "$page" >"$work/page"
        cat "$work/page" >"$page"
    else
        printf 'soak: %s says something else; UPDATE=1 writes it\n' "$page" >&2
        diff "$work/old" "$work/new" || status=1
    fi
done
exit $status
