-- What the answer, the runner-up and the baselines emit by part, under the basis that decides. Pretraining is a line of the inventory and never part of a decision, so it is left out.
WITH kind(part, ord) AS (
    VALUES ('embodied', 1), ('idle', 2), ('busy', 3), ('service', 4), ('network', 5), ('network-embodied', 6)),
given AS (
    SELECT placement_id, role, part, carbon_kg_per_year AS kg,
           CASE WHEN role LIKE 'answer%' THEN 1 WHEN role LIKE 'runner-up%' THEN 2 WHEN role LIKE 'all-edge%' THEN 3
           WHEN role LIKE 'all-cloud%' THEN 4 ELSE 5 END AS ord
    FROM v_part WHERE study = :study AND decides AND part <> 'pretraining'),
row AS (
    SELECT placement_id, role, row_number() OVER (ORDER BY ord, placement_id) AS y
    FROM (SELECT DISTINCT placement_id, role, ord FROM given)),
piece AS (SELECT placement_id, part, max(kg) AS kg FROM given GROUP BY placement_id, part),
total AS (SELECT placement_id, sum(kg) AS kg FROM piece GROUP BY placement_id),
scale AS (
    SELECT CASE WHEN min(kg) >= 10000 THEN 0.001 WHEN min(kg) < 1 THEN 1000.0 ELSE 1.0 END AS factor,
           CASE WHEN min(kg) >= 10000 THEN 't' WHEN min(kg) < 1 THEN 'g' ELSE 'kg' END AS unit, max(kg) AS kg FROM total),
part AS (
    SELECT part, row_number() OVER (ORDER BY coalesce(ord, 99), part) AS colour
    FROM (SELECT part FROM piece GROUP BY part HAVING max(kg) > (SELECT kg / 500 FROM scale)) LEFT JOIN kind USING (part)),
own AS (SELECT p.part, p.kg, t.kg AS total FROM row JOIN piece p USING (placement_id) JOIN total t USING (placement_id)
        WHERE y = 1 ORDER BY p.kg DESC LIMIT 1)
-- values
SELECT scenario || ': ' || scale.unit || ' CO2e per year, basis ' || basis AS title,
       scale.kg * factor AS most, (SELECT count(*) FROM row) AS bars,
       900 AS width, 130 + 56 * (SELECT count(*) FROM row) AS height,
       printf('The answer emits %.4g %s a year, of which %s makes %.0f %%%s. Each bar is one placement.',
              own.total * factor, scale.unit, own.part, 100 * own.kg / own.total,
              CASE WHEN runner_up_excess_kg > 0.01 * carbon_kg THEN printf('; that is %.0f %% less than the runner-up emits',
                   100 * runner_up_excess_kg / (carbon_kg + runner_up_excess_kg))
                   WHEN runner_up_excess_kg IS NOT NULL THEN '; the runner-up is as good' ELSE '' END) AS caption
FROM v_optimum, scale, own WHERE study = :study
-- data bars
SELECT factor * (sum(piece.kg) OVER (PARTITION BY placement_id ORDER BY colour) - piece.kg),
       factor * sum(piece.kg) OVER (PARTITION BY placement_id ORDER BY colour), y, colour
FROM piece JOIN part USING (part) JOIN row USING (placement_id), scale WHERE piece.kg > 0 ORDER BY y, colour
-- data rows
SELECT y, role, CASE WHEN length(placement_summary) > 120 THEN substr(placement_summary, 1, 119) || '…' ELSE placement_summary END,
       factor * total.kg, CASE WHEN factor * total.kg >= 1000 THEN printf('%.0f', factor * total.kg) ELSE printf('%.4g', factor * total.kg) END
FROM row JOIN total USING (placement_id) JOIN v_placement p ON p.study = :study AND p.placement_id = row.placement_id, scale ORDER BY y
-- data parts
SELECT 16 + coalesce(sum(7 * length(part) + 36) OVER (ORDER BY colour ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), part, colour
FROM part ORDER BY colour
