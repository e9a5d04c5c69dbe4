#!/bin/sh
# Reports in a browser, as readers see them: no console error, every chart drawn, figures equal to those of the file,
# light and dark, wide and narrow, without scripts, on paper. Without Chromium it says that it skips.
#
# UPDATE=1 writes the screenshots of docs/REPORT.md; SCREENSHOTS=DIR keeps all of them.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/../study/study.sh"

browser=$(command -v chromium || command -v chromium-browser || :)
[ -n "$browser" ] || {
    echo "ok reports in a browser # SKIP no chromium ('make deps-all' installs it)"
    exit 0
}
shots=${SCREENSHOTS:-$tmp/shots}
mkdir -p "$shots"
shots=$(cd "$shots" && pwd)
cd "$tmp" || exit 1

# browse FLAGS... PAGE: what Chromium says of a page of $tmp
browse() {
    [ "$(id -u)" -ne 0 ] || set -- --no-sandbox "$@"
    HOME=$tmp timeout 120 "$browser" --headless --disable-gpu --hide-scrollbars --no-first-run --disable-extensions \
        --user-data-dir="$tmp/profile" --force-device-scale-factor=1 --enable-logging=stderr --v=0 "$@" 2>"$tmp/log"
}
browse --dump-dom "data:text/html,<p>here" >out
grep -q '<p>here' out || {
    echo "ok reports in a browser # SKIP $browser does not start here"
    exit 0
}
complained() { # the last page wrote to the console, or wanted something
    grep -E 'CONSOLE|Refused|ERR_' "$tmp/log" | sed 's/^/# /' | head -n 5 | grep .
}
shot() { # NAME WIDTH HEIGHT FLAGS... PAGE
    name=$1
    size=$2,$3
    shift 3
    browse --window-size="$size" --screenshot="$shots/$name.png" "$@" >out
    check "$name: a screenshot" [ -s "$shots/$name.png" ]
    ! complained || echo "not ok $name: no console error"
}

# ---- results files ----

for scenario in parcel-peak stores-differ voice-assistant; do
    set -- "$@" "$top/scenarios/$scenario.xml"
done
"$CAIRN" run --quiet --no-cache --db all.sqlite "$@" >out 2>&1 || echo "not ok the scenarios run"
sed 's#</scenario>#<vary select="//region/@pue" values="1.1 1.5 1.9"/><vary select="//arrivals/@rate" from="0.5" to="1.5" \
points="5" as="multiplier"/></scenario>#' "$top/tests/study/mixed.xml" >swept.xml
"$CAIRN" run --quiet --no-cache --db swept.sqlite swept.xml >out 2>&1 || echo "not ok the sweep runs"

# What is asked beyond an answer: scenarios of the cookbook by their names.
recipe() { # NAME
    awk -v name="name=\"$1\"" '/^```xml/ { keep = 1; text = ""; next }
        /^```/ { if (keep && index(text, name)) { printf "%s", text; exit } keep = 0 }
        keep { text = text $0 "\n" }' "$top/docs/COOKBOOK.md" >"$1.xml"
}
cp -r "$top/scenarios/catalogue" .
for scenario in cameras-flip how-sure growth-flip growth-saves growth-policies any-of-these-grids levers; do
    recipe $scenario
done
sed 's#name="cameras-flip"#name="cameras-map"#; s#</scenario>#<vary select="//hardware[@id='"'gpu'"']/embodied/@carbon" \
from="50 kgCO2e" to="1500 kgCO2e" points="11"/></scenario>#' cameras-flip.xml >cameras-map.xml
{
    "$CAIRN" run --quiet --no-cache --db asked.sqlite cameras-map.xml how-sure.xml growth-flip.xml growth-saves.xml levers.xml \
        growth-policies.xml any-of-these-grids.xml &&
        "$CAIRN" levers levers.xml --quiet --db asked.sqlite
} >out 2>&1 || echo "not ok the recipes run"

# ---- figures ----

# What tables of the page must hold, straight from the tables of the file.
expected() { # DB
    sqlite3 "$1" "
    WITH y AS (SELECT id, horizon_s / 31536000.0 AS years FROM study),
    listed(section, head, place, value) AS (
        SELECT 's' || study || '-candidates', 'kgCO2e a year', row_number() OVER (ORDER BY rank IS NULL, rank, placement),
            carbon_kg / years FROM candidate JOIN y ON id = study
        UNION ALL SELECT 's' || study || '-candidates', 'from', row_number() OVER (ORDER BY rank IS NULL, rank, placement),
            carbon_low_kg / years FROM candidate JOIN y ON id = study WHERE carbon_low_kg IS NOT NULL
        UNION ALL SELECT 's' || study || '-baselines', 'saved a year, kg', row_number() OVER (ORDER BY name), saving_kg / years
            FROM baseline JOIN y ON id = study WHERE saving_kg IS NOT NULL
        UNION ALL SELECT 's' || study || '-flips', 'flips at', row_number() OVER (), flips_at FROM v_flip
            WHERE point = 0 AND status = 'ok' AND value <> 0
        UNION ALL SELECT 's' || u.study || '-purchases', 'USD', purchase, count * times_bought * price_each_usd
            FROM purchase u JOIN optimum o ON o.study = u.study AND o.point = 0 AND o.placement = u.placement
            WHERE price_each_usd IS NOT NULL
        UNION ALL SELECT 's' || r.study || '-bases', 'the answer''s', b.bit, selected_carbon_kg / years
            FROM basis_result r JOIN y ON id = study JOIN basis b ON b.name = r.basis WHERE selected_carbon_kg IS NOT NULL
        UNION ALL SELECT 's' || f.study || '-parts', 'answer', row_number() OVER (ORDER BY sum(f.value) DESC), sum(f.value) / years
            FROM v_footprint f JOIN y ON id = f.study JOIN optimum o ON o.study = f.study AND o.point = 0
                AND o.placement = f.placement_id AND o.basis = f.basis AND f.measure = 'carbon' GROUP BY f.study, f.part
            HAVING (SELECT role FROM v_part p WHERE p.study = f.study AND p.placement_id = f.placement_id) = 'answer'
        UNION ALL SELECT 's' || study || '-sweep', 'kgCO2e a year', point, carbon_kg / years FROM v_sweep JOIN y ON id = study
            WHERE carbon_kg IS NOT NULL
        UNION ALL SELECT 's' || study || '-segments', 'to', row_number() OVER (ORDER BY vary, segment), to_value FROM segment
        UNION ALL SELECT 's' || study || '-segments', 'kgCO2e a year there', row_number() OVER (ORDER BY vary, segment),
            carbon_from_kg / years FROM segment JOIN y ON id = study WHERE carbon_from_kg IS NOT NULL
        UNION ALL SELECT 's' || study || '-breakpoints', 'at', row_number() OVER (ORDER BY vary, value), value
            FROM v_breakpoint WHERE value IS NOT NULL
        UNION ALL SELECT 's' || study || '-cells', 'to', row_number() OVER (ORDER BY line, cell), to_value FROM cell
        UNION ALL SELECT 's' || study || '-outlook', 'expected a year', row_number() OVER (ORDER BY expected), expected / years
            FROM v_outlook JOIN y ON id = study
        UNION ALL SELECT 's' || study || '-outlook', 'P(best)', row_number() OVER (ORDER BY expected), best_share FROM v_outlook
        UNION ALL SELECT 's' || study || '-swings', 'a year at its 95 % point', row_number() OVER
            (ORDER BY abs(value_high - value_low) DESC), value_high / years FROM swing JOIN y ON id = study
        UNION ALL SELECT 's' || study || '-worth', 'saves a year', row_number() OVER (ORDER BY worth DESC), worth / years
            FROM value_of_information JOIN y ON id = study
        UNION ALL SELECT 's' || study || '-sensitivity', 'with others', row_number() OVER (), total FROM v_sensitivity
        UNION ALL SELECT 's' || study || '-levers', 'kgCO2e saved a year', row_number() OVER (ORDER BY saving_kg DESC),
            saving_kg / years FROM lever JOIN y ON id = study WHERE saving_kg IS NOT NULL
        UNION ALL SELECT 's' || study || '-growth', 'kgCO2e of the year', year, carbon_kg FROM growth_year
        UNION ALL SELECT 's' || study || '-growth', 'rebound, %', year, 100 * rebound FROM growth_year WHERE rebound IS NOT NULL
        UNION ALL SELECT 's' || study || '-growth-paths', 'in all, kgCO2e', row_number() OVER (ORDER BY path DESC),
            sum(running_kg + bought_kg) FROM growth_path GROUP BY study, path
        UNION ALL SELECT 's' || study || '-growth-outlook', 'median', year, carbon_kg FROM (SELECT *, row_number() OVER drawn AS at,
            count(*) OVER (PARTITION BY study, year) AS n FROM growth_case WHERE asked = 'draw'
            WINDOW drawn AS (PARTITION BY study, year ORDER BY carbon_kg)) WHERE at = (n + 1) / 2
        UNION ALL SELECT 's' || study || '-growth-outlook', 'backfires in draws, %', year, 100 * avg(backfires) FROM growth_case
            WHERE asked = 'draw' GROUP BY study, year HAVING count(backfires) > 0
        UNION ALL SELECT 's' || study || '-growth-policies', 'kgCO2e of the year', 100 * number + year, carbon_kg FROM growth_case
            WHERE asked = 'policy'
        UNION ALL SELECT 's' || p.study || '-growth-policies', 'saved by it', 100 * p.number + p.year, n.carbon_kg - p.carbon_kg
            FROM growth_case p JOIN growth_case n USING (study, asked, year) WHERE p.asked = 'policy' AND n.number = 0
        UNION ALL SELECT 's' || study || '-spread', 'within, s', row_number() OVER
            (ORDER BY nearness DESC, workload, time = 'wait', time, share), value_s FROM quantile q
            JOIN optimum o USING (study, placement)
            JOIN (SELECT t.study, t.placement, t.workload, max(value_s / promised) AS nearness FROM quantile t LEFT JOIN promise p
                ON p.study = t.study AND p.placement = t.placement AND p.workload = t.workload
                AND p.kind = replace(time, 'sojourn', 'p95') WHERE share = 0.95 GROUP BY t.study, t.placement, t.workload) n
                USING (study, placement, workload)
            WHERE o.point = 0 AND EXISTS (SELECT 1 FROM quantile t WHERE t.study = q.study AND t.placement = q.placement AND t.workload = q.workload
                AND t.time = q.time AND t.value_s > 0)
        UNION ALL SELECT 's' || study || '-growth-map', 'kgCO2e of the last year', number, carbon_kg FROM growth_case c
            WHERE asked = 'point' AND year = (SELECT max(year) FROM growth_year y WHERE y.study = c.study)
        UNION ALL SELECT 's' || study || '-robust', column1, row_number() OVER (PARTITION BY column1 ORDER BY most),
            CASE column1 WHEN 'at worst, a year' THEN worst WHEN 'greatest regret' THEN most ELSE mean END / years
            FROM (SELECT r.study, r.placement, max(r.value) AS worst, max(r.value - least) AS most, avg(r.value - least) AS mean
                FROM point_result r JOIN (SELECT study, point, min(value) AS least FROM point_result GROUP BY study, point)
                USING (study, point) GROUP BY r.study, r.placement) JOIN y ON id = study
            CROSS JOIN (VALUES ('at worst, a year'), ('greatest regret'), ('mean regret'))
    )
    SELECT json_group_object(section, json(columns)) FROM (
        SELECT section, json_group_object(head, json(numbers)) AS columns FROM (
            SELECT section, head, json_group_array(value) AS numbers FROM (SELECT * FROM listed ORDER BY section, head, place)
            GROUP BY section, head) GROUP BY section)"
}
# Charts of hours: their sum over an average week, which the ledger has as well, in 168 times Wh and g of an average hour.
hours() { # DB
    sqlite3 "$1" "
    SELECT json_group_object('s' || study || CASE measure WHEN 'energy' THEN '-power' ELSE '-carbon' END, week) FROM (
        SELECT f.study, measure, sum(value_per_year) / 8.76 * 168 AS week FROM v_footprint f JOIN optimum o ON o.study = f.study
            AND o.point = 0 AND o.placement = f.placement_id AND o.basis = f.basis
        WHERE measure IN ('energy', 'carbon') AND NOT EXISTS (SELECT 1 FROM hour h WHERE h.study = f.study AND season IS NOT NULL)
        GROUP BY f.study, measure HAVING week > 0)"
}
checked() { # NAME DB FLAGS...: a page with the checks behind it
    name=$1
    {
        cat "$name.html"
        printf '<script>const expected = %s, hours = %s;</script>\n<script>\n' "$(expected "$2")" "$(hours "$2")"
        cat "$here/../report/check.js"
        echo '</script>'
    } >"$name-checked.html"
    shift 2
    browse --dump-dom "$@" "file://$tmp/$name-checked.html" >out
    sed -n '/<pre id="checks">/,/<\/pre>/p' out | grep -E '^(ok|not ok|#)' | sed "s/ok /ok $name: /; s/&lt;/</g; s/&gt;/>/g" >checks
    cat checks
    [ -s checks ] || echo "not ok $name: no check was made"
    ! complained || echo "not ok $name: no console error"
}

# Distributions rise, and their 95 % is that of the mean replication, within 5 %: these have some ten thousand requests each.
check "distributions rise" [ "$(sqlite3 all.sqlite "SELECT count(*) || ' ' || sum(fell) FROM (SELECT value_s < lag(value_s)
    OVER (PARTITION BY study, placement, workload, time ORDER BY share) AS fell FROM quantile)" | sed 's/^[1-9][0-9]* //')" = 0 ]
check "distributions are those of the replications" [ "$(sqlite3 all.sqlite "SELECT count(*) FROM quantile q JOIN workload_result w
    USING (study, placement, workload) WHERE time = 'sojourn' AND share = 0.95 AND abs(value_s / sojourn_p95_s - 1) > 0.05")" = 0 ]

for db in all swept asked; do
    "$CAIRN" report "$db.sqlite" -o "$db.html" 2>err
    check "$db: written" [ $? -eq 0 ]
    check "$db: fetches nothing" [ "$(sed '/<script/q' "$db.html" | grep -cE '(src|srcset|action)=|@import|url\(')" -eq 0 ]
    checked "$db" "$db.sqlite" --window-size=1200,900
done
checked all all.sqlite --window-size=1200,900 --blink-settings=preferredColorScheme=0 | grep -E 'contrast, dark|^not'
grep -q 'contrast, dark' checks || echo "not ok it was dark"
checked all all.sqlite --window-size=500,900 | grep -E 'wider|drawn$|^not'
checked asked asked.sqlite --window-size=500,900 --blink-settings=preferredColorScheme=0 | grep -E 'wider|contrast|drawn$|^not'

# ---- ten thousand points ----

cp swept.sqlite many.sqlite
sqlite3 many.sqlite "
    PRAGMA foreign_keys = ON;
    DELETE FROM point; DELETE FROM vary WHERE vary = 1; UPDATE vary SET n = 10000;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
    INSERT INTO point (study, point, status, placement, value, half_width, candidates, bound_by, bound, p_correct, number_0)
        SELECT o.study, i, 0, i * 4 / 10001, o.value * (0.5 + i / 9999.0), o.value * 0.05, o.candidates, 1,
            o.value * (0.5 + i / 9999.0) * 0.99, 0.99, 0.5 + i / 10000.0 FROM n JOIN optimum o ON o.point = 0;"
"$CAIRN" report many.sqlite -o many.html 2>err
size=$(wc -c <many.html)
echo "# 10,000 points: $size bytes"
check "10,000 points weigh less than 3 MB" [ "$size" -lt 3000000 ]
checked many many.sqlite --window-size=1200,900 | grep -E '^#|drawn$|^not' | grep -v 'as in the file'
check "10,000 points are drawn" [ "$(grep -o '<circle' out | wc -l)" -gt 10000 ]

# Of more there are so many, and the page says so.
sqlite3 many.sqlite "
    INSERT INTO point (study, point, status, placement, value, half_width, candidates, bound_by, bound, p_correct, number_0)
        SELECT study, point + 10000, status, placement, value, half_width, candidates, bound_by, bound, p_correct, number_0 + 1
        FROM point"
"$CAIRN" report many.sqlite -o more.html 2>err
size=$(wc -c <more.html)
echo "# 20,000 points: $size bytes"
check "20,000 points weigh less than 3 MB" [ "$size" -lt 3000000 ]
check "20,000 points: says which are there" grep -q 'Here are 10000 of 20000 rows, evenly spaced; the file has all.' more.html

# ---- without scripts, on paper ----

sed "s/script-src 'unsafe-inline'/script-src 'none'/" all.html >plain.html
browse --dump-dom "file://$tmp/plain.html" >out
check "without scripts: no chart" [ "$(grep -c 'aria-label="dot"' out)" -eq 0 ]
check "without scripts: the map" grep -q '<svg role="img"' out
check "without scripts: the tables" [ "$(grep -c '<table>' out)" -gt 20 ]
browse --no-pdf-header-footer --print-to-pdf="$shots/all.pdf" "file://$tmp/all.html" >out
check "on paper" [ "$(head -c 5 "$shots/all.pdf")" = "%PDF-" ]

# ---- names that would be markup ----

sed 's#name="mixed"#name="a-b"#; s#<about>[^<]*#<about>\&lt;script>alert(1)\&lt;/script>\&lt;img src=x onerror=alert(1)>#' \
    "$top/tests/study/mixed.xml" >nasty.xml
"$CAIRN" run --quiet --no-cache --db nasty.sqlite nasty.xml >out 2>&1 || echo "not ok nasty names run"
sqlite3 nasty.sqlite "UPDATE placement SET name = '</script><script>alert(2)</script>', summary = '\"><svg onload=alert(3)>';
    UPDATE flip SET subject = '<img src=x onerror=alert(4)>'; UPDATE source SET href = 'javascript:alert(5)'"
"$CAIRN" report nasty.sqlite -o nasty.html 2>err
checked nasty nasty.sqlite | grep -E 'drawn$|ids|^not'
check "nasty names: shown as text" grep -q '&lt;img src=x onerror=alert(1)&gt;' out
check "nasty names: no element of theirs" [ "$(grep -cE '<(img|svg onload)|href="javascript' out)" -eq 0 ]
cp asked.sqlite nasty-asked.sqlite
sqlite3 nasty-asked.sqlite "UPDATE placement SET name = '<img src=x onerror=alert(1)>' || placement,
        summary = '</script><script>alert(2)</script> & \"' || placement;
    UPDATE vary SET subject = '<img src=x onerror=alert(3)>' || vary; UPDATE outlook SET sentence = '<img src=x onerror=alert(4)> & more';
    UPDATE uncertain SET subject = '</script>' || uncertain; UPDATE sensitivity SET subject = '</script>' || factor;
    UPDATE value_of_information SET subject = '<img src=x>' || factor; UPDATE growth_part SET part = '<img src=x>' || part;
    UPDATE growth_policy SET name = '</script><img src=x>' || policy;
    UPDATE lever SET change = '<img src=x onerror=alert(5)>' WHERE change IS NOT NULL"
"$CAIRN" report nasty-asked.sqlite -o nasty-asked.html 2>err
checked nasty-asked nasty-asked.sqlite | grep -E 'drawn$|ids|^not'
check "nasty-asked names: shown as text" grep -q '&lt;img src=x onerror=alert(4)&gt; &amp; more' out
check "nasty-asked names: no element of theirs" [ "$(grep -c '<img' out)" -eq 0 ]

# ---- to look at ----

for scenario in parcel-peak stores-differ voice-assistant; do
    "$CAIRN" report all.sqlite --study "$scenario" -o one.html --quiet
    shot "report-$scenario" 1000 1400 "file://$tmp/one.html"
    [ "${UPDATE:-}" != 1 ] || cp "$shots/report-$scenario.png" "$top/docs/"
done
[ -n "${SCREENSHOTS:-}" ] || exit 0
shot all-dark 1000 9000 --blink-settings=preferredColorScheme=0 "file://$tmp/all.html"
shot all-narrow 500 9000 "file://$tmp/all.html"
browse --window-size=1000,9000 --screenshot="$shots/all-plain.png" "file://$tmp/plain.html" >out
shot asked 1000 14000 "file://$tmp/asked.html"
shot asked-narrow 500 14000 --blink-settings=preferredColorScheme=0 "file://$tmp/asked.html"
shot swept 1000 9000 "file://$tmp/swept.html"
shot many 1000 9000 "file://$tmp/many.html"
