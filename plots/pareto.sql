-- Fronts: placements of which no other has both less carbon and less of something else.
WITH RECURSIVE front AS (
    SELECT against, rank, placement_id, placement, is_answer, carbon_kg_per_year AS kg, value_per_year AS value, unit, candidates,
           change_from_answer AS change, count(*) OVER (PARTITION BY against, placement) > 1 AS alike
    FROM v_pareto WHERE study = :study),
panel AS (SELECT against, row_number() OVER (ORDER BY CASE against WHEN 'money' THEN 1 WHEN 'energy' THEN 2 WHEN 'water' THEN 3 ELSE 4 END) AS panel,
                 count(*) AS n, max(unit) AS unit FROM front GROUP BY against HAVING count(*) > 1),
most AS (SELECT max(kg) AS kg FROM front JOIN panel USING (against)),
scale AS (SELECT CASE WHEN kg >= 20000 THEN 0.001 WHEN kg < 2 THEN 1000.0 ELSE 1.0 END AS factor,
                 CASE WHEN kg >= 20000 THEN 't' WHEN kg < 2 THEN 'g' ELSE 'kg' END AS unit FROM most),
-- Names: of placements that are called the same the last thing in which they differ from the answer.
step AS (
    SELECT panel, value, kg, is_answer, row_number() OVER (PARTITION BY panel ORDER BY kg) AS at,
           0.08 * (max(kg) OVER (PARTITION BY panel) - min(kg) OVER (PARTITION BY panel)) AS room,
           CASE WHEN alike AND NOT is_answer AND change IS NOT NULL
                THEN trim(substr(change, length(rtrim(change, replace(change, ';', ''))) + 1)) ELSE placement END AS name
    FROM front JOIN panel USING (against)),
-- From the least carbon up, a point is named where its name does not touch the one below.
named(panel, at, below, shown) AS (
    SELECT panel, at, kg, 1 FROM step WHERE at = 1
    UNION ALL SELECT s.panel, s.at, CASE WHEN s.is_answer OR s.kg - n.below >= s.room THEN s.kg ELSE n.below END,
                     s.is_answer OR s.kg - n.below >= s.room
    FROM named n JOIN step s ON s.panel = n.panel AND s.at = n.at + 1)
-- values
SELECT o.scenario || ': what less of something else costs in carbon' AS title, scale.unit || ' CO2e a year' AS emits,
       (SELECT count(*) FROM panel) AS panels, 900 AS width, CASE WHEN (SELECT count(*) FROM panel) > 2 THEN 700 ELSE 420 END AS height,
       'Every point is a placement of which no other has less of both; those above and right of the steps are worse. The filled one is the answer'
       || coalesce((SELECT ': against it ' || b.placement || ' takes ' || CASE WHEN b.value >= 1000 THEN printf('%.0f', b.value) ELSE printf('%.4g', b.value) END || ' instead of '
                           || CASE WHEN a.value >= 1000 THEN printf('%.0f', a.value) ELSE printf('%.4g', a.value) END || CASE WHEN b.unit IS NULL OR b.unit = '' THEN ' of the time allowed' ELSE ' ' || b.unit || ' a year' END
                           || printf(' at %.4g instead of %.4g %s', factor * b.kg, factor * a.kg, scale.unit)
                    FROM front a JOIN front b ON b.against = a.against AND a.is_answer AND NOT b.is_answer JOIN panel p ON p.against = a.against
                    WHERE b.value < 0.99 * a.value ORDER BY panel, b.rank LIMIT 1), '') || '.'
       || CASE WHEN EXISTS (SELECT 1 FROM named WHERE NOT shown) THEN ' Where points are close, one of them is named.' ELSE '' END AS caption
FROM v_optimum o, scale WHERE study = :study AND EXISTS (SELECT 1 FROM panel)
-- data points
SELECT panel, value, factor * kg, is_answer, CASE WHEN NOT shown THEN '' WHEN length(name) > 34 THEN substr(name, 1, 33) || '…' ELSE name END
FROM step JOIN named USING (panel, at), scale ORDER BY panel, value
-- data panels
SELECT panel, CASE against WHEN 'latency' THEN 'latency, over what is promised' ELSE against || ', ' || unit || ' a year' END FROM panel ORDER BY panel
