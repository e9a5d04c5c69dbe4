#!/bin/sh
# The program against measurements and recordings that others have published, as docs/VALIDATION.md reports it.
#
# CAIRN_DATA names a folder with
#   perf_mlenergy/mlenergy_leaderboard_v3_configs.csv   ML.ENERGY leaderboard v3, flattened to a row per configuration
#   perf_vidur/<gpu>_<model>_mlp.csv.gz                 profiles of Vidur
#   requests/AzureLLMInferenceTrace_{conv,code}_2023.csv.gz
# Without it nothing is compared. UPDATE=1 writes the tables into docs/VALIDATION.md, whose numbers are otherwise compared.
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
page=$top/docs/VALIDATION.md
case $CAIRN in
    /*) ;;
    *) CAIRN=$(pwd)/$CAIRN ;;
esac

# What can be said of the page without the data: every table is there, with rows.
for name in ml-energy-light vidur-light azure; do
    rows=$(awk -v name="$name" '$0 == "<!-- end " name " -->" { inside = 0 } inside; $0 == "<!-- begin " name " -->" { inside = 1 }' \
        "$page" | grep -c '^| [a-z]')
    if [ "$rows" -ge 7 ]; then
        echo "ok docs/VALIDATION.md has its table $name"
    else
        echo "not ok docs/VALIDATION.md has its table $name ($rows rows)"
    fi
done
if [ -z "${CAIRN_DATA:-}" ]; then
    echo "# measurements: not compared, CAIRN_DATA names no folder of them"
    exit 0
fi
data=$(cd "$CAIRN_DATA" && pwd) || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
cp -r "$top/scenarios/catalogue" .

# figures FILE PATH...: of a simulation's tree, by KIND.NAME, separated by blanks; nothing where it is saturated
figures() {
    file=$1
    shift
    query=
    for figure in "$@"; do
        query="$query${query:+ || ' ' || }(SELECT json_extract(value, '\$.${figure#*.}.mean') FROM json_each(tree, '\$.results')
            WHERE json_extract(value, '\$.kind') = '${figure%%.*}' LIMIT 1)"
    done
    sqlite3 :memory: "SELECT $query FROM (SELECT readfile('$file') AS tree) WHERE NOT json_extract(tree, '\$.saturated')"
}

# check NAME: the table of standard input is that of the page, which UPDATE=1 writes
check() {
    cat >"$1.table"
    if [ "${UPDATE:-}" = 1 ]; then
        awk -v name="$1" -v table="$1.table" '
            $0 == "<!-- begin " name " -->" { print; while ((getline line <table) > 0) print line; inside = 1; next }
            $0 == "<!-- end " name " -->" { inside = 0 }
            !inside' "$page" >page.new && cp page.new "$page"
    fi
    awk -v name="$1" '$0 == "<!-- end " name " -->" { inside = 0 } inside; $0 == "<!-- begin " name " -->" { inside = 1 }' \
        "$page" >"$1.said"
    if [ -s "$1.table" ] && cmp -s "$1.table" "$1.said"; then
        echo "ok docs/VALIDATION.md: $1"
    else
        echo "not ok docs/VALIDATION.md: $1"
        diff "$1.said" "$1.table" | sed 's/^/# /'
    fi
}

# within NAME LIMIT VALUE
within() {
    if awk -v value="$3" -v limit="$2" 'BEGIN { exit !(value != "" && value + 0 <= limit + 0) }'; then
        echo "ok $1"
    else
        echo "not ok $1: $3, at most $2"
    fi
}

# A device that always has $batch sequences: twice as many requests as it can serve come, and few may wait.
# full MODEL HARDWARE BATCH PROMPT REPLY RATE [PROFILE]: tokens per second, median time between tokens; PROMPT: attributes of tokens
full() {
    {
        echo '<scenario format="1" name="full">'
        if [ $# -gt 6 ]; then
            cat <<END
  <hardware id="$2"><power idle="50 W" busy="400 W" boundary="wall"/><memory size="10 TB"/><embodied carbon="0 kgCO2e" lifetime="4 y"/></hardware>
  <model id="$1"><variant id="v" accuracy="1" memory="1 GB" kv-per-token="1 kB"/></model>
  <grid id="US"><intensity kind="average" scope="life-cycle" value="400 gCO2e/kWh"/></grid>
END
            cat "$7"
        else
            echo '<use href="catalogue/hardware.xml"/><use href="catalogue/models.xml"/><use href="catalogue/grids.xml"/>'
            echo '<use href="catalogue/profiles-language.xml"/>'
        fi
        cat <<END
  <time horizon="1 y" seed="1" precision="1 %" replications="2" window="2 min" run-in="1 min"/>
  <site id="hall" grid="US" pue="1">
    <pool id="card" hardware="$2" tenancy="bought" max="1" queue="$(($3 + 8))"/>
    <workload id="talk" model="$1" payload="1 kB" reply="1 kB">
      <arrivals rate="$6 /s"/><promise p95="any" accuracy="any" loss="100 %"/><tokens $4 reply="$5"/>
    </workload>
  </site>
  <choose basis="inventory"/>
  <baseline id="case"><send workload="talk" to="card"/><size pool="card" count="1" batch="$3"/></baseline>
</scenario>
END
    } >full.xml
    "$CAIRN" simulate full.xml --json --quiet >full.json || return
    figures full.json pool.tokens_per_s pool.itl_p50_s
}

# ---- ML.ENERGY: the catalogue's profiles under light load ----

# The leaderboard does not say how long prompts are. This mean is fitted: all rows are within 5 % from about 330 to 360.
prompts='prompt="340" variation="lognormal" prompt-cv="1.5" reply-cv="0.5"'

while read -r model hardware gpu gpus id; do
    for batch in 8 16 32; do
        measured=$(awk -F , -v id="$id" -v gpu="$gpu" -v gpus="$gpus" -v batch="$batch" '
            NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
            $at["task"] == "lm-arena-chat" && $at["model_id"] == id && $at["gpu_model"] == gpu && $at["num_gpus"] == gpus &&
                $at["max_num_seqs"] == batch {
                print $at["output_throughput_tokens_per_sec"], $at["median_itl_ms"] / 1000, int($at["avg_output_len"] + 0.5) }' \
            "$data/perf_mlenergy/mlenergy_leaderboard_v3_configs.csv")
        # shellcheck disable=SC2086
        set -- $measured
        [ $# -eq 3 ] || continue
        rate=$(awk "BEGIN { print 2 * $1 / $3 }")
        echo "$model $hardware $batch $1 $2 $(full "$model" "$hardware" "$batch" "$prompts" "$3" "$rate")"
    done
done >mlenergy <<END
llama-3.1-8b h100 H100 1 meta-llama/Llama-3.1-8B-Instruct
llama-3.1-70b h100-x4 H100 4 meta-llama/Llama-3.1-70B-Instruct
llama-3.1-70b b200-x2 B200 2 meta-llama/Llama-3.1-70B-Instruct
llama-3.1-405b h100-x8 H100 8 meta-llama/Llama-3.1-405B-Instruct-FP8
END
awk 'BEGIN {
        print "| model | GPUs | sequences | tokens/s measured | computed | error | ms from token to token measured | computed | error |"
        print "|---|---|---|---|---|---|---|---|---|"
    }
    { printf "| %s | %s | %d | %.0f | %.0f | %+.1f %% | %.2f | %.2f | %+.1f %% |\n", $1, $2, $3, $4, $6,
        100 * ($6 / $4 - 1), 1000 * $5, 1000 * $7, 100 * ($7 / $5 - 1) }' mlenergy | check ml-energy-light
# median COLUMN MEASURED FILE: of the absolute errors, in per cent; most: the largest
errors() {
    awk -v p="$1" -v m="$2" '{ e = 100 * ($p / $m - 1); print e < 0 ? -e : e }' "$3" | sort -g
}
median() {
    errors "$@" | awk '{ e[NR] = $1 } END { print e[int(NR / 2) + 1] }'
}
within "ML.ENERGY: largest error of throughput under light load" 5 "$(errors 6 4 mlenergy | tail -n 1)"
within "ML.ENERGY: largest error of time between tokens under light load" 5 "$(errors 7 5 mlenergy | tail -n 1)"

# ---- Vidur: light loads between three points ----

# The loads of all profiles, from three of their points or, if $all, from all that are simulated.
vidur_loads() {
while read -r name layers; do
    for parallel in 1 2 4 8; do
        gzip -dc "$data/perf_vidur/${name}_mlp.csv.gz" | awk -F , -v layers="$layers" -v parallel="$parallel" '
            function add(what, times) { ms += times * $at["time_stats." what ".median"] }
            NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
            $at["num_tensor_parallel_workers"] == parallel {
                ms = 0
                add("emb", 1)
                add("add", 2 * layers)
                n = split("input_layernorm attn_pre_proj attn_rope attn_post_proj post_attention_layernorm mlp_up_proj mlp_act mlp_down_proj",
                    each, " ")
                for (i = 1; i <= n; i++)
                    add(each[i], layers)
                print $at["num_tokens"], ms
            }' | sort -n >passes.txt
        awk -v all="$all" 'BEGIN { print "<profile model=\"m\" variant=\"v\" hardware=\"gpu\" boundary=\"wall\">" }
            $1 == 1 || $1 == 32 || $1 == 64 || (all && $1 % 8 == 0 && $1 < 64) { printf "<point batch=\"%d\" latency=\"%s ms\" power=\"400 W\"/>\n", $1, $2 }
            END { print "<prefill tokens=\"1000\" time=\"1 ns\" power=\"400 W\"/></profile>" }' passes.txt >profile
        for batch in 8 16 24 40 48 56; do
            ms=$(awk -v batch="$batch" '$1 == batch { print $2 }' passes.txt)
            [ -n "$ms" ] || continue
            echo "$name $parallel $batch $(awk "BEGIN { print 1000 * $batch / $ms, $ms / 1000 }") $(full m gpu "$batch" 'prompt="1"' 200 \
                "$(awk "BEGIN { print 2000 * $batch / $ms / 200 }")" profile)"
        done
    done
done
}
cat >vidur.list <<END
a100_Llama-2-7b-hf 32
a100_Llama-2-70b-hf 80
a100_Meta-Llama-3-8B 32
a40_Llama-2-7b-hf 32
a40_Llama-2-70b-hf 80
h100_Llama-2-7b-hf 32
h100_Llama-2-70b-hf 80
END
all=0
vidur_loads <vidur.list >vidur
all=1
vidur_loads <vidur.list >vidur.all
awk 'function one(e) { return e < 0 ? -e : e }
    { n[$1]++; t[$1 " " n[$1]] = one(100 * ($6 / $4 - 1)); k[$1 " " n[$1]] = one(100 * ($7 / $5 - 1)); near[$1] += one($6 / $4 - 1) <= 0.05 && one($7 / $5 - 1) <= 0.05; if (!($1 in seen)) { seen[$1]; order[++names] = $1 } }
    function at(values, name, share,    i, j, sorted, v) {
        for (i = 1; i <= n[name]; i++) {
            v = values[name " " i]
            for (j = i - 1; j >= 1 && sorted[j] > v; j--)
                sorted[j + 1] = sorted[j]
            sorted[j + 1] = v
        }
        return sorted[int((n[name] - 1) * share) + 1]
    }
    END {
        print "| GPU and model | loads | both within 5 % | tokens/s: median error | largest | time between tokens: median error | largest |"
        print "|---|---|---|---|---|---|---|"
        for (i = 1; i <= names; i++)
            printf "| %s | %d | %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% |\n", order[i], n[order[i]], near[order[i]], at(t, order[i], 0.5), at(t, order[i], 1),
                at(k, order[i], 0.5), at(k, order[i], 1)
    }' vidur | check vidur-light
within "Vidur: largest error of throughput where the points are measured" 5 "$(errors 6 4 vidur.all | tail -n 1)"
within "Vidur: the same of time between tokens" 5 "$(errors 7 5 vidur.all | tail -n 1)"
within "Vidur: median error of throughput under light load" 5 "$(median 6 4 vidur)"
within "Vidur: median error of time between tokens under light load" 5 "$(median 7 5 vidur)"

# ---- Azure: the hours of 2023 on A100 and H100 ----

# replay TRACE SCALE MODEL HARDWARE COUNT
replay() {
    cat >replay.xml <<END
<scenario format="1" name="replay">
  <use href="catalogue/hardware.xml"/><use href="catalogue/models.xml"/><use href="catalogue/profiles-language.xml"/>
  <use href="catalogue/grids.xml"/>
  <time horizon="1 y" seed="1" precision="1 %" replications="2"/>
  <site id="hall" grid="US" pue="1.2">
    <pool id="cards" hardware="$4" tenancy="bought" max="999"/>
    <workload id="talk" model="$3" payload="5 kB" reply="1 kB">
      <arrivals><replay href="$1.csv" format="azure-llm" moment="start" scale="$2"/></arrivals>
      <promise p95="any" ttft="2 s" tpot="200 ms" accuracy="any"/>
    </workload>
  </site>
  <choose basis="inventory"/>
  <baseline id="case"><send workload="talk" to="cards"/><size pool="cards" count="$5" batch="256"/></baseline>
</scenario>
END
    "$CAIRN" simulate replay.xml --json --quiet 2>/dev/null >replay.json || return
    sqlite3 -separator ' ' :memory: "
        SELECT json_extract(w.value, '\$.slow_ttft_share.mean') <= 0.05 AND json_extract(w.value, '\$.slow_tpot_share.mean') <= 0.05
                AND NOT json_extract(tree, '\$.saturated'),
            json_extract(w.value, '\$.ttft_p50_s.mean'), json_extract(w.value, '\$.ttft_p95_s.mean'),
            json_extract(w.value, '\$.tpot_p50_s.mean'), json_extract(w.value, '\$.tpot_p95_s.mean'),
            json_extract(w.value, '\$.sojourn_p50_s.mean'), json_extract(p.value, '\$.tokens_per_s.mean'),
            json_extract(p.value, '\$.prompt_tokens_per_s.mean'), json_extract(p.value, '\$.energy_j_per_token.mean'),
            json_extract(f.value, '\$.carbon_g.mean') / 1000 / (json_extract(p.value, '\$.tokens_per_s.mean') * 31.536)
        FROM (SELECT readfile('replay.json') AS tree), json_each(tree, '\$.results') w, json_each(tree, '\$.results') p,
            json_each(tree, '\$.results') f
        WHERE json_extract(w.value, '\$.kind') = 'workload' AND json_extract(p.value, '\$.kind') = 'pool'
            AND json_extract(f.value, '\$.kind') = 'footprint' AND json_extract(f.value, '\$.id') = 'sci'"
}

for trace in conv code; do
    gzip -dc "$data/requests/AzureLLMInferenceTrace_${trace}_2023.csv.gz" >$trace.csv
    for scale in 1 10; do
        while read -r model hardware; do
            count=1
            row=0
            while [ "${row%% *}" != 1 ] && [ $count -le 400 ]; do
                row=$(replay $trace $scale "$model" "$hardware" $count)
                [ "${row%% *}" = 1 ] || count=$((count + 1 + count / 8))
            done
            while [ $count -gt 1 ]; do # back to the fewest
                fewer=$(replay $trace $scale "$model" "$hardware" $((count - 1)))
                [ "${fewer%% *}" = 1 ] || break
                row=$fewer
                count=$((count - 1))
            done
            echo "$trace $scale $model $hardware $count $row"
        done <<END
llama-3.1-8b a100-sxm-40
llama-3.1-8b h100
llama-3.1-70b a100-sxm-40-x8
llama-3.1-70b h100-x4
END
    done
done >azure
awk 'BEGIN {
        print "| trace | users | model | device | devices | ttft p50, p95 (s) | per token p50, p95 (ms) | whole reply p50 (s) | tokens/s made, read | J per token made | J per token made or read | kgCO2e per million tokens made |"
        print "|---|---|---|---|---|---|---|---|---|---|---|---|"
    }
    { printf "| %s | %s x | %s | %s | %d | %.2f, %.2f | %.1f, %.1f | %.1f | %.0f, %.0f | %.2f | %.3f | %.3f |\n", $1, $2, $3, $4, $5, $7, $8,
        1000 * $9, 1000 * $10, $11, $12, $13, $14,
        $14 * $12 / ($12 + $13), $15 }' azure | check azure
within "Azure: all sixteen replays find a number of devices" 0 "$(awk '$6 != 1 { bad++ } END { print (NR != 16) + bad }' azure)"
