#!/bin/sh
# Every shipped scenario in SQL, as an auditor would read it: each total is the sum of its terms, each term names its
# equation, its factors and where these come from, no term stands twice, PUE is in each electricity term of a place once.
# Then the table of bases: what decides between two winners, computed again; and scopes by category and year.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

db=$tmp/all.db
"$CAIRN" run "$top"/scenarios/*.xml "$here/mixed.xml" --db "$db" --quiet >"$tmp/run.out" 2>&1 || sed 's/^/# /' "$tmp/run.out"

# holds NAME SQL: the query, which selects what is wrong, selects nothing
holds() {
    query "$db" "$2" >"$tmp/wrong" 2>&1
    if [ -s "$tmp/wrong" ]; then
        echo "not ok $1"
        head -n 5 "$tmp/wrong" | sed 's/^/# /'
    else
        echo "ok $1"
    fi
}

# counts NAME LEAST SQL: the query counts at least so many, so that what is checked is there
counts() {
    n=$(query "$db" "$3")
    check "$1" [ "${n:-0}" -ge "$2" ]
}

n_files=$(find "$top/scenarios" -maxdepth 1 -name '*.xml' | wc -l)
check "every scenario is there, and every one has terms" [ "$(query "$db" "SELECT count(DISTINCT study) FROM term")" -eq $((n_files + 1)) ]

# ---- one query adds every part to the total ----

# A table of the parts, so that the ledger is added up once.
query "$db" "CREATE TABLE footprint AS SELECT * FROM v_footprint"
holds "parts add up to the total of every finalist" "
    SELECT s.scenario, c.placement, c.carbon_kg, sum(f.value) AS kg FROM candidate c
    JOIN study s ON s.id = c.study
    JOIN footprint f ON f.study = c.study AND f.placement_id = c.placement AND f.basis = s.basis AND f.measure = 'carbon'
    GROUP BY c.study, c.placement HAVING NOT abs(kg - c.carbon_kg) <= 1e-9 * abs(c.carbon_kg)"
holds "parts add up to every total of the table of bases" "
    SELECT r.study, r.basis, r.carbon_kg, sum(f.value) AS kg FROM basis_result r
    JOIN footprint f ON f.study = r.study AND f.placement_id = r.placement AND f.basis = r.basis AND f.measure = 'carbon'
    GROUP BY r.study, r.basis HAVING NOT abs(kg - r.carbon_kg) <= 1e-9 * abs(r.carbon_kg)"
counts "finalists" 40 "SELECT count(*) FROM (SELECT DISTINCT study, placement FROM term)"

# ---- each term: equation, factors, sources ----

holds "each term has the tag of an equation" "SELECT DISTINCT equation FROM term WHERE equation NOT GLOB '[[][A-Z]*]'"
query "$db" "SELECT DISTINCT equation FROM term" >"$tmp/tags"
while read -r tag; do
    check "$tag is in docs/MODEL.md" grep -qF "### $tag" "$top/docs/MODEL.md"
done <"$tmp/tags"
holds "each term has a factor" "SELECT study, placement, component, term FROM term WHERE factor1 IS NULL"
holds "a factor says how it is known, but for those of the sampling plan" "
    SELECT study, name, subject FROM factor WHERE class IS NULL AND name <> 'weight'"
holds "what is measured, modelled or said by a vendor has a source" "
    SELECT f.study, f.name, f.subject, f.class FROM factor f
    WHERE f.class <> 'assumed' AND f.source IS NULL"
holds "a source is one that the study lists" "
    SELECT f.study, f.source FROM factor f LEFT JOIN source s ON s.study = f.study AND s.source = f.source
    WHERE f.source IS NOT NULL AND s.title IS NULL"
holds "a term is of an item at a place" "SELECT study, term FROM term WHERE place IS NULL OR item = ''"

# ---- nothing twice ----

# What a term charges: the same amount of the same item, for the same reason, with the same factors, under the same basis,
# in the same direction. Terms of one component are of one item each; several components may share a provider's pool.
key="t.study, t.placement, t.component, b.name, t.measure, t.part, t.place, t.item_kind, t.item, t.equation,
    coalesce(t.category, ''), coalesce(t.quantity, -1), coalesce(t.factor1, -1), coalesce(t.factor2, -1),
    coalesce(t.factor3, -1), coalesce(t.factor4, -1), coalesce(t.factor5, -1), coalesce(t.factor6, -1), t.scale > 0"
holds "no term stands twice" "SELECT $key, count(*) FROM term t JOIN basis b ON t.bases & b.bit GROUP BY $key HAVING count(*) > 1"
counts "terms" 20000 "SELECT count(*) FROM term"

# The same joules are energy once, and carbon once per charge.
holds "the joules of an item are charged once" "
    SELECT t.study, t.placement, t.component, b.name, t.item_kind, t.item, t.quantity, t.factor1, t.factor2, count(*)
    FROM term t JOIN basis b ON t.bases & b.bit
    WHERE t.measure = 'energy' AND t.quantity IS NOT NULL
    GROUP BY t.study, t.placement, t.component, b.name, t.item_kind, t.item, t.part, t.quantity, t.factor1, t.factor2, t.factor3
    HAVING count(*) > 1"

# ---- PUE once ----

query "$db" "CREATE TABLE used AS
    SELECT t.study, t.placement, t.component, t.term, sum(f.name = 'pue') AS pues, sum(f.name LIKE 'intensity.%') AS intensities
    FROM term t JOIN factor f ON f.study = t.study
        AND f.factor IN (t.factor1, t.factor2, t.factor3, t.factor4, t.factor5, t.factor6)
    GROUP BY t.study, t.placement, t.component, t.term;
    CREATE INDEX used_key ON used (study, placement, component, term)"
holds "no term has two PUEs or two intensities" "SELECT * FROM used WHERE pues > 1 OR intensities > 1"
electric="t.measure = 'energy' OR (t.measure = 'carbon' AND u.intensities > 0)
    OR (t.measure LIKE 'water%' AND t.equation = '[WATER]')"
holds "electricity of a place has one PUE, that of networks none" "
    SELECT t.study, t.placement, t.component, t.term, t.measure, t.part, u.pues FROM term t
    JOIN used u USING (study, placement, component, term)
    WHERE ($electric) AND t.item_kind <> 'link' AND u.pues <> 1 AND NOT EXISTS (SELECT 1 FROM factor f
        WHERE f.study = t.study AND f.name IN ('wue', 'it-share', 'service.energy')
        AND f.factor IN (t.factor1, t.factor2, t.factor3, t.factor4, t.factor5, t.factor6))
    UNION ALL
    SELECT t.study, t.placement, t.component, t.term, t.measure, t.part, u.pues FROM term t
    JOIN used u USING (study, placement, component, term) WHERE t.item_kind = 'link' AND u.pues <> 0"
holds "what is not electricity has no PUE" "
    SELECT t.study, t.placement, t.component, t.term, t.measure, t.part, u.pues FROM term t
    JOIN used u USING (study, placement, component, term)
    WHERE u.pues > 0 AND ((t.measure = 'carbon' AND u.intensities = 0 AND NOT EXISTS (SELECT 1 FROM factor f
            WHERE f.study = t.study AND f.name = 'contract.intensity'
            AND f.factor IN (t.factor1, t.factor2, t.factor3, t.factor4, t.factor5, t.factor6)))
        OR (t.measure = 'money' AND t.part IN ('embodied', 'network-embodied', 'rent')))"

# ---- no basis borrows ----

# Each basis has its own kinds of figures: intensity, network model, embodied carbon.
holds "each basis has its own figures" "
    WITH may (basis, name) AS (VALUES ('inventory', 'intensity.average.life-cycle'), ('sci', 'intensity.average.life-cycle'),
        ('decision', 'intensity.long-run.direct'), ('ghg-location', 'intensity.average.direct'),
        ('ghg-location', 'intensity.average.life-cycle'), ('ghg-market', 'intensity.residual.direct'),
        ('ghg-market', 'intensity.residual.life-cycle'), ('inventory', 'network.average'), ('sci', 'network.average'),
        ('ghg-location', 'network.average'), ('ghg-market', 'network.average'), ('decision', 'network.marginal'),
        ('decision', 'network.base'), ('inventory', 'amortisation'), ('sci', 'amortisation'), ('decision', 'purchases'),
        ('ghg-location', 'purchases'), ('ghg-market', 'purchases'), ('inventory', 'pretraining'))
    SELECT DISTINCT b.name, f.name FROM term t JOIN basis b ON t.bases & b.bit
    JOIN factor f ON f.study = t.study AND f.factor IN (t.factor1, t.factor2, t.factor3, t.factor4, t.factor5, t.factor6)
    WHERE t.measure = 'carbon' AND f.name IN (SELECT name FROM may)
        AND NOT EXISTS (SELECT 1 FROM may WHERE may.basis = b.name AND may.name = f.name)
    UNION ALL
    SELECT DISTINCT b.name, f.name FROM term t JOIN basis b ON t.bases & b.bit
    JOIN factor f ON f.study = t.study AND f.factor IN (t.factor1, t.factor2, t.factor3, t.factor4, t.factor5, t.factor6)
    WHERE f.name LIKE 'intensity.%' AND f.name NOT IN (SELECT name FROM may)"
holds "a basis without data has no winner, and names what is missing" "
    SELECT study, basis, status FROM basis_result WHERE (placement IS NULL) <> (status LIKE 'no data: %')"
holds "a placement without a figure wins under no basis that needs it" "
    SELECT g.* FROM gap g JOIN basis_result r ON r.study = g.study AND r.basis = g.basis AND r.placement = g.placement"
counts "placements without a figure" 10 "SELECT count(*) FROM gap"

# ---- which term decides ----

query "$db" "CREATE TABLE kg AS SELECT study, placement_id AS placement, basis, part, sum(value) AS kg FROM footprint
    WHERE measure = 'carbon' GROUP BY study, placement_id, basis, part;
    CREATE TABLE saved AS SELECT r.study, r.basis, p.part,
        coalesce((SELECT kg FROM kg WHERE study = r.study AND placement = r.rival AND basis = r.basis AND part = p.part), 0)
        - coalesce((SELECT kg FROM kg WHERE study = r.study AND placement = r.placement AND basis = r.basis AND part = p.part), 0) AS kg
    FROM basis_result r JOIN (SELECT DISTINCT part FROM kg) p WHERE r.rival IS NOT NULL"
holds "what is saved in the part that decides is what the ledgers say" "
    SELECT r.study, r.basis, r.decisive_part, r.decisive_kg, s.kg FROM basis_result r
    LEFT JOIN saved s ON s.study = r.study AND s.basis = r.basis AND s.part = r.decisive_part
    WHERE r.rival IS NOT NULL AND NOT abs(s.kg - r.decisive_kg) <= 1e-7 * abs(r.decisive_kg)"
holds "in no part is more saved" "
    SELECT r.study, r.basis, r.decisive_part, r.decisive_kg, s.part, s.kg FROM basis_result r
    JOIN saved s ON s.study = r.study AND s.basis = r.basis
    WHERE s.kg > r.decisive_kg + 1e-7 * abs(r.decisive_kg)"
holds "the rival is the answer, or the runner-up where the answer wins" "
    SELECT r.study, r.basis FROM basis_result r JOIN optimum o ON o.study = r.study
    WHERE r.rival IS NOT NULL AND r.rival IS NOT CASE r.agrees WHEN 1 THEN o.runner_up ELSE o.placement END"
holds "the item that decides has terms in its part" "
    SELECT r.study, r.basis, r.decisive_part, r.decisive_item FROM basis_result r
    WHERE r.rival IS NOT NULL AND NOT EXISTS (SELECT 1 FROM term t WHERE t.study = r.study AND t.part = r.decisive_part
        AND t.item = r.decisive_item AND t.placement IN (r.placement, r.rival))"
counts "bases with a rival" 25 "SELECT count(*) FROM basis_result WHERE rival IS NOT NULL"
counts "bases that differ" 4 "SELECT count(*) FROM basis_result WHERE agrees = 0"

# ---- scopes ----

holds "categories add up to the total under the GHG Protocol" "
    SELECT c.study, c.placement_id, c.basis, c.kg, f.kg FROM
        (SELECT study, placement_id, basis, sum(carbon_kg) AS kg FROM v_scope GROUP BY study, placement_id, basis) c
    JOIN (SELECT study, placement, basis, sum(kg) AS kg FROM kg GROUP BY study, placement, basis) f
        ON f.study = c.study AND f.placement = c.placement_id AND f.basis = c.basis
    WHERE NOT abs(c.kg - f.kg) <= 1e-9 * abs(f.kg)"
holds "no basis of the GHG Protocol has a term without a category" "
    SELECT t.study, t.part FROM term t JOIN basis b ON t.bases & b.bit
    WHERE b.name LIKE 'ghg-%' AND t.measure = 'carbon' AND t.category IS NULL"
holds "a placement that lacks a figure has no scopes" "
    SELECT v.study, v.placement_id, v.basis FROM v_scope v JOIN gap g ON g.study = v.study AND g.placement = v.placement_id
        AND g.basis = v.basis"
holds "years add up to categories" "
    SELECT y.study, y.placement_id, y.basis, y.category, y.kg, v.carbon_kg FROM
        (SELECT study, placement_id, basis, category, sum(carbon_kg) AS kg FROM v_scope_year
            GROUP BY study, placement_id, basis, category) y
    JOIN v_scope v ON v.study = y.study AND v.placement_id = y.placement_id AND v.basis = y.basis AND v.category = y.category
    WHERE NOT abs(y.kg - v.carbon_kg) <= 1e-9 * abs(v.carbon_kg)"
holds "every category has its years" "
    SELECT v.study, v.placement_id, v.basis, v.category FROM v_scope v WHERE NOT EXISTS (SELECT 1 FROM v_scope_year y
        WHERE y.study = v.study AND y.placement_id = v.placement_id AND y.basis = v.basis AND y.category = v.category)"
counts "categories" 100 "SELECT count(*) FROM v_scope"
holds "what is own is scope 2 and 3.3, what is others' 3.1, what is made 3.2 or 3.1" "
    SELECT DISTINCT t.part, t.category FROM term t JOIN basis b ON t.bases & b.bit WHERE b.name = 'ghg-location' AND t.measure = 'carbon'
    EXCEPT SELECT * FROM (VALUES ('busy', '2'), ('busy', '3.3'), ('idle', '2'), ('idle', '3.3'), ('cache', '2'), ('cache', '3.3'),
        ('storage', '2'), ('storage', '3.3'), ('training', '2'), ('training', '3.3'), ('network', '2'), ('network', '3.3'),
        ('network', '3.1'), ('service', '3.1'), ('embodied', '3.1'), ('embodied', '3.2'), ('cache', '3.2'), ('storage', '3.2'),
        ('network-embodied', '3.1'), ('network-embodied', '3.2'))"

# ---- years, by hand ----

# A server of 50 kg that lasts 4 years, over 9.5 years: bought in years 1, 5 and 9. The
# last year is half a year, and has half the electricity of the others.
sed -e 's/horizon="1 d"/horizon="9.5 y"/; s/window="2000000 s"/window="1000 s"/' \
    -e 's,<grid id="flat">,&<intensity kind="average" scope="direct" value="300 gCO2e/kWh"/><loss share="0 %"/>,' \
    "$top/tests/reference/e01-server.xml" >"$tmp/server.xml"
"$CAIRN" run "$tmp/server.xml" --db "$tmp/server.db" --quiet >"$tmp/run.out" 2>&1 || sed 's/^/# /' "$tmp/run.out"
query "$tmp/server.db" "SELECT group_concat(year || ' ' || round(carbon_kg, 9), ', ') FROM v_scope_year
    WHERE basis = 'ghg-location' AND category = '3.2' AND is_answer" >"$tmp/bought"
check "what is bought counts in the year of its purchase" says "$tmp/bought" "1 50.0, 5 50.0, 9 50.0"
check "electricity is spread over the years, half of it in half a year" [ "$(query "$tmp/server.db" "
    SELECT count(*) || ' ' || (abs(min(carbon_kg) / max(carbon_kg) - 0.5) < 1e-9) FROM v_scope_year
    WHERE basis = 'ghg-location' AND category = '2' AND is_answer")" = "10 1" ]

# ---- implied watts ----

# 2.0125 MB/s x 0.025 kWh/GB (90 J/MB) = 181 W, for a gateway of 10 W and 0.01 W per Mbit/s.
query "$db" "SELECT f.text FROM flag f JOIN study s ON s.id = f.study WHERE s.scenario = 'store-cameras' AND f.placement = 0" >"$tmp/flags"
check "a network that means more watts than the box draws is flagged" says "$tmp/flags" \
    'average energy of hop "gateway" at 16.1 Mbit/s means 181 W for equipment that draws 10.2 W'
counts "no such flag where nothing is sent" 1 "SELECT count(*) = 0 FROM flag f JOIN study s ON s.id = f.study
    JOIN optimum o ON o.study = s.id AND o.point = 0 AND f.placement = o.placement
    WHERE s.scenario = 'hospital-imaging' AND f.text LIKE 'average energy of hop%'"
