#!/bin/sh
# Traces as `cairn check FILE` reads them.
#
# tests/data/traces holds a small file of each format, made up; their means in traces.out were worked out by hand.
# published.tsv lists published files that are not ours to copy. With CAIRN_DATA naming the folder that has them each
# must be read with that many rows and that mean, and a damaged copy of each must be refused where the damage is.
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
case $CAIRN in
    /*) ;;
    *) CAIRN=$(pwd)/$CAIRN ;;
esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

# ---- one small file of each format ----

cd "$here/traces" || exit 1
"$CAIRN" check -- * >"$tmp/out" 2>"$tmp/err" || echo "# status $?"
[ "${UPDATE:-}" ] && cp "$tmp/out" ../traces.out
if cmp -s ../traces.out "$tmp/out" && ! [ -s "$tmp/err" ]; then
    echo "ok small traces of every format"
else
    echo "not ok small traces of every format"
    diff ../traces.out "$tmp/out" | sed 's/^/# /'
    sed 's/^/# /' "$tmp/err"
fi

# ---- published files ----

if [ -z "${CAIRN_DATA:-}" ]; then
    echo "# published traces: not read, CAIRN_DATA names no folder of them"
    exit 0
fi
cd "$CAIRN_DATA" || exit 1
tab=$(printf '\t')

# One line per file and column, as published.tsv has them.
grep -v '^#' "$here/published.tsv" >"$tmp/wanted"
cut -f 1 "$tmp/wanted" | uniq >"$tmp/files"
while read -r file; do
    "$CAIRN" check "$file" >"$tmp/out" 2>"$tmp/err" || {
        echo "not ok $file is read"
        sed 's/^/# /' "$tmp/err"
        continue
    }
    grep "^$file$tab" "$tmp/wanted" >"$tmp/rows"
    awk -v file="$file" -v out="$tmp/out" '
        BEGIN {
            FS = "\t"
            getline head <out
            match(head, /[0-9]+ rows/)
            rows = substr(head, RSTART, RLENGTH - 5)
            while ((getline line <out) > 0) {
                at = index(line, ": mean ")
                text[substr(line, 3, at - 3)] = substr(line, at + 7)
            }
        }
        {
            split(text[$6], part, /, | /)
            filled = match(text[$6], /[0-9]+ filled/) ? substr(text[$6], RSTART, RLENGTH - 7) : 0
            off = part[1] - $5
            if (rows != $2 || filled != $4 || off > 2e-6 * ($5 < 0 ? -$5 : $5) || -off > 2e-6 * ($5 < 0 ? -$5 : $5)) {
                printf "# %s: %s rows, %s filled, mean %s, but %s, %s, %s were expected\n", $6, rows, filled, part[1],
                    $2, $4, $5
                bad = 1
            }
        }
        END { print (bad ? "not ok " : "ok ") file " is read as published" }' "$tmp/rows"

    # Row 100 loses its time; the message must name the file and the line.
    case $file in
        *.gz) gzip -dc "$file" ;;
        *) cat "$file" ;;
    esac | sed '101s/^[^,]*,/soon,/' >"$tmp/damaged.csv"
    "$CAIRN" check "$tmp/damaged.csv" >"$tmp/out" 2>"$tmp/err"
    if [ $? -eq 3 ] && grep -q "^$tmp/damaged.csv:101: error: \"soon\" is " "$tmp/err"; then
        echo "ok $file is refused when damaged"
    else
        echo "not ok $file is refused when damaged"
        sed 's/^/# /' "$tmp/err"
    fi
done <"$tmp/files"
