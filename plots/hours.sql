-- Carbon of the answer by hour of the week, part by part; of several seasons the one that emits most.
WITH kind(part, ord) AS (
    VALUES ('embodied', 1), ('idle', 2), ('busy', 3), ('service', 4), ('network', 5), ('network-embodied', 6)),
season AS (SELECT coalesce(season, '') AS name FROM v_hour WHERE study = :study AND is_answer
           GROUP BY 1 ORDER BY sum(carbon_kg_per_hour) DESC LIMIT 1),
piece AS (SELECT hour, part, carbon_kg_per_hour AS kg FROM v_hour, season
          WHERE study = :study AND is_answer AND part <> 'pretraining' AND coalesce(season, '') = name),
whole AS (SELECT hour, sum(kg) AS kg FROM piece GROUP BY hour),
scale AS (SELECT CASE WHEN max(kg) >= 2000 THEN 0.001 WHEN max(kg) < 0.2 THEN 1000.0 ELSE 1.0 END AS factor,
                 CASE WHEN max(kg) >= 2000 THEN 't' WHEN max(kg) < 0.2 THEN 'g' ELSE 'kg' END AS unit, max(kg) AS most FROM whole),
part AS (SELECT part, row_number() OVER (ORDER BY coalesce(ord, 99), part) AS colour
         FROM (SELECT part FROM piece GROUP BY part HAVING max(kg) > (SELECT most / 200 FROM scale)) LEFT JOIN kind USING (part)),
edge AS (SELECT (SELECT hour FROM whole ORDER BY kg DESC LIMIT 1) AS high, (SELECT hour FROM whole ORDER BY kg LIMIT 1) AS low)
-- values
SELECT o.scenario || ': carbon by hour of the week, UTC' || CASE name WHEN '' THEN '' ELSE ', ' || name END AS title, scale.unit || ' CO2e per hour' AS emits, factor * most AS most,
       (SELECT group_concat(part, ' ') FROM (SELECT part FROM part ORDER BY colour)) AS parts, 960 AS width, 440 AS height,
       printf('The answer emits most on %s at %02d:00, %.3g %s an hour, and least on %s at %02d:00, %.3g. What does not follow the hours is spread evenly.',
              substr('MonTueWedThuFriSatSun', high / 24 * 3 + 1, 3), high % 24, factor * most, scale.unit, substr('MonTueWedThuFriSatSun', low / 24 * 3 + 1, 3), low % 24,
              factor * (SELECT kg FROM whole WHERE hour = low)) AS caption
FROM v_optimum o, scale, edge, season WHERE study = :study AND scale.most > 0
-- data hours
SELECT hour, factor * (sum(kg) OVER stack - kg), factor * sum(kg) OVER stack, colour FROM piece JOIN part USING (part), scale
WINDOW stack AS (PARTITION BY hour ORDER BY colour) ORDER BY colour, hour
