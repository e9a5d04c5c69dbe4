-- Candidates over the draws of what is uncertain.
WITH row AS (SELECT *, row_number() OVER (ORDER BY is_chosen DESC, expected, placement_id) AS y FROM v_outlook WHERE study = :study LIMIT 10)
-- values
SELECT scenario || ': ' || unit || ' over ' || draws || ' draws of what is uncertain' AS title, unit AS measured, (SELECT count(*) FROM row) AS rows,
       (SELECT max(max(p95), max(expected)) FROM row) AS most, 900 AS width, 140 + 56 * (SELECT count(*) FROM row) AS height,
       printf('A bar holds 90 %% of the draws, the dot is the mean, the tick the median. %s has the least expected, and is best in %.0f %% of draws; at the right, how often each is best and what it costs at most to have chosen it.',
              placement, 100 * best_share) AS caption
FROM row WHERE y = 1
-- data rows
SELECT y, p5, coalesce(p50, expected), p95, expected,
       CASE WHEN length(placement_summary) > 90 THEN substr(placement_summary, 1, 89) || '…' ELSE placement_summary END,
       printf('%.0f %%', 100 * best_share), CASE WHEN greatest_regret >= 100 AND greatest_regret < 1e7 THEN printf('%d', round(greatest_regret)) ELSE printf('%.3g', greatest_regret) END, is_chosen
FROM row ORDER BY y
