#!/bin/sh
# `cairn import` on small files of each format in tests/data/import, made up; what comes out stands in cases.out, with
# each latency, energy and footprint worked out by hand from the rows. What becomes of cells that hold something else stands in
# import-damaged.out. UPDATE=1 writes both anew, to be reviewed as a diff.
#
# With CAIRN_DATA naming a folder of the published files that are not ours to copy, each must be imported with as many
# entries as published-imports.tsv says, what comes out must be a valid catalogue, and a damaged copy must be refused.
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
case $CAIRN in
    /*) ;;
    *) CAIRN=$(pwd)/$CAIRN ;;
esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

# ---- small files ----

cp -R "$here/import/." "$tmp"
cd "$tmp" || exit 1

mkdir none

# What a call prints, and its status.
show() {
    echo "\$ cairn import $*"
    "$CAIRN" import --catalogue none "$@" 2>err
    status=$?
    sed 's/^/! /' err
    [ "$status" -eq 0 ] || echo "($status)"
    echo
}

{
    show specpower.csv
    show boavizta.csv
    show specpower.csv:3 boavizta.csv:2 --hardware rack -o server.xml
    cat server.xml
    show specpower.csv --system 'rack 1' --hardware rack
    show ml-energy-3.csv facts.xml
    show ml-energy-3.csv facts.xml --benchmark quiz --request 'a quiz'
    show ml-energy ml-energy-2.csv facts.xml --variant bf16
    show mlperf.csv facts.xml
    show mlperf.csv facts.xml --batch 16 --system board --benchmark resnet50
    show mlperf.csv facts.xml --system eight --hardware g1 --devices 8 --batch 32
    show mlperf.csv facts.xml --benchmark tiny-net --model resnet-50 --source 'tiny-net stands for it'
    show mlperf.csv:6 facts.xml --power '9 W' --boundary wall
    show mlperf-tiny.csv facts.xml
    show mlperf-flat.csv facts.xml --variant int8
    show run/mlperf_log_summary.txt facts.xml --model resnet-50 --variant int8 --hardware board -o own.xml
    cat own.xml
    show invalid/mlperf_log_summary.txt facts.xml --model resnet-50 --variant int8 --hardware board
} >cases.out
[ "${UPDATE:-}" ] && cp cases.out "$here/import.out"
if cmp -s "$here/import.out" cases.out; then
    echo "ok small files of every format"
else
    echo "not ok small files of every format"
    diff "$here/import.out" cases.out | sed 's/^/# /'
fi

# ---- cells that hold something else ----

# damage FILE LINE COLUMN TEXT: writes damaged.csv, with this in place of a cell; says what the column is called
damage() {
    awk -F , -v line="$2" -v column="$3" -v text="$4" -v copy=damaged.csv '
        NR == 1 { print $column }
        NR == line { OFS = ","; $column = text }
        { print >copy }' "$1"
}

# What is said where a cell of a row is a word, empty or nothing, one at a time, and where a column is not there, and was not
# said before.
damages() { # FILE LINE [ARGUMENT...]
    file=$1
    line=$2
    shift 2
    cp "$file" damaged.csv
    "$CAIRN" import --catalogue none damaged.csv "$@" >damaged.xml 2>whole.err
    columns=$(awk -F , 'NR == 1 { print NF }' "$file")
    column=0
    while [ $((column += 1)) -le "$columns" ]; do
        for text in much '' 0 -; do
            if [ "$text" = - ]; then
                called="no $(damage "$file" 1 $column gone)"
            else
                called="$(damage "$file" "$line" $column "$text") = \"$text\""
            fi
            "$CAIRN" import --catalogue none damaged.csv "$@" >damaged.xml 2>damaged.err
            status=$?
            said=$(grep -vxF -f whole.err damaged.err | sed -n '/^cairn: /d; s/;.*//; s/ *$//; p; q')
            [ "$said" ] && echo "$file, $called: $status, $said"
        done
    done
}

# The same of a log, whose files are edited one at a time by sed: "FILE EDIT"; none: the file goes.
damage_logs() {
    while read -r name edit; do
        rm -rf damaged
        cp -R run damaged
        if [ "$edit" = none ]; then rm "damaged/$name"; else sed "$edit" "run/$name" >"damaged/$name"; fi
        "$CAIRN" import --catalogue none damaged/mlperf_log_summary.txt facts.xml --model resnet-50 --variant int8 \
            --hardware board >damaged.xml 2>damaged.err
        status=$?
        echo "$name $edit: $status, $(sed -n '/^cairn: /d; p; q' damaged.err)$(sed -n 's/.*<point/<point/p' damaged.xml)"
    done <<'END'
mlperf_log_summary.txt s/^Scenario.*//
mlperf_log_summary.txt s/^Scenario/Scenarios/
mlperf_log_summary.txt s/SingleStream/MultiStream/
mlperf_log_summary.txt s/SingleStream/Server/
mlperf_log_summary.txt s/SingleStream/Offline/
mlperf_log_summary.txt s/^Result is.*//
mlperf_log_summary.txt s/VALID/VALID  /
mlperf_log_summary.txt s/VALID/INVALID/
mlperf_log_summary.txt s/PerformanceOnly/AccuracyOnly/
mlperf_log_summary.txt s/^Mode.*//
mlperf_log_summary.txt s/^Mean latency.*//
mlperf_log_summary.txt /^Mean latency/s/20000000/soon/
mlperf_log_summary.txt /^Mean latency/s/20000000/0/
mlperf_log_summary.txt /^Mean latency/s/20000000/20000000 ns/
mlperf_log_summary.txt s/^QPS w.*/Samples per second : much/
mlperf_log_summary.txt s/MLPerf Results Summary/Results/
mlperf_log_detail.txt none
mlperf_log_detail.txt s/power_begin/begin/
mlperf_log_detail.txt s/power_end/end/
mlperf_log_detail.txt s/"value": "03-02-2025/"value": "3-2-2025/
mlperf_log_detail.txt /power_end/s/"value"/"worth"/
mlperf_log_detail.txt s/-2025/-2024/
spl.txt none
spl.txt 3s/^Time/Day/
spl.txt 2s/23:59/11:59 pm/
spl.txt 4s/Watts/kW/
spl.txt 3s/6.000000/six/
spl.txt 3s/6.000000,/6/
END
}

{
    damages specpower.csv 2
    damages boavizta.csv 2
    damages ml-energy-3.csv 2 facts.xml
    damages ml-energy-3.csv 10 facts.xml
    damages ml-energy-2.csv 2 facts.xml --variant bf16
    damages mlperf.csv 2 facts.xml
    damages mlperf.csv 4 facts.xml
    damages mlperf-tiny.csv 2 facts.xml
    damages mlperf-flat.csv 2 facts.xml --variant int8
    damage_logs
} >damaged.out
[ "${UPDATE:-}" ] && cp damaged.out "$here/import-damaged.out"
if cmp -s "$here/import-damaged.out" damaged.out; then
    echo "ok cells that hold something else"
else
    echo "not ok cells that hold something else"
    diff "$here/import-damaged.out" damaged.out | sed 's/^/# /'
fi

# ---- what comes out is a catalogue ----

n=0
for call in specpower.csv boavizta.csv 'ml-energy-3.csv facts.xml' 'mlperf.csv facts.xml --batch 16' \
    'mlperf-tiny.csv facts.xml'; do
    n=$((n + 1))
    # shellcheck disable=SC2086 # words
    if "$CAIRN" import --catalogue none $call -o "valid-$n.xml" 2>err && "$CAIRN" check "valid-$n.xml" >out 2>err; then
        echo "ok check accepts what comes of $call"
    else
        echo "not ok check accepts what comes of $call"
        sed 's/^/# /' err
    fi
done

# ---- and works in a scenario ----

# Ten requests per second, evenly: 20 ms at 7 W, else 2 W, is 0.2 x 7 + 0.8 x 2 = 3 W, 0.3 J each. On the server 10 ms at
# 450 W (said in the scenario), else the idle power that was imported, is 0.1 x 450 + 0.9 x 60 = 99 W; 1,200 kg embodied.
for placement in board server; do
    "$CAIRN" simulate --catalogue none scenario.xml --placement $placement --csv 2>err | tr -d '\r' >$placement.csv
done
while read -r file line; do
    if grep -qx "$line" "$file.csv"; then
        echo "ok imported and simulated: $file, $line"
    else
        echo "not ok imported and simulated: $file, $line"
        sed 's/^/# /' "$file.csv"
    fi
done <<'END'
board workload,pictures,sojourn_mean_s,0.02,0
board pool,boards,power_w,3,0
board pool,boards,energy_j_per_request,0.3,0
server pool,servers,power_w,99,0
server footprint,inventory,embodied_g,1200000,
END

# ---- packed files ----

gzip -nc specpower.csv >packed.csv.gz
"$CAIRN" import --catalogue none specpower.csv >plain.xml 2>err
"$CAIRN" import --catalogue none packed.csv.gz 2>err | sed 's/packed.csv.gz/specpower.csv/' >packed.xml
if [ -s plain.xml ] && cmp -s plain.xml packed.xml; then
    echo "ok a packed table is the same table"
else
    echo "not ok a packed table is the same table"
    sed 's/^/# /' err
fi

# ---- nothing is written after a mistake ----

sed '3s/60.0/sixty/' specpower.csv >broken.csv
echo before >kept.xml
"$CAIRN" import --catalogue none broken.csv -o kept.xml --force 2>err
status=$?
if [ $status -eq 3 ] && [ "$(cat kept.xml)" = before ] && [ ! -e kept.xml.part ] &&
    grep -qx 'broken.csv:3: error: column "avg. watts @ active idle": "sixty" is not a number of 0 or more' err; then
    echo "ok a mistake leaves the file as it was"
else
    echo "not ok a mistake leaves the file as it was ($status)"
    sed 's/^/# /' err
fi

# ---- published files ----

if [ -z "${CAIRN_DATA:-}" ]; then
    echo "# published results: not read, CAIRN_DATA names no folder of them"
    exit 0
fi
top=$(cd "$here/../.." && pwd)
tab=$(printf '\t')
grep -v '^#' "$here/published-imports.tsv" >published
while IFS=$tab read -r file options counts; do
    name=$(basename "$file" .gz)
    case $file in
        *.gz) gzip -dc "$CAIRN_DATA/$file" >"$name" ;;
        *) cp "$CAIRN_DATA/$file" "$name" && chmod u+w "$name" ;;
    esac
    [ "$options" = - ] && options=
    rm -f out.xml
    # shellcheck disable=SC2086 # words
    "$CAIRN" import --catalogue "$top/scenarios/catalogue" "$name" $options -o out.xml 2>err
    got=$(sed -n 's/^cairn: \([0-9]* of [0-9]*\) rows* imported$/\1/p' err)
    if [ "$got" = "$counts" ] && "$CAIRN" check --catalogue "$top/scenarios/catalogue" out.xml >out 2>&1; then
        echo "ok $name $options: $got"
    else
        echo "not ok $name $options: expected $counts, got $got"
        sed 's/^/# /' out
    fi
    # Cut in the middle of a row.
    head -c 2500 "$name" >cut.csv
    rm -f out.xml
    if "$CAIRN" import --catalogue none cut.csv -o out.xml 2>err || [ -e out.xml ] || ! grep -q '^cut.csv:.* error: ' err; then
        echo "not ok $name, cut, is refused"
        sed 's/^/# /' err
    else
        echo "ok $name, cut, is refused"
    fi
done <published
