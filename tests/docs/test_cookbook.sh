#!/bin/sh
# Every scenario of docs/COOKBOOK.md is valid, and each of its baselines can be simulated. A fenced block that follows
# the words "file FILE:" is written to FILE, for scenarios that read one; commands of a block marked console are run
# before, with these files (what they print is checked by test_readme.sh). The page's contents are its headings.
set -u
here=$(cd "$(dirname "$0")" && pwd)
page=$here/../../docs/COOKBOOK.md
case $CAIRN in
    /*) ;;
    *) CAIRN=$(pwd)/$CAIRN ;;
esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

# Its contents name every question; UPDATE=1 writes them.
awk -f "$here/contents.awk" "$page" "$page" >"$tmp/page"
[ "${UPDATE:-}" != 1 ] || cp "$tmp/page" "$page"
if [ "$(grep -c '^| .*(#' "$tmp/page")" -ge 12 ] && cmp -s "$tmp/page" "$page"; then
    echo "ok the contents are its headings"
else
    echo "not ok the contents are its headings (UPDATE=1 writes them)"
fi
cd "$tmp" || exit 1
cp -r "$here/../../scenarios/catalogue" .

awk '
    /^```/ && inside { inside = 0; close(file); file = ""; next }
    /^```console$/ { inside = 1; file = "commands"; named = ""; next }
    inside && file == "commands" { if (sub(/^\$ /, "")) print >>file; next }
    /^```xml$/ { inside = 1; file = sprintf("recipe%02d.xml", ++n); next }
    /^```/ { inside = 1; file = named; named = ""; next }
    inside { if (file) print >file; next }
    match($0, /file `[^`]*`:$/) { named = substr($0, RSTART + 6, RLENGTH - 8) }
' "$page"

mkdir bin
ln -s "$CAIRN" bin/cairn
if [ -e commands ] && ! PATH=$tmp/bin:$PATH sh -e commands >out 2>&1; then
    echo "not ok the commands of the page"
    sed 's/^/# /' out
fi

for scenario in recipe*.xml; do
    name=$(sed -n 's/.*<scenario [^>]*name="\([^"]*\)".*/\1/p' "$scenario")
    if "$CAIRN" check "$scenario" >out 2>err; then
        echo "ok $name is valid"
    else
        echo "not ok $name is valid"
        sed 's/^/# /' err
        continue
    fi
    sed -n 's/.*<baseline id="\([^"]*\)".*/\1/p' "$scenario" >placements
    while read -r placement; do
        "$CAIRN" simulate "$scenario" --placement "$placement" >out 2>err
        status=$?
        if [ "$status" -eq 0 ] || [ "$status" -eq 4 ]; then # 4: simulated, less precise than asked for
            echo "ok $name: $placement"
        else
            echo "not ok $name: $placement ($status)"
            sed 's/^/# /' err
        fi
    done <placements
done
