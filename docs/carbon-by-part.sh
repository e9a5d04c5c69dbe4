#!/bin/sh
# Draws what the answer to a scenario and its rivals emit, by part, from a results file:
#
#   cairn run --db results/cairn.sqlite scenarios/voice-assistant.xml
#   docs/carbon-by-part.sh results/cairn.sqlite voice-assistant >docs/carbon-by-part.svg
#
# Rows are the answer, the runner-up and the baselines that have a placement, under the basis that decides.
set -eu
db=$1
scenario=$2

sqlite3 -separator '	' "$db" "
WITH wanted(ord, role, study, placement) AS (
    SELECT 1, 'the answer', study, placement FROM candidate WHERE rank = 1
    UNION ALL SELECT 2, 'runner-up', study, placement FROM candidate WHERE rank = 2
    UNION ALL SELECT CASE name WHEN 'all-edge' THEN 3 WHEN 'all-cloud' THEN 4 ELSE 5 END, name, study, placement
    FROM baseline WHERE placement IS NOT NULL)
SELECT w.ord, w.role, p.summary, f.part, sum(f.value_per_year), s.basis
FROM wanted w
JOIN study s ON s.id = w.study
JOIN placement p ON p.study = w.study AND p.placement = w.placement
JOIN v_footprint f ON f.study = w.study AND f.placement_id = w.placement AND f.basis = s.basis
WHERE s.scenario = '$scenario' AND f.measure = 'carbon' AND f.value_per_year > 0
GROUP BY w.ord, w.role, f.part
ORDER BY w.ord, w.role, f.part" | awk -F '\t' -v scenario="$scenario" '
function escape(text) {
    gsub(/&/, "\\&amp;", text)
    gsub(/</, "\\&lt;", text)
    return text
}
BEGIN {
    # Bottom to top of the way to an answer: what is made, what waits, what works, what is bought in, what is sent.
    n = split("embodied idle busy service network network-embodied cache storage training pretraining", order, " ")
    # Wong, Nature Methods 8, 441 (2011): told apart by people who see few colours, on white and on black.
    split("#0072b2 #999999 #e69f00 #009e73 #cc79a7 #d55e00 #56b4e9 #f0e442 #8c6d31 #7b68ae", colour, " ")
}
{
    key = $1 "\t" $2
    if (!(key in total)) {
        row[++rows] = key
        role[key] = $2
        summary[key] = $3
    }
    part[key, $4] = $5
    total[key] += $5
    used[$4] += $5
    if (total[key] > most)
        most = total[key]
    basis = $6
}
END {
    if (!rows) {
        print "carbon-by-part.sh: no answer to " scenario > "/dev/stderr"
        exit 1
    }
    width = 760
    bar = 560
    height = 66 + 52 * rows
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-16 -10 %d %d\" width=\"%d\"\n", width + 32, height + 16, width + 32
    print "     role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\">"
    print "<title>Carbon of " scenario " by part</title>"
    print "<style>.page{fill:#ffffff}.ink{fill:#1f2328}.dim{fill:#59636e}"
    print "@media (prefers-color-scheme:dark){.page{fill:#0d1117}.ink{fill:#e6edf3}.dim{fill:#9198a1}}</style>"
    printf "<rect class=\"page\" x=\"-16\" y=\"-10\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", width + 32, height + 16
    print "<text class=\"ink\" x=\"0\" y=\"16\" font-weight=\"600\">" scenario ": kg CO2e per year, basis " basis "</text>"
    x = 0
    for (i = 1; i <= n; i++)
        if (used[order[i]] > most / 200) {
            printf "<rect x=\"%d\" y=\"30\" width=\"11\" height=\"11\" fill=\"%s\"/>", x, colour[i]
            printf "<text class=\"dim\" x=\"%d\" y=\"40\">%s</text>\n", x + 16, order[i]
            x += 34 + 8 * length(order[i])
        }
    for (r = 1; r <= rows; r++) {
        key = row[r]
        y = 28 + 52 * r
        printf "<text x=\"0\" y=\"%d\"><tspan class=\"ink\" font-weight=\"600\">%s</tspan>", y, escape(role[key])
        printf "<tspan class=\"dim\" font-size=\"12\" dx=\"8\">%s</tspan></text>\n", escape(summary[key])
        x = 0
        for (i = 1; i <= n; i++) {
            w = bar * part[key, order[i]] / most
            if (w >= 0.5) {
                printf "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"20\" fill=\"%s\"/>\n", x, y + 6, w, colour[i]
                x += w
            }
        }
        printf "<text class=\"ink\" x=\"%.1f\" y=\"%d\">%.4g</text>\n", x + 8, y + 21, total[key]
    }
    print "</svg>"
}'
