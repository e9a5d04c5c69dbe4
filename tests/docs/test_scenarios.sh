#!/bin/sh
# docs/SCENARIOS.md quotes the answer to each shipped scenario as the program prints it: each `## name` has one quotation,
# which is held against the headline of the study (alike.awk says how close). All are answered in one run, and every one
# must be decided. Their results have the fingerprints in tests/golden.
#
#   UPDATE=1 writes today's answers into the page, to be reviewed as a diff; new fingerprints need WHY= too (tests/golden/check.sh).
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
page=$top/docs/SCENARIOS.md
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

if ! "${CAIRN:-build/release/cairn}" run "$top"/scenarios/*.xml --db "$tmp/all.sqlite" --quiet >"$tmp/out" 2>&1; then
    echo "not ok scenarios run: $(tail -n 1 "$tmp/out")"
    exit 0
fi
for scenario in "$top"/scenarios/*.xml; do
    name=$(basename "$scenario" .xml)
    sqlite3 "$tmp/all.sqlite" "SELECT headline FROM study WHERE scenario = '$name'" >"$tmp/$name.got"
    awk -v name="$name" '
        /^## / { inside = $2 == name }
        inside && /^> / { text = text (text == "" ? "" : " ") substr($0, 3) }
        END { print text }' "$page" >"$tmp/$name.said"
    status=$(sqlite3 "$tmp/all.sqlite" "SELECT status FROM study WHERE scenario = '$name'")
    if [ "$status" = decided ]; then
        echo "ok $name is decided"
    else
        echo "not ok $name is decided: $status"
    fi
    if awk -v wanted="$tmp/$name.said" -f "$here/alike.awk" "$tmp/$name.got" >/dev/null; then
        echo "ok $name answers as docs/SCENARIOS.md says"
    else
        echo "not ok $name answers as docs/SCENARIOS.md says"
        echo "#   expected: $(cat "$tmp/$name.said")"
        echo "#   got:      $(cat "$tmp/$name.got")"
        if [ "${UPDATE:-0}" = 1 ]; then
            fold -s -w 116 "$tmp/$name.got" | sed 's/ *$//; s/^/> /' >"$tmp/quote"
            awk -v name="$name" -v quote="$tmp/quote" '
                /^## / { inside = $2 == name }
                inside && /^> / {
                    while ((getline line < quote) > 0)
                        print line
                    next
                }
                { print }' "$page" >"$tmp/page" && cat "$tmp/page" >"$page"
        fi
    fi
done

# The same studies, every number to the last bit.
sh "$top/tests/golden/check.sh" "$tmp/all.sqlite" "$tmp/cairn.cache"
