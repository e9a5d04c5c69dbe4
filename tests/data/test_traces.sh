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

# damage COPY KIND AT: at line AT or soon after it, writes a damaged copy of what it reads; says which line is at fault
#   time    a row loses its time         number  a number becomes a word       short  a row loses its last field
#   back    a row stands before another  cut     the file ends within a row
damage() {
    case $1 in
        *.json) awk -v kind="$2" -v copy="$1" -v first="$3" '
            { text[NR] = $0 }
            END {
                for (at = first; at <= NR; at++)
                    if (match(text[at], /: "?[0-9]+[0-9.]*/))
                        break
                if (kind == "number")
                    text[at] = substr(text[at], 1, RSTART) " \"soon" (text[at] ~ /: "/ ? "" : "\"") substr(text[at], RSTART + RLENGTH)
                else
                    text[n = at] = substr(text[at], 1, RSTART)
                for (i = 1; i <= (n ? n : NR); i++)
                    printf "%s%s", text[i], (i == n ? "" : "\n") >copy
                print at
            }' ;;
        *) awk -F , -v kind="$2" -v copy="$1" -v at="$3" '
            NR == at && kind == "time" { sub(/^[^,]*,/, "soon,") }
            NR == at && kind == "number" { $0 = spoilt($0) }
            NR == at && kind == "short" { sub(/,[^,]*$/, "") }
            NR == at && kind == "back" { held = $0; next }
            NR == at + 1 && kind == "back" { print >copy; print held >copy; next }
            NR == at && kind == "cut" { printf "%s", substr($0, 1, index($0, ",") - 1) >copy; exit }
            { print >copy }
            # The first field behind the time that is a number becomes a word.
            function spoilt(line,    n, field, i) {
                n = split(line, field, ",")
                for (i = 2; i < n && field[i] !~ /^-?[0-9]+[0-9.]*([eE][-+]?[0-9]+)?\r?$/; i++)
                    ;
                field[i] = "much"
                line = field[1]
                for (i = 2; i <= n; i++)
                    line = line "," field[i]
                return line
            }
            END { print kind == "back" ? at + 1 : at }' ;;
    esac
}

# refused NAME FILE KIND AT: a copy with that damage is refused, where it is
refused() {
    case $2 in
        *.json | *.json.gz) copy=$tmp/damaged.json ;;
        *) copy=$tmp/damaged.csv ;;
    esac
    case $2 in
        *.gz) gzip -dc "$2" ;;
        *) cat "$2" ;;
    esac | damage "$copy" "$3" "$4" >"$tmp/line"
    line=$(cat "$tmp/line")
    "$CAIRN" check "$copy" >"$tmp/out" 2>"$tmp/err"
    if [ $? -eq 3 ] && ! [ -s "$tmp/out" ] && grep -q "^$copy:$line: error: ." "$tmp/err"; then
        echo "ok $1 is refused when damaged ($3)"
    else
        echo "not ok $1 is refused when damaged ($3, line $line)"
        sed 's/^/# /' "$tmp/err" "$tmp/out" | head -n 5
    fi
}

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

for file in *; do
    for damage in number cut; do
        refused "$file" "$file" "$damage" 3
    done
done

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

    # A copy for each kind of damage; the message must name the file and the line.
    case $(sed -n "s|^${file}${tab}[0-9]*${tab}\([0-9]*\).*|\1|p" "$tmp/rows" | head -n 1) in
        0) damages="number cut" ;; # a table without hours
        *) damages="time number short back cut" ;;
    esac
    case $file in
        *.json | *.json.gz) at=10 ;;
        *) at=101 ;;
    esac
    for damage in $damages; do
        refused "$file" "$file" "$damage" "$at"
    done
done <"$tmp/files"
