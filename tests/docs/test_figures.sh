#!/bin/sh
# Figures: the pictures in docs/figures say what `make plots` makes now; every kind is drawn, in every format; names that mean
# something to gnuplot or to a shell are only names. Without gnuplot it says that it skips.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"
cd "$tmp" || exit 1
ln -s "$top/scenarios" scenarios

command -v gnuplot >/dev/null || {
    echo "ok figures # SKIP no gnuplot ('make deps-all' installs it)"
    exit 0
}
CAIRN=$CAIRN KEEP=1 sh "$top/plots/draw.sh" drawn >out 2>err || {
    echo "not ok make plots"
    tail -n 5 err | sed 's/^/# /'
}

# ---- the shipped pictures ----

# What is written in a picture, and its description. Where things stand differs between versions of gnuplot.
written() {
    sed -n 's|.*<desc>\(.*\)</desc>.*|\1|p; s|.*<title>\(.*\)</title>.*|\1|p; s|.*<text>\(.*\)</text>.*|\1|p' "$1"
}
find "$top/plots" -name '*.sql' | sed 's|.*/||; s|\.sql$||' | sort >kinds
find "$top/docs/figures" -name '*.svg' | sed 's|.*/||; s|\.svg$||' | sort >figures
check "there is one of each kind" [ -z "$(comm -23 kinds figures)" ]
while read -r figure; do
    written "drawn/$figure.svg" >got
    written "$top/docs/figures/$figure.svg" >wanted
    check "$figure: something is written in it" [ "$(wc -l <got)" -gt 5 ]
    if difference=$(awk -v wanted=wanted -f "$here/alike.awk" got); then
        echo "ok $figure: docs/figures has it as it is made now"
    else
        echo "not ok $figure: docs/figures has it as it is made now ('make plots')"
        printf '%s\n' "$difference"
    fi
    check "$figure: shown on a page" grep -q "(figures/$figure.svg)" "$top/docs/FIGURES.md" "$top/docs/COOKBOOK.md"
done <figures

# ---- formats ----

study=drawn/figures.sqlite
for figure in breakpoints growth; do
    for format in pdf png gp; do
        "$CAIRN" plot $study --figure $figure --study "$([ $figure = growth ] && echo service || echo shops)" --to $figure.$format --quiet
    done
done
check "a PDF is one" [ "$(head -c 5 growth.pdf)" = "%PDF-" ]
check "a PNG is one" [ "$(head -c 4 breakpoints.png | tail -c 3)" = PNG ]
gnuplot -d breakpoints.gp >by-hand.svg 2>err
written by-hand.svg >got
check "a script draws by itself" says got rented
"$CAIRN" plot $study --study shops --to all/ --quiet
check "a folder gets every figure that has something to show" [ "$(find all -name 'shops-*.svg' | wc -l)" -ge 5 ]
"$CAIRN" plot $study --csv >got
check "a list says which" says got service,growth,

# ---- names that mean something to others ----

if command -v sqlite3 >/dev/null; then
    cp $study hostile.sqlite
    sqlite3 hostile.sqlite "UPDATE study SET scenario = char(96) || 'touch a' || char(96) || '''; system ''touch b''; '
            || '\$(touch c)' || char(10) || 'EOD' || char(10) || '!touch d' || char(10) || char(34) || ' @e <b>\n{/=99 x}_2'
            WHERE scenario = 'shops';
        UPDATE placement SET name = char(96) || 'touch f' || char(96) || char(9) || char(34) || '; !touch g' || char(10) || 'EOD' || char(10) || '!touch h',
            summary = '\" . system(\"touch i\") . \"' WHERE study = (SELECT max(study) FROM segment)" 2>err || sed 's/^/# /' err
    mkdir room
    (cd room && "$CAIRN" plot ../hostile.sqlite --to . --quiet) >out 2>err
    cat room/*breakpoints.svg >got
    check "hostile names are drawn" says got "touch f"
    check "and nothing else happens" [ "$(find room -type f ! -name '*.svg' | wc -l)" -eq 0 ]
    check "nor beside it" [ -z "$(find . -maxdepth 1 -name '[a-i]')" ]
fi

# ---- without gnuplot ----

mkdir none
PATH=$tmp/none "$CAIRN" plot $study --figure growth --study service --to x.svg 2>err
check "without gnuplot it fails" [ $? -eq 1 ]
check "and says what to do" says err "gnuplot is not installed"
check "and leaves nothing" [ ! -e x.svg ]
