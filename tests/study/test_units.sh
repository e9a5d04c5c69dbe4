#!/bin/sh
# Units cannot be confused: every quantity of the shipped scenarios, of their catalogue and of the recipes of docs/COOKBOOK.md is
# written in another unit of its kind (kWh as J, GB as Gbit, kg as g, h as s ...: units.tsv), twice over, and means the same.
#
# Every footprint of every finalist of every study, and of every baseline of every recipe, must agree to 1e-12 of its size. A number
# in another unit may be off by its last bit, and a request may then come a nanosecond earlier or later.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

# rewrite PASS FROM TO: copies a file with every quantity in its other unit; what no row knows goes to $tmp/unknown
rewrite() {
    awk -F '\t' -v pass="$1" -v unknown="$tmp/unknown" -v counted="$tmp/rewritten" '
        NR == FNR { if ($0 !~ /^#/) { to[$1] = $(2 * pass); times[$1] = $(2 * pass + 1); known[$1] = 1 } next }
        # The number in the fewest digits that read as the same double.
        function shortest(x,    digits, text) {
            for (digits = 15; digits <= 17; digits++) {
                text = sprintf("%." digits "g", x)
                if (text + 0 == x)
                    break
            }
            return text
        }
        # A value such as "0 ms 10 ms": pairs of a number and a unit, which holds no space.
        function other(value,    n, part, i, text) {
            n = split(value, part, " ")
            if (n % 2 == 1 || n == 0)
                return value
            for (i = 1; i <= n; i += 2)
                if (part[i] !~ /^-?[0-9.]+([eE][-+]?[0-9]+)?$/ || part[i + 1] ~ /^[0-9]/)
                    return value
            for (i = 2; i <= n; i += 2)
                if (!(part[i] in known)) {
                    print part[i] >>unknown
                    return value
                }
            for (i = 1; i <= n; i += 2) {
                text = text (i > 1 ? " " : "") shortest(part[i] * times[part[i + 1]])
                if (to[part[i + 1]] != "")
                    text = text " " to[part[i + 1]]
                rewritten++
            }
            return text
        }
        {
            rest = $0
            line = ""
            while (match(rest, /="[^"]*"/)) {
                line = line substr(rest, 1, RSTART + 1) other(substr(rest, RSTART + 2, RLENGTH - 3)) "\""
                rest = substr(rest, RSTART + RLENGTH)
            }
            print line rest
        }
        END { print rewritten + 0 >>counted }' "$here/units.tsv" "$2" >"$3"
}

# What does not depend on units of the file: a line for each figure, numbers to the last bit.
footprints() {
    query "$1" "SELECT scenario, placement_id, basis, measure, part, place, printf('%.17g', value) FROM v_footprint
        ORDER BY scenario, placement_id, basis, measure, part, place"
}

# agree FILE FILE LEAST: the same figures, the last of each line within 1e-12 of its size; at least so many
agree() {
    awk -F '|' -v file="$2" -v least="$3" '
        {
            if ((getline line <file) <= 0) {
                print "# nothing beside " $0
                exit bad = 1
            }
            split(line, other, "|")
            for (i = 1; i < NF; i++)
                if ($i != other[i]) {
                    print "# " $0 " beside " line
                    exit bad = 1
                }
            off = $NF - other[NF]
            size = $NF < 0 ? -$NF : $NF
            if (off > 1e-12 * size || -off > 1e-12 * size) {
                print "# " $0 ", but " other[NF]
                if (++bad > 4)
                    exit
            }
            n++
        }
        END { exit bad > 0 || n < least }' "$1"
}

# ---- the shipped scenarios ----

mkdir "$tmp/said"
cp -r "$top/scenarios" "$tmp/said/"
"$CAIRN" run "$tmp"/said/scenarios/*.xml --db "$tmp/said.db" --quiet >"$tmp/out" 2>&1 ||
    sed 's/^/# /' "$tmp/out"
footprints "$tmp/said.db" >"$tmp/said.txt"
for pass in 1 2; do
    : >"$tmp/unknown"
    : >"$tmp/rewritten"
    rm -rf "$tmp/other"
    mkdir "$tmp/other"
    cp -r "$top/scenarios" "$tmp/other/"
    for file in $(cd "$top" && echo scenarios/*.xml scenarios/catalogue/*.xml); do
        rewrite $pass "$top/$file" "$tmp/other/$file"
    done
    check "pass $pass: no quantity is left as it was" [ -z "$(sort -u "$tmp/unknown" | grep -vxE "tokens|x")" ]
    sort -u "$tmp/unknown" | grep -vxE "tokens|x" | sed 's/^/# /'
    check "pass $pass: quantities are rewritten" [ "$(awk '{ n += $1 } END { print n }' "$tmp/rewritten")" -gt 2000 ]
    "$CAIRN" run "$tmp"/other/scenarios/*.xml --db "$tmp/other$pass.db" --quiet \
        >"$tmp/out" 2>&1 || sed 's/^/# /' "$tmp/out"
    footprints "$tmp/other$pass.db" >"$tmp/other.txt"
    check "pass $pass: every footprint is the same" agree "$tmp/said.txt" "$tmp/other.txt" 1000
done

# ---- the recipes ----

# As tests/docs/test_cookbook.sh reads them: fenced blocks of XML, and files that they name.
mkdir "$tmp/recipes" "$tmp/bin"
ln -s "$CAIRN" "$tmp/bin/cairn"
cd "$tmp/recipes" || exit 1
awk '
    /^```/ && inside { inside = 0; close(file); file = ""; next }
    /^```console$/ { inside = 1; file = "commands"; named = ""; next }
    inside && file == "commands" { if (sub(/^\$ /, "")) print >>file; next }
    /^```xml$/ { inside = 1; file = sprintf("recipe%02d.xml", ++n); next }
    /^```/ { inside = 1; file = named; named = ""; next }
    inside { if (file) print >file; next }
    match($0, /file `[^`]*`:$/) { named = substr($0, RSTART + 6, RLENGTH - 8) }
    ' "$top/docs/COOKBOOK.md"
[ -e commands ] && PATH=$tmp/bin:$PATH sh -e commands >"$tmp/out" 2>&1

# figures FOLDER FILE: all footprints of all baselines, or of the best where there are none
figures() {
    placements=$(sed -n 's/.*<baseline id="\([^"]*\)".*/\1/p' "$tmp/recipes/$2")
    for baseline in ${placements:-best}; do
        (cd "$1" && "$CAIRN" simulate "$2" --placement "$baseline" --catalogue "$top/scenarios/catalogue" --json --quiet 2>/dev/null) \
            >"$tmp/figures.json"
        query :memory: "SELECT '$baseline', json_extract(r.value, '\$.id'), m.key, printf('%.17g', json_extract(m.value, '\$.mean'))
            FROM json_each(readfile('$tmp/figures.json'), '\$.results') r, json_each(r.value) m
            WHERE json_extract(r.value, '\$.kind') = 'footprint' AND m.type = 'object'
            AND json_extract(m.value, '\$.mean') IS NOT NULL"
    done
}

: >"$tmp/unknown"
cp -r "$tmp/recipes" "$tmp/changed"
for file in *.xml; do
    rewrite 1 "$file" "$tmp/changed/$file"
done
check "recipes: no quantity is left as it was" [ -z "$(sort -u "$tmp/unknown" | grep -vxE "tokens|x")" ]
sort -u "$tmp/unknown" | grep -vxE "tokens|x" | sed 's/^/# /'
for file in recipe*.xml; do
    figures "$tmp/recipes" "$file" >"$tmp/said.txt"
    figures "$tmp/changed" "$file" >"$tmp/other.txt"
    check "$(sed -n 's/.*<scenario [^>]*name="\([^"]*\)".*/\1/p' "$file"): every footprint is the same" agree "$tmp/said.txt" "$tmp/other.txt" 5
done
