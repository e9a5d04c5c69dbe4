#!/bin/sh
# [ROBUST] One placement for all points of a sweep: totals are those of the points, the view says what they amount to, and rows are the same
# whatever the number of threads.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cd "$tmp" || exit 1
cp "$here/mixed.xml" mixed.xml

sweep() { # DB THREADS
    "$CAIRN" sweep mixed.xml --vary "//site[@id='east']/@grid=north,south" --vary '//choose/@basis=inventory,decision,sci' --robust \
        --db "$1" --no-cache --threads "$2" >out 2>err
}
sweep robust.db 1
check "robust: status" [ $? -eq 0 ]
check "robust: it is said what is least" says out 'least regret'
check "all candidates at all points" [ "$(query robust.db "SELECT count(DISTINCT point), count(*) = 6 * count(DISTINCT placement),
    count(DISTINCT placement) > 2 FROM point_result")" = "6|1|1" ]
check "winners of points are among them" [ "$(query robust.db "SELECT count(*) FROM v_sweep w WHERE NOT EXISTS (SELECT 1 FROM point_result r
    JOIN placement p USING (study, placement) WHERE r.point = w.point AND p.summary = w.placement_summary)")" = 0 ]
check "nothing has less than the winner of a point, but for noise" [ "$(query robust.db "SELECT count(*) FROM point_result r
    JOIN v_sweep w USING (study, point) JOIN placement p ON p.study = r.study AND p.summary = w.placement_summary
    JOIN point_result b ON b.study = r.study AND b.point = r.point AND b.placement = p.placement
    WHERE r.kept AND r.value < 0.98 * b.value")" = 0 ]
# by hand: of each candidate, over points
query robust.db "SELECT printf('%d %.9g %.9g %.9g', placement, max(value), avg(value), max(value - least)) FROM point_result
    JOIN (SELECT point, min(value) AS least FROM point_result WHERE kept GROUP BY point) USING (point) GROUP BY placement ORDER BY placement" >hand
query robust.db "SELECT printf('%d %.9g %.9g %.9g', placement_id, worst, mean, greatest_regret) FROM v_robust ORDER BY placement_id" >view
check "worst, mean and regret" same hand view
check "one has the least regret, and it is eligible" [ "$(query robust.db "SELECT sum(is_minimax_regret) >= 1,
    min(greatest_regret) FILTER (WHERE eligible) = max(greatest_regret) FILTER (WHERE is_minimax_regret) FROM v_robust")" = "1|1" ]
sweep other.db 2
check "the same with two threads" "$CAIRN" compare robust.db other.db
"$CAIRN" show robust.db robust >out 2>err
check "shown" says out 'least worst'

"$CAIRN" sweep mixed.xml --vary '//choose/@aim=carbon,energy' --robust --db aims.db --no-cache >out 2>err
check "several aims do not compare" says err 'totals of different kinds do not compare'
"$CAIRN" sweep mixed.xml --vary '//region/@pue=1:2:2000' --robust --db many.db --no-cache >out 2>err
check "too many points" says err 'at no more than 1000 points, and these are 2000'
