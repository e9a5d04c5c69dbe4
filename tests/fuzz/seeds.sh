#!/bin/sh
# What fuzzing begins with: seeds.sh PROGRAM FOLDER, from the top of the tree, makes FOLDER/TARGET/* of what the
# tests have: scenarios, tables, command lines; and FOLDER/dictionary.
set -u
LC_ALL=C
export LC_ALL
program=$1
out=$2

rm -rf "$out"
mkdir -p "$out/scenario" "$out/tables" "$out/units" "$out/words" "$out/xpath" "$out/results" || exit 1

# ---- scenarios ----

"$program" "$out/scenario" scenarios/*.xml tests/reference/*.xml tests/attributes/*.xml tests/io/*.xml || exit 1
mv "$out/scenario/dictionary" "$out"
cp tests/bad/*.xml tests/fuzz/base.xml "$out/scenario"
cp -R "$out/scenario" "$out/simulate"

# ---- tables: a line that names the reader, then the file ----

table() { # READER FILE...
    reader=$1
    shift
    for file; do
        { echo "$reader"; head -c 15000 "$file"; } >"$out/tables/$(echo "$reader-${file##*/}" | tr ' ' -)"
    done
}
table "trace csv" tests/data/traces/*.csv tests/bad/parts/trace-*.csv
table "trace json" tests/data/traces/*.json
table "trace gz" tests/data/traces/*.gz
table "import" tests/data/import/*.csv
table "import some" tests/data/import/*.csv
table "import log" tests/data/import/*/mlperf_log_summary.txt
table "scenario rows" tests/bad/parts/rows-*.csv tests/attributes/shops.csv tests/io/fleet.csv
for reader in "scenario weather" "scenario series" "scenario trace" "scenario maps"; do
    table "$reader" tests/bad/parts/weather-*.csv tests/bad/parts/sun*.csv tests/bad/parts/trace-*.csv tests/data/traces/*.csv
done
table "scenario empirical" tests/attributes/watts.csv
for reader in "scenario replay" "replay timestamps" "replay azure-llm" "replay azure-2019" "replay azure-2021" \
    "replay burstgpt" "replay vidur"; do
    table "$reader" tests/bad/parts/replay-*.csv tests/attributes/chats.csv tests/attributes/scanned.csv \
        tests/reference/*.csv
done
for reader in "contents plain" "contents twitter"; do
    table "$reader" tests/bad/parts/asked*.csv tests/attributes/asked*.csv tests/reference/parts/*.csv
done
printf 'import own\nbatch,latency [ms],power [W]\n1,4.1,13.9\n8,17.5,19.2\n' >"$out/tables/import-own"
printf 'replay azure-2021\napp,func,end_timestamp,duration\na,f,2.5,1\na,g,3.5,2.25\n' >"$out/tables/azure-2021"
printf 'scenario rows\nid,count,box.max,jobs.rate [/s],# x\na,2,3,1,y\nb,,,5,\n' >"$out/tables/rows"

# ---- values, expressions, command lines: of scenarios and of documents ----

n=0
for file in scenarios/*.xml tests/attributes/*.xml; do
    n=$((n + 1))
    grep -oE '="[-+.0-9][^"]*"' "$file" | tr -d '="' | sort -u | head -n 40 >"$out/units/list"
    i=0
    while read -r value; do
        i=$((i + 1))
        printf '%s' "$value" >"$out/units/$n-$i"
    done <"$out/units/list"
    rm "$out/units/list"
    i=0
    grep -ohE 'select="[^"]*"' "$file" | sed 's/select="//; s/"$//' | while read -r path; do
        i=$((i + 1))
        printf '%s\n\n*1.5\n' "$path" >"$out/xpath/$n-$i"
        printf '%s\n\n7 s\n//site\n+solar\npeak="1 kW" tenancy="owned"\n' "$path" >"$out/xpath/$n-$i-more"
    done
done
n=0
grep -rhoE '(^|[$] *)cairn (help|list|new|check|run|sweep|simulate|levers|show|plot|report|compare|import)( .*)?$' \
    README.md docs/*.md tests/cli | sort -u | while read -r _ line; do
    n=$((n + 1))
    echo "${line#cairn }" | tr -s ' ' '\n' | tr -d "'\"" >"$out/words/$n"
done
n=0
for value in '=1:1.5:3:log' '=1,2 kW' '*=normal(1,0.2)' '=triangular(1,2,3 W)' '=empirical(1,2)' '=lognormal(1 s..5 s)'; do
    n=$((n + 1))
    printf 'sweep\na.xml\n--vary\n//x/@y%s\n--uncertain=//x/@y%s' "$value" "$value" >"$out/words/value-$n"
done

# ---- results: who reads, and what was done to the file ----

n=0
while read -r sql; do
    for reader in show "show json" "show candidates" "show footprint" compare "compare json" report plot draw; do
        n=$((n + 1))
        printf '%s\n%s' "$reader" "$sql" >"$out/results/$n"
        printf '%s\n%s\0\0\2\5x\1\7\4y' "$reader" "$sql" >"$out/results/$n-bytes"
    done
done <<'SQL'
UPDATE optimum SET status='x'
DELETE FROM placement
UPDATE study SET scenario='<b>"x'||char(10)||'`id`'
DROP VIEW v_optimum; CREATE VIEW v_optimum AS SELECT 1 AS a
PRAGMA writable_schema=1; UPDATE sqlite_schema SET sql='x' WHERE name='study'
ALTER TABLE study RENAME COLUMN scenario TO x
PRAGMA user_version=7
PRAGMA ignore_check_constraints=1; UPDATE optimum SET carbon_kg=1e308
SQL
