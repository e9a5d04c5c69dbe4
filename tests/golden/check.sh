#!/bin/sh
# Holds the studies of a results file against what they gave when somebody last looked: check.sh DB CACHE
#
# fingerprints.tsv has a hash of the rows of each scenario in each deterministic table: every number to the last bit. They hold for one
# arithmetic (CPUs and C libraries round exp, log and pow in one of a few ways); CACHE, the cache file of the studies, says which was used.
# With another, values.tsv is held against the studies instead: the same words, and numbers within TOLERANCE.
#
# A change is meant or it is a defect. Where it is meant:
#
#   UPDATE=1 WHY='what changed the results' CAIRN=build/release/cairn sh tests/docs/test_scenarios.sh
#
# writes new fingerprints; reasons.tsv gets the reason under a number, and each line that changed refers to it.
#
# Prints `ok` and `not ok` lines. GOLDEN: the folder of the three files (this one).
set -u
LC_ALL=C
export LC_ALL
golden=${GOLDEN:-$(cd "$(dirname "$0")" && pwd)}
db=$1
cache=$2
TOLERANCE=1e-6
tab=$(printf '\t')
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# columns TABLE: all that say what came out, and nothing of what went in, who computed it, or how studies are numbered
columns() {
    sqlite3 "$db" "SELECT group_concat('t.' || name, ', ') FROM pragma_table_info('$1')
        WHERE name NOT IN ('study', 'model_version', 'key', 'effective') AND NOT ('$1' = 'study' AND name = 'id')"
}

# fingerprints: scenario, seed, table, rows, hash
fingerprints() {
    for table in $(sqlite3 "$db" "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('run', 'input')
        AND (name = 'study' OR EXISTS (SELECT 1 FROM pragma_table_info(sqlite_master.name) WHERE name = 'study')) ORDER BY name"); do
        of=study
        [ "$table" = study ] && of=id
        listed=$(columns "$table")
        sqlite3 -separator "$tab" "$db" "SELECT s.id, s.scenario, s.seed, count(*) FROM study s JOIN $table t ON t.$of = s.id GROUP BY s.id" |
            while IFS=$tab read -r study scenario seed rows; do
                hash=$(sqlite3 -cmd '.mode quote' "$db" "SELECT $listed FROM $table t WHERE t.$of = $study" | sha256sum | cut -c 1-16)
                printf '%s\t%s\t%s\t%s\t%s\n' "$scenario" "$seed" "$table" "$rows" "$hash"
            done
    done | sort
}

# values: scenario, what, value, of what a reader of results looks at first; placements by their numbers
values() {
    sqlite3 -separator "$tab" "$db" "
        SELECT s.scenario, 'answer', p.summary FROM study s JOIN optimum o ON o.study = s.id
            JOIN placement p ON p.study = s.id AND p.placement = o.placement
        UNION ALL SELECT s.scenario, 'bound, kg', printf('%.12g', o.bound_kg) FROM study s JOIN optimum o ON o.study = s.id
        UNION ALL SELECT s.scenario, 'placement ' || c.placement || ' is', c.status FROM study s JOIN candidate c ON c.study = s.id
        UNION ALL SELECT s.scenario, 'placement ' || c.placement || ', kg', printf('%.12g', c.carbon_kg)
            FROM study s JOIN candidate c ON c.study = s.id
        UNION ALL SELECT s.scenario, 'best under ' || r.basis, 'placement ' || r.placement FROM study s
            JOIN basis_result r ON r.study = s.id WHERE r.placement IS NOT NULL" | sort
}

# told FILE: one `not ok` per scenario of lines `scenario <tab> words`, or nothing
told() {
    awk -F '\t' -v what="$2" '
        $1 != last { printf "not ok %s: %s\n", $1, what; last = $1 }
        ++n[$1] <= 12 { printf "#   %s\n", $2 }
        n[$1] == 13 { print "#   and more" }' "$1"
}

# differences OLD NEW: of fingerprints, scenario and words
differences() {
    awk -F '\t' '
        { k = $1 "\t" $3 }
        before { old[k] = $5; rows[k] = $4; seed[k] = $2; next }
        { seen[k] = 1 }
        !(k in old) { print $1 "\ttable " $3 ": not there before, " $4 " rows"; next }
        old[k] != $5 || seed[k] != $2 {
            print $1 "\ttable " $3 ": " ($4 == rows[k] ? $4 " rows, other values" : rows[k] " rows before, now " $4) \
                (seed[k] == $2 ? "" : "; seed " seed[k] " before, now " $2)
        }
        END { for (k in old) if (!(k in seen)) { split(k, of, "\t"); print of[1] "\ttable " of[2] ": " rows[k] " rows before, now none" } }' \
        before=1 "$1" before=0 "$2" | sort
}

# apart OLD NEW: of values, scenario and words
apart() {
    awk -F '\t' -v tolerance="$TOLERANCE" '
        function number(x) { return x ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/ }
        function off(a, b) { return a == b ? 0 : (a > b ? a - b : b - a) / (a < 0 ? -a : a) }
        { k = $1 "\t" $2 }
        before { old[k] = $3; next }
        { seen[k] = 1 }
        !(k in old) { print $1 "\t" $2 ": not there before"; next }
        old[k] == $3 { next }
        number(old[k]) && number($3) && old[k] != 0 && off(old[k], $3) <= tolerance { next }
        { print $1 "\t" $2 ": " $3 ", not " old[k] }
        END { for (k in old) if (!(k in seen)) { split(k, of, "\t"); print of[1] "\t" of[2] ": no more" } }' before=1 "$1" before=0 "$2" | sort
}

# renew: new lines get the next number of a reason, those that stay keep theirs
renew() {
    number=$(awk -F '\t' '/^[0-9]/ && $1 > most { most = $1 } END { print most + 1 }' "$golden/reasons.tsv")
    changed=$(cut -f 1 "$work/differences" | sort -u | tr '\n' ' ' | sed 's/ $//')
    printf '%s\t%s\t%s\n' "$number" "$(printf '%s' "$WHY" | tr '\t\n' '  ')" "$changed" >>"$golden/reasons.tsv"
    {
        grep '^#' "$golden/fingerprints.tsv" | grep -v '^# arithmetic'
        printf '# arithmetic\t%s\n' "$arithmetic"
        awk -F '\t' -v number="$number" '
            { k = $1 "\t" $2 "\t" $3 "\t" $4 "\t" $5 }
            before { why[k] = $6; next }
            { print k "\t" (k in why ? why[k] : number) }' before=1 "$work/old" before=0 "$work/new"
    } >"$work/file"
    cat "$work/file" >"$golden/fingerprints.tsv"
    values >"$golden/values.tsv"
    echo "# fingerprints of $changed written, for reason $number"
}

arithmetic=$(sqlite3 "$cache" "SELECT group_concat(arithmetic) FROM (SELECT DISTINCT arithmetic FROM component ORDER BY 1)")
held=$(awk -F '\t' '$1 == "# arithmetic" { print $2 }' "$golden/fingerprints.tsv")
grep -v '^#' "$golden/fingerprints.tsv" >"$work/old"
fingerprints >"$work/new"
if [ ! -s "$work/new" ]; then
    echo "not ok fingerprints: no study in $db"
    exit 0
fi
differences "$work/old" "$work/new" >"$work/differences"

if [ "${UPDATE:-0}" = 1 ] && [ -s "$work/differences" ]; then
    if [ -z "${WHY:-}" ]; then
        echo "not ok fingerprints: they changed, and UPDATE=1 needs WHY='a reason'"
        told "$work/differences" "results changed"
        exit 0
    fi
    renew
    grep -v '^#' "$golden/fingerprints.tsv" >"$work/old"
    differences "$work/old" "$work/new" >"$work/differences"
    held=$arithmetic
fi

if [ "$arithmetic" = "$held" ] || [ ! -s "$work/old" ]; then
    told "$work/differences" "results changed"
    [ -s "$work/differences" ] && echo "# meant? UPDATE=1 WHY='the reason' CAIRN=build/release/cairn sh tests/docs/test_scenarios.sh"
else
    echo "# another arithmetic ($arithmetic, fingerprints are of $held): numbers within $TOLERANCE"
    values >"$work/values"
    apart "$golden/values.tsv" "$work/values" >"$work/differences"
    told "$work/differences" "results differ by more than another arithmetic explains"
fi
cut -f 1 "$work/new" | sort -u | while read -r scenario; do
    cut -f 1 "$work/differences" | grep -qxF -e "$scenario" || echo "ok $scenario has the results that it had"
done
awk -F '\t' 'reasons { known[$1] = /^[0-9]/; next } !known[$6] { print $1 }' reasons=1 "$golden/reasons.tsv" reasons=0 "$work/old" |
    sort -u | sed 's/^/not ok no reason for fingerprints of /'
