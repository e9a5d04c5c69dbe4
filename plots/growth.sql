-- Carbon year by year: what the answer emits, what it would without gains, and what with the gains at the demand there was.
WITH row AS (SELECT * FROM v_growth WHERE study = :study AND carbon_kg IS NOT NULL),
most AS (SELECT max(max(carbon_kg), max(coalesce(without_kg, 0))) AS kg FROM row),
scale AS (SELECT CASE WHEN kg >= 20000 THEN 0.001 WHEN kg < 2 THEN 1000.0 ELSE 1.0 END AS factor,
                 CASE WHEN kg >= 20000 THEN 't' WHEN kg < 2 THEN 'g' ELSE 'kg' END AS unit, kg AS most FROM most),
change AS (
    SELECT calendar_year AS year, 1 AS cause, by_demand_kg AS kg FROM row UNION ALL SELECT calendar_year, 2, by_efficiency_kg FROM row
    UNION ALL SELECT calendar_year, 3, by_grid_kg FROM row UNION ALL SELECT calendar_year, 4, by_placement_kg FROM row
    UNION ALL SELECT calendar_year, 5, by_embodied_kg FROM row),
kind(part, ord) AS (
    VALUES ('embodied', 1), ('idle', 2), ('busy', 3), ('service', 4), ('network', 5), ('network-embodied', 6)),
piece AS (SELECT calendar_year AS year, part, p.carbon_kg AS kg FROM growth_part p JOIN row USING (study, year)),
known AS (SELECT part, row_number() OVER (ORDER BY coalesce(ord, 99), part) AS colour
          FROM (SELECT part FROM piece GROUP BY part HAVING max(kg) > (SELECT kg / 500 FROM most)) LEFT JOIN kind USING (part)),
last AS (SELECT * FROM row ORDER BY year DESC LIMIT 1),
first AS (SELECT * FROM row ORDER BY year LIMIT 1)
-- values
SELECT last.scenario || ': carbon year by year' AS title, scale.unit || ' CO2e a year' AS emits, scale.unit || ' more than in ' || first.calendar_year AS moves,
       first.calendar_year - 0.6 AS low, last.calendar_year + 0.6 AS high, factor * scale.most * 1.12 AS most,
       (SELECT 1.15 * factor * max(up) FROM (SELECT sum(max(kg, 0)) AS up FROM change GROUP BY year)) AS up,
       (SELECT 1.15 * factor * min(down) FROM (SELECT sum(min(kg, 0)) AS down FROM change GROUP BY year)) AS down,
       (SELECT count(*) FROM row WHERE without_kg IS NOT NULL) > 0 AS has_gain,
       (SELECT group_concat(part, ' ') FROM (SELECT part FROM known ORDER BY colour)) AS parts, 960 AS width, 470 AS height,
       printf('From %.4g %s in %d to %.4g %s in %d, at %.3g times the demand. ', factor * first.carbon_kg, scale.unit, first.calendar_year,
              factor * last.carbon_kg, scale.unit, last.calendar_year, last.demand)
       || coalesce((SELECT printf('Without the gains it would be %.4g in %d, with them and nobody using more for it %.4g: the rebound is %.0f %%%s (above the bars, by year). ',
                                  factor * without_kg, calendar_year, factor * potential_kg, 100 * rebound,
                                  CASE verdict WHEN 'backfires' THEN ', the gains backfire' ELSE '' END)
                    FROM row WHERE rebound IS NOT NULL ORDER BY year DESC LIMIT 1), '')
       || 'On the right, what moves it since the first year.' AS caption
FROM last, first, scale
-- data pieces
SELECT year, factor * (sum(kg) OVER stack - kg), factor * sum(kg) OVER stack, colour
FROM piece JOIN known USING (part), scale WINDOW stack AS (PARTITION BY year ORDER BY colour) ORDER BY year, colour
-- data years
SELECT calendar_year, coalesce(factor * without_kg, -1), coalesce(factor * potential_kg, -1), CASE WHEN rebound IS NULL THEN '' ELSE printf('%.0f %%', 100 * rebound) END, factor * carbon_kg FROM row, scale ORDER BY year
-- data causes
SELECT year, factor * coalesce(sum(CASE WHEN kg > 0 THEN kg ELSE 0 END) OVER before, 0) * (kg > 0) + factor * coalesce(sum(CASE WHEN kg < 0 THEN kg ELSE 0 END) OVER before, 0) * (kg < 0),
       factor * kg, cause
FROM change, scale WHERE abs(kg) > scale.most / 500 WINDOW before AS (PARTITION BY year ORDER BY cause ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) ORDER BY year, cause
-- data nets
SELECT calendar_year, factor * (carbon_kg - (SELECT carbon_kg FROM first)) FROM row, scale ORDER BY year
