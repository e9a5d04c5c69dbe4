#!/bin/sh
# Draws one figure of each kind, of shipped scenarios and starters: draw.sh FOLDER, with the program in $CAIRN. `make plots`
# writes them into docs/figures. The results file stays beside them as figures.sqlite where KEEP=1.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
program=${CAIRN:-build/release/cairn}
case $program in
    /*) ;;
    *) program=$PWD/$program ;;
esac
mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for starter in shops:retail service:growth stores:doubt; do
    "$program" new "${starter%:*}.xml" --from "${starter#*:}" --quiet
done
set -- --quiet --no-cache --db figures.sqlite --catalogue "$top/scenarios/catalogue"
"$program" run "$@" "$top/scenarios/voice-assistant.xml" "$top/scenarios/store-cameras.xml" \
    "$top/scenarios/office-chat.xml" service.xml stores.xml >log
"$program" sweep "$@" shops.xml --vary '//hop/@average*=0.2:4:9' >log

# The recipe of the cookbook whose picture stands there.
awk '/^```/ { if (wanted) exit; text = ""; next } { text = text $0 "\n" } /name="cameras-flip"/ { wanted = 1 }
    END { printf "%s", text }' "$top/docs/COOKBOOK.md" >cameras-flip.xml
"$program" run "$@" cameras-flip.xml >log

while read -r figure study name; do
    "$program" plot figures.sqlite --figure "$figure" --study "$study" --to "$out/${name:-$figure}.svg" --force
done <<'FIGURES'
carbon-by-part voice-assistant
flips store-cameras
breakpoints shops
cells shops
pareto office-chat
latency office-chat
uncertainty stores
sensitivity stores
growth service
breakpoints cameras-flip local-grid
FIGURES
[ "${KEEP:-}" != 1 ] || cp figures.sqlite "$out/"
