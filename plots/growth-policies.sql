-- Carbon year by year under each policy, against none of them; over draws of what is uncertain, where it is without one.
WITH row AS (SELECT * FROM v_growth_policy WHERE study = :study AND carbon_kg IS NOT NULL),
most AS (SELECT max(kg) AS kg FROM (SELECT carbon_kg AS kg FROM row UNION ALL
         SELECT carbon_p95_kg FROM v_growth_outlook WHERE study = :study AND year IS NOT NULL)),
scale AS (SELECT CASE WHEN kg >= 20000 THEN 0.001 WHEN kg < 2 THEN 1000.0 ELSE 1.0 END AS factor,
                 CASE WHEN kg >= 20000 THEN 't' WHEN kg < 2 THEN 'g' ELSE 'kg' END AS unit, kg AS most FROM most),
whole AS (SELECT policy, policy_id, sum(saved_kg) AS saved, sum(carbon_kg) AS kg FROM row GROUP BY policy_id),
best AS (SELECT * FROM whole WHERE policy_id > 0 ORDER BY saved DESC LIMIT 1),
last AS (SELECT r.* FROM row r JOIN best USING (policy_id) ORDER BY year DESC LIMIT 1),
fan AS (SELECT calendar_year AS year, carbon_p5_kg AS low, carbon_p95_kg AS high, draws FROM v_growth_outlook
        WHERE study = :study AND year IS NOT NULL AND carbon_p5_kg IS NOT NULL)
-- values
SELECT last.scenario || ': carbon under each policy' AS title, scale.unit || ' CO2e a year' AS emits, factor * scale.most * 1.25 AS most,
       (SELECT min(calendar_year) - 0.3 FROM row) AS low, (SELECT max(calendar_year) + 0.3 FROM row) AS high,
       (SELECT max(policy_id) + 1 FROM row) AS policies, 860 AS width, 470 AS height,
       CASE WHEN best.saved > 0 THEN printf('Over the years %s saves most: %.4g %s, %.2g %% of what is emitted without one', best.policy, factor * best.saved, scale.unit,
                                            100 * best.saved / (best.saved + best.kg))
            ELSE 'No policy saves anything' END
       || coalesce(printf('; its rebound in %d is %.0f %% instead of %.0f %%', last.calendar_year, 100 * last.rebound, 100 * last.rebound_without_policy), '')
       || coalesce((SELECT printf('. The band holds 90 %% of %d draws of what is uncertain, without a policy', max(draws)) FROM fan HAVING count(*) > 0), '') || '.' AS caption
FROM best, last, scale
-- data courses
SELECT calendar_year, factor * carbon_kg, policy_id + 1 FROM row, scale ORDER BY policy_id, year
-- data names
SELECT policy_id + 1, policy FROM whole ORDER BY policy_id
-- data fan
SELECT year, factor * low, factor * high FROM fan, scale ORDER BY year
