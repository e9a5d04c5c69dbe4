-- Numbers of the scenario at which another placement would win: how many times what it is each would have to be, the
-- nearest first, at most fourteen.
WITH flip AS (
    SELECT role, number, subject, value, flips_at, low, high, coalesce(unit, '') AS unit, flips_at / value AS times
    FROM v_flip WHERE study = :study AND point = 0 AND flips_at > 0 AND value > 0),
near AS (SELECT *, row_number() OVER (ORDER BY max(times, 1 / times), role, number, subject) AS y FROM flip
         WHERE max(times, 1 / times) < 1000 LIMIT 14)
-- values
SELECT o.scenario || ': what would have to change for another placement to win' AS title, (SELECT count(*) FROM near) AS rows,
       (SELECT max(1.6, 1.15 * max(times), 1.15 * max(1 / times)) FROM near) AS most, 900 AS width, 150 + 30 * (SELECT count(*) FROM near) AS height,
       (SELECT printf('The nearest: %s of %s, which is %.4g%s, flips the answer at %.4g (against %s). ', number, subject, value, CASE unit WHEN '' THEN '' ELSE ' ' || unit END, flips_at, role)
        FROM near WHERE y = 1)
       || 'A bar leads from the number as it is to where it flips; what needs a long bar is safe. Each number is changed alone.' AS caption
FROM v_optimum o WHERE study = :study AND EXISTS (SELECT 1 FROM near)
-- data bars
SELECT y, times, coalesce(low / value, times), coalesce(high / value, times),
       CASE WHEN length(number || ' of ' || subject) > 44 THEN substr(number || ' of ' || subject, 1, 43) || '…' ELSE number || ' of ' || subject END,
       role, CASE WHEN value >= 100 AND value < 1e7 THEN printf('%d', round(value)) ELSE printf('%.3g', value) END || ' to '
       || CASE WHEN flips_at >= 100 AND flips_at < 1e7 THEN printf('%d', round(flips_at)) ELSE printf('%.3g', flips_at) END || ' ' || unit
FROM near ORDER BY y
