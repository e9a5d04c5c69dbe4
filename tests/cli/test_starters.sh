#!/bin/sh
# Each starter of `cairn new` is valid, answers, and has what its kind is about; a file that is there stays.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"
cd "$tmp" || exit 1
ln -s "$top/scenarios" scenarios

silent() { "$@" >out 2>&1; }
"$CAIRN" new --list --csv | tr -d '\r' | sed 1d | cut -d , -f 1 >kinds
check "every starter is listed" [ "$(wc -l <kinds)" -eq "$(find "$top/src/cli/new" -name '*.xml' | wc -l)" ]
while read -r kind; do
    check "$kind: written" "$CAIRN" new "my-$kind.xml" --from "$kind" --quiet
    check "$kind: named after its file" grep -q "name=\"my-$kind\"" "my-$kind.xml"
    check "$kind: valid" silent "$CAIRN" check "my-$kind.xml"
    check "$kind: runs" silent "$CAIRN" run --quiet --db all.sqlite "my-$kind.xml"
done <kinds

rows() { # VIEW KIND: how many rows the starter of that kind has in a view
    sqlite3 all.sqlite "SELECT count(*) FROM $1 WHERE scenario = 'my-$2'"
}
if command -v sqlite3 >/dev/null; then
    while read -r kind; do
        check "$kind: answers, by a margin" [ "$(sqlite3 all.sqlite "SELECT status = 'decided' FROM v_optimum
            WHERE scenario = 'my-$kind'")" -eq 1 ]
    done <kinds
    check "retail: the answer changes along the grid" [ "$(rows v_breakpoint retail)" -ge 1 ]
    check "retail: another basis has another winner" [ "$(sqlite3 all.sqlite "SELECT count(*) FROM v_basis
        WHERE scenario = 'my-retail' AND verdict = 'differs'")" -ge 1 ]
    check "llm: three points" [ "$(rows v_sweep llm)" -eq 3 ]
    check "speech: something keeps data where it may be" [ "$(rows v_candidate speech)" -ge 2 ]
    check "growth: six years, with rebound" [ "$(sqlite3 all.sqlite "SELECT count(*) + count(rebound) FROM v_growth
        WHERE scenario = 'my-growth'")" -eq 11 ]
    check "doubt: something is worth measuring" [ "$(sqlite3 all.sqlite "SELECT count(*) > 0 FROM v_measure_first
        WHERE scenario = 'my-doubt' AND worth > 0")" -eq 1 ]
else
    echo "ok what starters answer # SKIP sqlite3 is not installed"
fi

cp my-llm.xml before.xml
"$CAIRN" new my-llm.xml >out 2>err
check "a file that is there is refused" [ $? -eq 1 ]
check "and stays" cmp -s my-llm.xml before.xml
check "but for --force" "$CAIRN" new my-llm.xml --force --quiet
check "which overwrites" grep -q 'name="my-llm"' my-llm.xml
check "a name that no scenario may have is made one" "$CAIRN" new './2 odd & <names>.xml' --quiet
check "and the file is valid" silent "$CAIRN" check './2 odd & <names>.xml'
