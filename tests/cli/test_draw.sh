#!/bin/sh
# Pictures through gnuplot, of a study of two devices; tests/docs/test_figures.sh has those of the pages. Without gnuplot it says that
# it skips.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"
cd "$tmp" || exit 1

command -v gnuplot >/dev/null || {
    echo "ok pictures # SKIP no gnuplot ('make deps-all' installs it)"
    exit 0
}
"$CAIRN" run "$top/tests/fault/tiny.xml" --replications 2 --no-cache --quiet --db r.db >out 2>err

"$CAIRN" plot r.db --to all/ --quiet 2>err
check "a folder gets every figure: status" [ $? -eq 0 ]
check "every figure is an SVG" [ "$(grep -l '<svg' all/*.svg | wc -l)" -eq "$(find all -type f | wc -l)" ]
"$CAIRN" plot r.db --figure carbon-by-part --to one.pdf 2>err
check "the end of the name says which format" [ "$(head -c 5 one.pdf)" = "%PDF-" ]
"$CAIRN" plot r.db --figure carbon-by-part --as png --to - 2>err | head -c 4 | tail -c 3 >got
check "a PNG on standard output" [ "$(cat got)" = PNG ]
"$CAIRN" plot r.db --figure carbon-by-part --to nowhere/one.svg 2>err
check "no such folder: status" [ $? -eq 1 ]

# A gnuplot that draws half a picture and fails, and one that a signal ends.
mkdir bin
for way in "exit 3" 'kill -9 $$'; do
    printf '#!/bin/sh\necho half\necho "no such terminal" >&2\n%s\n' "$way" >bin/gnuplot
    chmod +x bin/gnuplot
    PATH=$tmp/bin:$PATH "$CAIRN" plot r.db --figure carbon-by-part --to half.svg 2>err
    check "gnuplot fails ($way): status" [ $? -eq 1 ]
    check "gnuplot fails ($way): what it said" says err "no such terminal"
    check "gnuplot fails ($way): nothing is left" [ ! -e half.svg ]
done
