#!/bin/sh
# Every equation has a tag such as [LINK]: in a comment beside the code, in an entry of docs/MODEL.md, in a test.
# Here it is checked that none of the three is missing, that every entry says where the equation comes from, what it
# leaves out and which tests prove it, and that the tests and scenarios that the page names exist.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
page=docs/MODEL.md

tags() {
    grep -oE '\[[A-Z]{2,8}\]' | sort -u
}

# No equations in src/cli, but usage lines such as show [DB].
find src include -name '*.[ch]' ! -path 'src/cli/*' -exec awk -f "$here/comments.awk" {} + | tags >"$tmp/code"
{
    find tests -name '*.[ch]' -exec awk -f "$here/comments.awk" {} +
    cut -f 7 tests/reference/cases.tsv
} | tags >"$tmp/tests"
sed -n 's/^### \(\[[A-Z]*\]\).*/\1/p' "$page" | sort -u >"$tmp/page"

# What a page or a test calls a test: a function of Check, or a scenario with a known answer.
{
    find tests -name '*.c' -exec sed -n 's/.*START_TEST(\([a-z0-9_]*\)).*/\1/p' {} +
    find tests/reference -name '*.xml' | sed 's|.*/||; s|\.xml$||'
} | sort -u >"$tmp/known"

verdict() { # status name
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2"; fi
}

if [ ! -s "$tmp/code" ]; then
    echo "# no tag in src"
    exit 1
fi
# The section on choice is written with the code in src/choose; until it is there, say so.
: >"$tmp/later"
if ! grep -q '^## Choice' "$page"; then
    find src/choose -name '*.[ch]' -exec awk -f "$here/comments.awk" {} + | tags >"$tmp/later"
fi
while read -r tag; do
    if grep -qxF "$tag" "$tmp/later"; then
        echo "ok $tag # SKIP $page has no section 'Choice' yet"
        continue
    fi
    grep -qxF "$tag" "$tmp/page"
    verdict $? "$tag of the code is in $page"
    grep -qxF "$tag" "$tmp/tests"
    verdict $? "$tag of the code is in a test"
done <"$tmp/code"
while read -r tag; do
    grep -qxF "$tag" "$tmp/code"
    verdict $? "$tag of $page is in the code"
done <"$tmp/page"

# Once each: a tag may stand in the physics and in the accounting, an entry stands in one place.
twice=$(grep '^### ' "$page" | sort | uniq -d)
[ -z "$twice" ] || printf '%s\n' "$twice" | sed "s|^|# $page has this twice: |"
[ -z "$twice" ]
verdict $? "no entry of $page stands there twice"

# Entries, one per line.
awk '
    /^#/ { if (entry) print entry; entry = "" }
    /^### \[/ { entry = $0 ":" ; next }
    entry { entry = entry " " $0 }
    END { if (entry) print entry }' "$page" >"$tmp/entries"
while read -r entry; do
    tag=$(printf '%s\n' "$entry" | sed 's/^### //; s/:.*//')
    for part in 'Left out' 'Tests\{0,1\}:'; do
        printf '%s\n' "$entry" | grep -q "$part"
        verdict $? "$tag has '$(echo "$part" | tr -d '\\{0,1}')'"
    done
done <"$tmp/entries"

# Everything in backquotes between "Tests:" and the end of its paragraph.
awk '
    /Tests?:/ { on = 1; sub(/.*Tests?:/, "") }
    /^ *$/ { on = 0 }
    on { while (match($0, /`[^`]*`/)) { print substr($0, RSTART + 1, RLENGTH - 2); $0 = substr($0, RSTART + RLENGTH) } }
    ' "$page" >"$tmp/named"
awk '/^## Known answers/ { on = 1; next } /^## / { on = 0 } on && /^\|/' "$page" | tr '`' '\n' |
    grep -xE '[a-z]+[0-9]*[-_a-z0-9]+' >>"$tmp/named"
sort -u "$tmp/named" >"$tmp/names"
missing=$(comm -23 "$tmp/names" "$tmp/known")
[ -z "$missing" ] || printf '%s\n' "$missing" | sed "s|^|# $page names a test that is not there: |"
[ -z "$missing" ] && [ "$(wc -l <"$tmp/names")" -ge 50 ]
verdict $? "tests that $page names exist"
