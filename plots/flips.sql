-- Numbers of the scenario at which another placement would win: how many times what it is each would have to be, the
-- nearest first, at most fourteen.
WITH flip AS (
    SELECT role, words, value / size AS value, flips_at / size AS flips_at, low / size AS low, high / size AS high,
           CASE size WHEN 1 THEN coalesce(unit, '') ELSE 'kg' END AS unit, flips_at / value AS times
    FROM (SELECT *, CASE WHEN unit = 'g' AND min(value, flips_at) >= 1000 THEN 1000.0 ELSE 1 END AS size FROM v_flip) WHERE study = :study AND point = 0 AND flips_at > 0 AND value > 0),
near AS (SELECT *, row_number() OVER (ORDER BY max(times, 1 / times), role, words) AS y FROM flip
         WHERE max(times, 1 / times) < 1000 LIMIT 14)
-- values
SELECT o.scenario || ': what would have to change for another placement to win' AS title, (SELECT count(*) FROM near) AS rows,
       (SELECT max(1.6, 1.15 * max(times), 1.15 * max(1 / times)) FROM near) AS most, 900 AS width, 150 + 30 * (SELECT count(*) FROM near) AS height,
       (SELECT printf('The nearest: %s, which is %.4g%s, flips the answer at %.4g (against %s). ', words, value, CASE unit WHEN '' THEN '' ELSE ' ' || unit END, flips_at, role)
        FROM near WHERE y = 1)
       || 'A bar leads from the number as it is to where it flips; what needs a long bar is safe. Each number is changed alone.' AS caption
FROM v_optimum o WHERE study = :study AND EXISTS (SELECT 1 FROM near)
-- data bars
SELECT y, times, coalesce(low / value, times), coalesce(high / value, times),
       CASE WHEN length(words) > 44 THEN substr(words, 1, 43) || '…' ELSE words END,
       role, CASE WHEN value >= 100 AND value < 1e7 THEN printf('%d', round(value)) ELSE printf('%.3g', value) END || ' to '
       || CASE WHEN flips_at >= 100 AND flips_at < 1e7 THEN printf('%d', round(flips_at)) ELSE printf('%.3g', flips_at) END || ' ' || unit
FROM near ORDER BY y
