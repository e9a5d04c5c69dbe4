#!/bin/sh
# Every attribute of the format changes some result.
#
# The table `cases` has a row for each attribute of each element of the schema: an edit of one of the files here and
# the command whose output the edit must change. The schema is walked first: an attribute without a row fails, and so
# does a row without an attribute, so a new attribute needs a use and a row here.
#
# A row reads  ELEMENT ATTRIBUTE | COMMAND | OLD -> NEW [;; OLD -> NEW]...
# ATTRIBUTE is (text) for the text of an element. OLD must stand exactly once in the files here. COMMAND is
#   simulate FILE PLACEMENT   figures of a simulation
#   run FILE                  the answer of a study: optimum, candidates, routes, purchases, promises, what was pruned
#   table FILE TABLE          rows of a table of that study, for labels
#   list FILE KIND            entries of a catalogue, for labels
#   refuse FILE               the edit must be refused (exit status 3): for an attribute that has only one legal value
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
case $CAIRN in
    /*) ;;
    *) CAIRN=$(pwd)/$CAIRN ;;
esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

# ---- the schema and the table name the same attributes ----

# Prints ELEMENT ATTRIBUTE for all attributes; one tag of the schema stands on one line.
awk '
    function name(line) {
        if (!match(line, / name="[^"]*"/))
            return ""
        return substr(line, RSTART + 7, RLENGTH - 8)
    }
    function type(line) {
        if (!match(line, / type="[^"]*"/))
            return ""
        return substr(line, RSTART + 7, RLENGTH - 8)
    }
    /<xs:complexType name=/ { current = name($0) }
    /<xs:element name=/ {
        element = name($0)
        if (type($0) == "") { # its type stands within
            current = element
            type_of[element] = element
        } else if (element in type_of && type_of[element] != type($0))
            print "twice " element
        else
            type_of[element] = type($0)
    }
    /<xs:extension base="(numbers|loads)"/ || /<xs:simpleContent>/ { text[current] = 1 }
    /<xs:attribute name=/ { attributes[current] = attributes[current] " " name($0) }
    END {
        text["text"] = 1
        for (element in type_of) {
            n = split(attributes[type_of[element]], list, " ")
            for (i = 1; i <= n; i++)
                print element, list[i]
            if (type_of[element] in text)
                print element, "(text)"
        }
    }' "$top/src/io/scenario.xsd" | sort >"$tmp/schema"
grep -v '^#' "$here/cases" | sed -n 's/^\([^ ]*\) \([^ ]*\) |.*/\1 \2/p' | sort -u >"$tmp/table"
if [ "$(wc -l <"$tmp/schema")" -gt 150 ] && ! grep '^twice ' "$tmp/schema"; then
    echo "ok the schema is read"
else
    echo "not ok the schema is read"
fi

# none NAME: standard input has no line
none() {
    if grep . >"$tmp/none"; then
        echo "not ok $1"
        sed 's/^/# /' "$tmp/none"
    else
        echo "ok $1"
    fi
}
comm -23 "$tmp/schema" "$tmp/table" | none "every attribute has a row"
comm -13 "$tmp/schema" "$tmp/table" | none "every row has an attribute"

# ---- the rows ----

files=$tmp/files
mkdir "$files" "$tmp/before"
cp "$here"/*.xml "$here"/*.csv "$files"
# A year of hours for <trace>: the columns differ, and so do the files.
awk 'BEGIN {
    split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
    print "time,first,second"
    for (m = 1; m <= 12; m++)
        for (d = 1; d <= days[m]; d++)
            for (h = 0; h < 24; h++)
                printf "2023-%02d-%02dT%02d:00Z,%d,%d\n", m, d, h, 200 + h * h, 400 - 10 * h
}' >"$files/year.csv"
awk -F , '{ print $1 "," ($1 ~ /T09/ ? 900 : $2) "," $3 }' "$files/year.csv" >"$files/leap.csv"
# Two years of local times for its daylight, without the hours that the clocks leave out; a year of zones.
awk 'BEGIN {
    print "Time,first,Carbon Intensity"
    split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
    for (y = 2022; y <= 2023; y++)
        for (m = 1; m <= 12; m++)
            for (d = 1; d <= days[m]; d++)
                for (h = 0; h < 24; h++)
                    if (!(m == 3 && d == 49 - (y == 2022 ? 22 : 23) && h == 2))
                        printf "%d-%02d-%02d %02d:00,%d,%d\n", y, m, d, h, y - 1900 + h * h, 400 - 10 * h
}' >"$files/local.csv"
sed '1s/.*/Time,up,down/' "$files/local.csv" >"$files/sky.csv"
awk 'BEGIN {
    print "hour_of_2023_utc,North,South"
    for (h = 0; h < 8760; h++)
        printf "%d,%d,%d\n", h, 10 + h % 24, 30 + h % 7
}' >"$files/zones.csv"
# Two years of temperatures outside for <weather>, warmer in the second.
awk 'BEGIN {
    print "time,mild,warm"
    split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
    for (y = 2018; y <= 2019; y++)
        for (m = 1; m <= 12; m++)
            for (d = 1; d <= days[m]; d++)
                for (h = 0; h < 24; h++)
                    printf "%d-%02d-%02d %02d:00,%g,%g\n", y, m, d, h, m + h / 2 + (y - 2018) * 3 + (d * h % 5) / 10, 24 - h / 2
}' >"$files/air.csv"
awk -F , '{ print $1 "," ($1 ~ / 09/ ? 23 : $2) "," $3 }' "$files/air.csv" >"$files/wind.csv"

# edit: writes copies of the files with $edit done into the current directory
edit() {
    cp "$files"/*.csv . && edit="$edit" awk -v folder="$files" '
        function fail(text) {
            print "# " text
            bad = 1
        }
        function count(text, part,    n, at) {
            while ((at = index(text, part)) > 0) {
                n++
                text = substr(text, at + length(part))
            }
            return n + 0
        }
        function swap(text, part, other,    at) {
            at = index(text, part)
            return at ? substr(text, 1, at - 1) other substr(text, at + length(part)) : text
        }
        FNR == 1 { files[++n] = FILENAME }
        { text[FILENAME] = text[FILENAME] $0 "\n" }
        END {
            edits = split(ENVIRON["edit"], edit, / ;; /)
            for (e = 1; e <= edits; e++) { # all are found before any is done, so that two may swap
                at = index(edit[e], " -> ")
                old[e] = substr(edit[e], 1, at - 1)
                new[e] = substr(edit[e], at + 4)
                found = 0
                for (i = 1; i <= n; i++)
                    found += count(text[files[i]], old[e])
                if (at == 0 || found != 1)
                    fail("\"" old[e] "\" stands " found " times in the files")
            }
            for (i = 1; i <= n; i++) {
                for (e = 1; e <= edits; e++)
                    text[files[i]] = swap(text[files[i]], old[e], "\001" e "\001")
                for (e = 1; e <= edits; e++)
                    text[files[i]] = swap(text[files[i]], "\001" e "\001", new[e])
                out = files[i]
                sub(/.*\//, "", out)
                printf "%s", text[files[i]] >out
            }
            exit bad
        }' "$files"/*.xml
}

# The deterministic part of a study as a planner reads it; keys, times and the text of the input left out.
study() {
    rm -f study.db
    "$CAIRN" run "$1.xml" --db study.db --quiet >/dev/null || return
    case ${2:-} in
        '')
            sqlite3 -header study.db \
                "SELECT scenario, question, answer, status, placement_summary, basis, horizon_years, carbon_kg,
                    carbon_low_kg, p_correct, candidates, runner_up FROM v_optimum;
                SELECT rank, status, placement_summary, carbon_kg, excess_kg, replications FROM v_candidate;
                SELECT * FROM v_route; SELECT * FROM v_purchase; SELECT * FROM v_promise; SELECT * FROM v_baseline;
                SELECT workload, pool, variant, reason, text FROM pruned;
                SELECT * FROM v_basis"
            ;;
        factor) sqlite3 study.db "SELECT name, subject, source, class, value FROM factor" ;;
        *) sqlite3 study.db "SELECT * FROM $2" ;;
    esac
}

# command WORDS...: what the command of a row prints
command() {
    case $1 in
        simulate) "$CAIRN" simulate "$2.xml" --placement "$3" --csv --quiet ;;
        run) study "$2" ;;
        table) study "$2" "$3" ;;
        list) "$CAIRN" list "$3" "$2.xml" --csv ;;
        refuse) "$CAIRN" check "$2.xml" ;;
        *)
            echo "unknown command $1" >&2
            false
            ;;
    esac
}

# before WORDS...: the same with the files as they are, once for all rows; its path in $before
before() {
    before=$tmp/before/$(echo "$*" | tr ' ' _)
    [ -e "$before" ] || (cd "$files" && command "$@") >"$before" 2>"$before.err" || {
        echo "# unedited: $(head -n 3 "$before.err")"
        return 1
    }
}

mkdir "$tmp/edited"
cd "$tmp/edited" || exit 1

# Without an edit nothing changes, so a difference below is the edit's.
cp "$files"/* .
for words in "simulate shop edge" "run pick" "table pick factor" "list facts hardware"; do
    # shellcheck disable=SC2086
    if before $words && command $words >../after 2>../after.err && cmp -s "$before" ../after; then
        echo "ok the same twice: $words"
    else
        echo "not ok the same twice: $words"
    fi
done

grep -v '^#' "$here/cases" | grep . >"$tmp/rows"
while IFS= read -r row; do
    subject=${row%% |*}
    rest=${row#* | }
    words=${rest%% | *}
    edit=${rest#* | }
    attribute=${subject#* }
    name="$subject changes: $words"
    verdict="not ok"
    case $edit in
        *[\ \<]"$attribute="* | "$attribute="*) ;;
        *) [ "$attribute" = "(text)" ] || echo "# the edit does not touch $attribute" ;;
    esac
    # $words is a list
    # shellcheck disable=SC2086
    if edit && before $words; then
        command $words >../after 2>../after.err
        status=$?
        case ${words%% *} in
            refuse) [ "$status" -eq 3 ] && verdict=ok ;;
            *) [ "$status" -eq 0 ] && ! cmp -s "$before" ../after && verdict=ok ;;
        esac
        [ "$verdict" = ok ] || echo "# status $status, same output; $edit; $(head -n 1 ../after.err)"
    fi
    echo "$verdict $name"
done <"$tmp/rows"
