-- What use makes of gains over two numbers: carbon of the last year, and where it is what it would be without the gains.
WITH row AS (
    SELECT value_1 AS x, value_2 AS z, carbon_kg AS kg, without_kg AS without, carbon_kg / without_kg - 1 AS beyond, verdict, calendar_year, scenario
    FROM v_growth_map WHERE study = :study AND carbon_kg IS NOT NULL AND without_kg > 0 AND value_1 IS NOT NULL AND value_2 IS NOT NULL
        AND (SELECT count(*) FROM vary WHERE study = :study) = 2),
scale AS (SELECT CASE WHEN max(kg) >= 20000 THEN 0.001 WHEN max(kg) < 2 THEN 1000.0 ELSE 1.0 END AS factor,
                 CASE WHEN max(kg) >= 20000 THEN 't' WHEN max(kg) < 2 THEN 'g' ELSE 'kg' END AS unit FROM row),
-- Tiles reach halfway to the neighbours.
column AS (SELECT x, lag(x) OVER (ORDER BY x) AS before, lead(x) OVER (ORDER BY x) AS after FROM (SELECT DISTINCT x FROM row)),
line AS (SELECT z, lag(z) OVER (ORDER BY z) AS before, lead(z) OVER (ORDER BY z) AS after FROM (SELECT DISTINCT z FROM row)),
wide AS (SELECT x, (x + coalesce(before, 2 * x - after)) / 2 AS left, (x + coalesce(after, 2 * x - before)) / 2 AS right FROM column),
tall AS (SELECT z, (z + coalesce(before, 2 * z - after)) / 2 AS bottom, (z + coalesce(after, 2 * z - before)) / 2 AS top FROM line),
tile AS (SELECT row.*, left, right, bottom, top FROM row JOIN wide USING (x) JOIN tall USING (z)),
-- Between neighbours on both sides of the frontier, where a straight line has it.
pair AS (SELECT z, x, beyond, lag(x) OVER w AS x0, lag(beyond) OVER w AS beyond0 FROM row WINDOW w AS (PARTITION BY z ORDER BY x)),
crossing AS (SELECT x0 + (x - x0) * beyond0 / (beyond0 - beyond) AS x, z FROM pair WHERE (beyond < 0) <> (beyond0 < 0)),
name AS (SELECT vary, subject || CASE WHEN multiplies THEN ', times what it is' WHEN unit = '' THEN '' ELSE ', ' || unit END AS text,
                CASE WHEN multiplies THEN 1.0 ELSE base END AS base FROM vary WHERE study = :study)
-- values
SELECT max(scenario) || ': carbon of ' || max(calendar_year) || ' over two numbers, and where gains backfire' AS title,
       (SELECT text FROM name ORDER BY vary LIMIT 1) AS x_name, (SELECT text FROM name ORDER BY vary LIMIT 1 OFFSET 1) AS y_name,
       (SELECT base FROM name ORDER BY vary LIMIT 1) AS x_base, (SELECT base FROM name ORDER BY vary LIMIT 1 OFFSET 1) AS y_base,
       min(left) AS x_low, max(right) AS x_high, min(bottom) AS y_low, max(top) AS y_high, unit || ' CO2e a year' AS emits,
       factor * min(kg) AS least, factor * max(kg) AS most, 860 AS width, 520 AS height,
       printf('At %d of %d points use takes more than the gains save', count(verdict), count(*))
       || coalesce((SELECT printf(': beyond the line, which lies between %.3g and %.3g', min(x), max(x)) FROM crossing HAVING count(*) > 0), '')
       || '. The numbers are carbon of that year; the ring is the scenario as it stands.' AS caption
FROM tile, scale HAVING count(*) > 1 AND min(left) < max(right) AND min(bottom) < max(top)
-- data tiles
SELECT left, right, bottom, top, factor * kg, (left + right) / 2, (bottom + top) / 2, printf('%.3g', factor * kg) FROM tile, scale ORDER BY x, z
-- data frontier
SELECT x, z FROM crossing ORDER BY z, x
