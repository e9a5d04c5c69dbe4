-- Which placement is best over two numbers: on lines of the first, with exact edges along the second.
WITH cell AS (SELECT * FROM v_cell WHERE study = :study),
lines AS (SELECT line, value, lead(value) OVER (ORDER BY line) AS next, lag(value) OVER (ORDER BY line) AS previous
          FROM (SELECT DISTINCT line, value FROM cell)),
known AS (SELECT placement_id, min(placement) AS placement, row_number() OVER (ORDER BY sum(to_value - from_value) DESC, placement_id) AS colour
          FROM cell GROUP BY placement_id),
same AS (SELECT placement FROM known GROUP BY placement HAVING count(*) > 1)
-- values
SELECT scenario || ': the best placement over two numbers' AS title,
       subject || CASE WHEN unit IS NULL OR unit = '' THEN '' ELSE ', ' || unit END || (SELECT CASE WHEN multiplies THEN ', times what it is' ELSE '' END FROM vary WHERE study = :study ORDER BY vary LIMIT 1) AS x_name,
       along || CASE WHEN along_unit IS NULL OR along_unit = '' THEN '' ELSE ', ' || along_unit END || (SELECT CASE WHEN multiplies THEN ', times what it is' ELSE '' END FROM vary WHERE study = :study ORDER BY vary LIMIT 1 OFFSET 1) AS y_name,
       (SELECT min(value) FROM cell) AS x_low, (SELECT max(value) FROM cell) AS x_high,
       (SELECT min(from_value) FROM cell) AS y_low, (SELECT max(to_value) FROM cell) AS y_high,
       (SELECT CASE WHEN multiplies THEN 1.0 ELSE base END FROM vary WHERE study = :study ORDER BY vary LIMIT 1) AS x_base,
       (SELECT CASE WHEN multiplies THEN 1.0 ELSE base END FROM vary WHERE study = :study ORDER BY vary LIMIT 1 OFFSET 1) AS y_base,
       860 AS width, 520 AS height,
       printf('Each colour is where one placement is best. Edges are solved for along the vertical, on %d lines of the horizontal; between them they are drawn straight. The ring is the scenario as it stands.',
              (SELECT count(*) FROM lines)) AS caption
FROM cell ORDER BY line, cell LIMIT 1
-- data boxes
SELECT coalesce((value + previous) / 2, value), coalesce((value + next) / 2, value), from_value, to_value, colour
FROM cell JOIN lines USING (line, value) JOIN known USING (placement_id) ORDER BY line, cell
-- data quads
SELECT a.value, a.from_value, a.to_value, b.value, b.from_value, b.to_value, colour
FROM cell a JOIN cell b ON b.line = a.line + 1 AND b.placement_id = a.placement_id JOIN known ON known.placement_id = a.placement_id
ORDER BY a.line, a.cell
-- data names
SELECT value, (from_value + to_value) / 2, CASE WHEN placement IN (SELECT placement FROM same) THEN placement_summary ELSE placement END,
       min(abs(line - middle))
FROM cell JOIN (SELECT placement_id, sum(line * (to_value - from_value)) / sum(to_value - from_value) AS middle FROM cell GROUP BY placement_id)
USING (placement_id) GROUP BY placement_id
