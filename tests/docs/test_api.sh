#!/bin/sh
# Doxygen makes pages of the public headers without a word: every file, function, struct, field and enumeration says what
# it is. A header that does not is noticed.

set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

if ! command -v doxygen >"$work/which"; then
    echo "ok api # SKIP no doxygen"
    exit 0
fi

pages() { # into $work/pages
    mkdir -p "$work/pages" && CAIRN_VERSION=test CAIRN_API_DOCS=$work/pages doxygen "$1" >"$work/log" 2>&1
}

if pages docs/api/Doxyfile && [ ! -s "$work/log" ]; then
    echo "ok api complete"
else
    sed 's/^/# /' "$work/log"
    echo "not ok api complete"
fi

missing=0
for header in include/cairn/*.h; do
    name=${header##*/}
    [ -n "$(find "$work/pages/html" -name "$(echo "${name%.h}" | sed 's/_/__/g')_8h.html")" ] || {
        echo "# $name has no page"
        missing=1
    }
done
if [ "$missing" -eq 0 ]; then echo "ok api every-header"; else echo "not ok api every-header"; fi

mkdir -p "$work/bad/include/cairn"
printf '/* bad.h - a header */\n\nstruct cairn_bad {\n    int what;\n};\n' >"$work/bad/include/cairn/bad.h"
sed "s|^INPUT  .*|INPUT = $work/bad/include/cairn|; s|^STRIP_.*|&|" docs/api/Doxyfile >"$work/Doxyfile"
if ! pages "$work/Doxyfile" && grep -q 'cairn_bad' "$work/log" && grep -q 'what' "$work/log"; then
    echo "ok api undocumented-is-noticed"
else
    sed 's/^/# /' "$work/log"
    echo "not ok api undocumented-is-noticed"
fi
