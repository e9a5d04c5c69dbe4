#!/bin/sh
# docs/TUTORIAL.md keeps its word: not more than ten commands from a clone to a report of one's own scenario, which it makes
# with `cairn new` and changes. What they print is held against the page by test_readme.sh, as that of every page; here they are
# run by themselves, in order, and must leave what the page promises.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"

page=$top/docs/TUTORIAL.md
awk '/^```console$/ { inside = 1; next } /^```/ { inside = 0 } inside && sub(/^\$ /, "")' "$page" >"$tmp/commands"
n=$(wc -l <"$tmp/commands")
check "the tutorial has ten commands at most ($n)" [ "$n" -le 10 ]
check "the first one builds" grep -q '^make deps && make' "$tmp/commands"

mkdir "$tmp/bin" "$tmp/room" "$tmp/room/results"
ln -s "$CAIRN" "$tmp/bin/cairn"
ln -s "$top/scenarios" "$tmp/room/scenarios"
cd "$tmp/room" || exit 1
sed 1d "$tmp/commands" | while IFS= read -r command; do
    case $command in
        "cairn plot"*)
            command -v gnuplot >/dev/null || {
                echo "ok $command # SKIP no gnuplot ('make deps-all' installs it)"
                continue
            }
            ;;
    esac
    if PATH=$tmp/bin:$PATH sh -c "$command" >"$tmp/out" 2>&1; then
        echo "ok $command"
    else
        echo "not ok $command"
        sed 's/^/# /' "$tmp/out"
    fi
done
check "the report is there" grep -q '<title>' my-shops.html
check "it is about one's own shops" grep -q 'PL' my-shops.html
