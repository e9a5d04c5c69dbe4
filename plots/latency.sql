-- Times from sending a request to its reply, in the answer, the runner-up and today's placement, against what is promised.
WITH role AS (SELECT DISTINCT placement_id, role, CASE WHEN role LIKE 'answer%' THEN 1 WHEN role LIKE 'runner-up%' THEN 2 ELSE 3 END AS ord
              FROM v_part WHERE study = :study AND decides AND role NOT IN ('all-edge', 'all-cloud')),
row AS (
    SELECT w.workload, role, sojourn_p50_s AS p50, sojourn_p95_s AS p95, sojourn_p99_s AS p99, late_share,
           (SELECT max(promised) FROM v_promise p WHERE p.study = :study AND p.placement_id = w.placement AND p.workload = w.workload
            AND p.promise = 'p95' AND p.unit = 's') AS promised,
           row_number() OVER (ORDER BY w.workload, ord) AS y, ord = 1 AS is_answer
    FROM workload_result w JOIN role ON role.placement_id = w.placement
    WHERE w.study = :study AND sojourn_p95_s > 0 ORDER BY w.workload, ord LIMIT 24)
-- values
SELECT o.scenario || ': how long requests take, against what is promised' AS title, (SELECT count(*) FROM row) AS rows,
       (SELECT 0.6 * min(p50) FROM row) AS low, (SELECT 1.8 * max(max(p99), max(coalesce(promised, 0))) FROM row) AS high,
       900 AS width, 150 + 34 * (SELECT count(*) FROM row) AS height,
       'A line leads from the median over the 95th to the 99th percentile. What is promised of the 95th is the upright mark'
       || coalesce((SELECT printf(': in the answer %s comes nearest, with %.0f %% of the time allowed', workload, 100 * p95 / promised)
                    FROM row WHERE is_answer AND promised > 0 ORDER BY p95 / promised DESC LIMIT 1), '') || '.' AS caption
FROM v_optimum o WHERE study = :study AND EXISTS (SELECT 1 FROM row)
-- data times
SELECT y, p50, p95, p99, coalesce(promised, 0),
       CASE WHEN is_answer OR y = 1 THEN CASE WHEN length(workload) > 28 THEN substr(workload, 1, 27) || '…' ELSE workload END ELSE '' END, role,
       CASE WHEN p95 < 1 THEN printf('%.3g ms', 1000 * p95) ELSE printf('%.3g s', p95) END, is_answer
FROM row ORDER BY y
