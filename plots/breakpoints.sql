-- Which placement is best along one number, and what it emits there: the first number that was followed exactly, and of those
-- the first along which the answer changes.
WITH of AS (
    SELECT s.vary FROM v_segment s WHERE study = :study
    GROUP BY s.vary ORDER BY count(*) = 1, s.vary LIMIT 1),
segment AS (SELECT s.* FROM v_segment s JOIN of USING (vary) WHERE study = :study),
known AS (SELECT placement_id, row_number() OVER (ORDER BY min(segment)) AS colour FROM segment GROUP BY placement_id),
scale AS (
    SELECT CASE WHEN max(carbon_to_kg_per_year) >= 20000 THEN 0.001 WHEN max(carbon_to_kg_per_year) < 2 THEN 1000.0 ELSE 1.0 END AS factor,
           CASE WHEN max(carbon_to_kg_per_year) >= 20000 THEN 't' WHEN max(carbon_to_kg_per_year) < 2 THEN 'g' ELSE 'kg' END AS unit,
           max(max(carbon_from_kg_per_year, carbon_to_kg_per_year)) AS most FROM segment)
-- values
SELECT (SELECT scenario FROM segment LIMIT 1) || ': the best placement along ' || subject AS title,
       subject || CASE WHEN multiplies THEN ', times what it is' WHEN vary.unit = '' THEN '' ELSE ', ' || vary.unit END AS along,
       scale.unit || ' CO2e per year' AS emits, scale.most * factor AS most,
       (SELECT min(from_value) FROM segment) AS low, (SELECT max(to_value) FROM segment) AS high,
       CASE WHEN multiplies THEN 1.0 ELSE base END AS base, CASE WHEN multiplies THEN 1.0 ELSE base END IS NOT NULL AS has_base,
       860 AS width, 470 AS height,
       coalesce((SELECT group_concat(printf('%s is best below %.4g%s and %s above (%.4g to %.4g)', from_placement, value,
                                            CASE WHEN b.unit = '' THEN ' times' ELSE ' ' || b.unit END, to_placement, low, high), '; ') || '. '
                 FROM v_breakpoint b WHERE b.study = :study AND b.vary = of.vary), 'One placement is best everywhere. ')
       || 'The line is what the best placement emits; nothing looked at or left out could be more than '
       || (SELECT printf('%.2g %%', 100 * max(gap)) FROM segment) || ' better anywhere.' AS caption
FROM vary JOIN of USING (vary), scale WHERE study = :study
-- data segments
SELECT from_value, to_value, factor * carbon_from_kg_per_year, factor * carbon_to_kg_per_year, colour FROM segment JOIN known USING (placement_id), scale
ORDER BY segment
-- data names
SELECT (from_value + to_value) / 2, placement, colour, to_value - from_value FROM segment JOIN known USING (placement_id) ORDER BY segment
-- data breaks
SELECT value, coalesce(low, value), coalesce(high, value), printf('%.4g', value) FROM v_breakpoint JOIN of USING (vary) WHERE study = :study
