# A language model: what it shows, in table and tree; and a load that is too high is never reported as steady.
figures="ttft_mean_s ttft_p50_s ttft_p95_s tpot_mean_s tpot_p50_s tpot_p95_s sojourn_mean_s sojourn_p95_s energy_j_per_token tokens_per_s"
sed 's/4 \/s/40 \/s/' talk.xml >crowd.xml
for scenario in talk crowd; do
    cairn simulate $scenario.xml --json >$scenario.json
    for figure in $figures; do
        grep -q "\"$figure\"" $scenario.json || echo "no $figure"
    done
    sqlite3 :memory: "SELECT json_extract(readfile('$scenario.json'), '$.scenario', '$.saturated')"
    cairn simulate $scenario.xml >$scenario.txt
    grep -E 'SATURATED|(ttft|tpot|sojourn) (mean|p50|p95)|J/token' $scenario.txt | awk '/SATURATED/ || NF < 3 { print; next }
        { print $1, $NF == "J/token" ? $NF : $2 }'
done
