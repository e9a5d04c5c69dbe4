-- How far the expected total moves with each uncertain number from its 5 % to its 95 % value, the widest first, and what it
-- would save to know the number before choosing.
WITH swing AS (
    SELECT number, value_low, value_high, base, p5, p95, number_unit, multiplies, flips_at, unit, scenario,
           max(worth) AS worth, abs(value_high - value_low) AS width FROM v_measure_first
    WHERE study = :study AND value_low IS NOT NULL AND value_high IS NOT NULL GROUP BY number, p5, p95),
row AS (SELECT *, row_number() OVER (ORDER BY max(width, worth) DESC, number) AS y FROM swing LIMIT 14),
-- The total as the file stands lies on each bar, where the number is what it is.
middle AS (SELECT value_low + (value_high - value_low) * CASE WHEN p95 > p5 THEN (base - p5) / (p95 - p5) ELSE 0.5 END AS value
           FROM row ORDER BY width LIMIT 1)
-- values
SELECT scenario || ': how far the total moves with each uncertain number' AS title, unit AS measured, (SELECT count(*) FROM row) AS rows,
       (SELECT value FROM middle) AS middle,
       (SELECT min(min(value_low, value_high)) FROM row) AS low, (SELECT max(max(value_low, value_high)) FROM row) AS high,
       900 AS width, 150 + 34 * (SELECT count(*) FROM row) AS height,
       'A bar leads from the total with a number at its 5 % value (blue) to that at its 95 % value (orange), the others as they stand; the upright line is the file as it stands. '
       || coalesce((SELECT printf('To know %s first would save %.3g %s: it is worth measuring%s.', number, worth, unit,
                                  coalesce(printf(', and the answer flips at %.3g %s', flips_at, number_unit), ''))
                    FROM row WHERE worth > 0 ORDER BY worth DESC LIMIT 1), 'None of them is worth measuring first.') AS caption
FROM row WHERE y = 1
-- data bars
SELECT y, value_low, value_high, CASE WHEN length(number) > 46 THEN substr(number, 1, 45) || '…' ELSE number END,
       printf('%.3g to %.3g%s', p5, p95, CASE WHEN multiplies THEN ' times' WHEN number_unit = '' THEN '' ELSE ' ' || number_unit END),
       CASE WHEN worth > 0 THEN printf('saves %.3g', worth) ELSE '' END
FROM row ORDER BY y
