#!/bin/sh
# The answer over draws of what is uncertain: a draw is the scenario with those numbers, totals and shares add up, and rows are the same
# whatever the number of threads, with and without what is remembered.
# shellcheck source=tests/study/study.sh
. "$(dirname "$0")/study.sh"

cd "$tmp" || exit 1

# unsure NAME EXTRA: mixed.xml under another name, with more in it
unsure() {
    { sed '$d' "$here/mixed.xml" && printf '%s\n</scenario>\n' "$2"; } >"$1.xml"
}

# ---- accounting ----

unsure books '
<uncertain select="//region/@pue" distribution="uniform" low="1.05" high="1.9"/>
<uncertain select="//intensity/@value" distribution="lognormal" mean="1" cv="0.4" as="multiplier" outside="truncate" group="grids" correlation="0.5"/>
<uncertain select="//hardware[@id='"'board'"']/embodied/@carbon" distribution="triangular" low="15 kg" mode="31 kg" high="90 kg" group="grids" correlation="0.5"/>
<draws n="40" ask="3" sobol="64" morris="4"/>'
"$CAIRN" run books.xml --db books.db --cache books.cache >out 2>err
check "draws: status" [ $? -eq 0 ]
check "draws: the sentence says how sure" grep -q 'of draws' out
check "draws: a row for each, with a value for each number" [ "$(query books.db \
    "SELECT (SELECT count(*) FROM draw), (SELECT count(*) FROM draw_value)")" = "40|120" ]

check "shares of the best add up" [ "$(query books.db "SELECT round(sum(best_share), 9) FROM best_share")" = "1.0" ]
check "expected is the mean over draws" [ "$(query books.db "SELECT count(*) FROM best_share b WHERE abs(expected /
    (SELECT avg(value) FROM draw_result r WHERE r.placement = b.placement) - 1) > 1e-12")" = 0 ]
check "the best of a draw has least of those that keep their promises" [ "$(query books.db "SELECT count(*) FROM draw d
    JOIN draw_result r USING (study, draw) JOIN draw_result b ON b.study = d.study AND b.draw = d.draw AND b.placement = d.best
    WHERE r.kept AND r.value < b.value")" = 0 ]
check "nothing is worth more than knowing everything, but for noise" [ "$(query books.db "SELECT count(*) FROM value_of_information
    JOIN outlook USING (study) WHERE worth > evpi + chance + 0.001 * abs(evpi)")" = 0 ]
check "two factors: a number and a group" [ "$(query books.db "SELECT group_concat(subject) FROM value_of_information")" = \
    'grids,pue of region "hall"' ]
check "indices of the total and of the decision" [ "$(query books.db "SELECT count(*) FROM sensitivity")" = 4 ]
dump books.db >books.dump
for threads in 1 2; do
    "$CAIRN" run books.xml --db "threads-$threads.db" --no-cache --threads "$threads" >out 2>err
    dump "threads-$threads.db" >threads.dump
    check "the same with $threads thread(s) and no memory" same books.dump threads.dump
done
"$CAIRN" run books.xml --db books.db --cache books.cache >again 2>err
dump books.db >again.dump
check "asked again: the same rows" same books.dump again.dump
check "asked again: the same sentence" grep -q 'of draws' again

# ---- a draw is the scenario with its numbers ----

unsure one '
<uncertain select="//region/@pue" distribution="uniform" low="1.05" high="1.9"/>
<draws n="20" ask="1"/>'
"$CAIRN" run one.xml --db one.db --no-cache >out 2>err
pue=$(query one.db "SELECT value FROM draw_value WHERE draw = 7")
sed 's#\(<region [^>]*pue="\)[^"]*#\1'"$pue"'#' "$here/mixed.xml" >alone.xml
"$CAIRN" run alone.xml --db alone.db --no-cache >out 2>err
query one.db "SELECT p.summary, round(r.value, 6) FROM draw_result r JOIN placement p USING (study, placement) WHERE draw = 7
    ORDER BY 1" >one.rows
query alone.db "SELECT p.summary, round(c.carbon_kg, 6) FROM candidate c JOIN placement p USING (study, placement)
    WHERE c.replications = 8 ORDER BY 1" >alone.rows
check "totals of a draw are those of the scenario with its numbers" [ "$(comm -12 one.rows alone.rows | wc -l)" -ge 2 ]

# The same of places with solar panels, whose footprints do not add: what is prepared for one draw is not that of another.
cp "$here"/sunny-*.csv .
sunny() { # NAME EXTRA
    { sed '$d' "$here/sunny.xml" && printf '%s\n</scenario>\n' "$2"; } >"$1.xml"
}
sunny panels '
<uncertain select="//hardware/embodied/@carbon" distribution="uniform" low="0.5" high="2" as="multiplier"/>
<uncertain select="//power/@idle" distribution="uniform" low="0.5" high="1" as="multiplier"/>
<draws n="20" ask="1"/>'
"$CAIRN" run panels.xml --db panels.db --no-cache >out 2>err
carbon=$(query panels.db "SELECT value FROM draw_value WHERE draw = 5 AND uncertain = 0")
idle=$(query panels.db "SELECT value FROM draw_value WHERE draw = 5 AND uncertain = 1")
sunny panel "
<uncertain select=\"//hardware/embodied/@carbon\" distribution=\"empirical\" values=\"$carbon\" as=\"multiplier\"/>
<uncertain select=\"//power/@idle\" distribution=\"empirical\" values=\"$idle\" as=\"multiplier\"/>
<draws n=\"20\" ask=\"1\"/>"
"$CAIRN" run panel.xml --db panel.db --no-cache >out 2>err
for db in panels panel; do
    query $db.db "SELECT p.summary, round(r.value, 6) FROM draw_result r JOIN placement p USING (study, placement)
        WHERE draw = $([ $db = panels ] && echo 5 || echo 20) ORDER BY 1" >$db.rows
done
check "totals of groups are those of their own draw" [ "$(comm -12 panels.rows panel.rows | wc -l)" -ge 2 ]
check "where nothing differs every draw is alike" [ "$(query panel.db "SELECT max(n) FROM (SELECT count(DISTINCT value) AS n
    FROM draw_result GROUP BY placement)")" = 1 ]

# ---- physics ----

unsure busy '
<uncertain select="//arrivals/@rate" distribution="gamma" mean="1" cv="0.2" as="multiplier"/>
<draws n="20" ask="1"/>'
"$CAIRN" run busy.xml --db busy.db --cache busy.cache >out 2>err
check "physics: status" [ $? -eq 0 ]
check "physics: another rate, another total" [ "$(query busy.db "SELECT count(DISTINCT value) = 20 FROM draw_result
    WHERE placement = (SELECT chosen FROM outlook)")" = 1 ]

for threads in 1 2; do
    "$CAIRN" run busy.xml --db "busy-$threads.db" --no-cache --threads "$threads" >out 2>err
done
check "physics: the same with 1 and 2 threads" "$CAIRN" compare busy-1.db busy-2.db
check "physics: the same from memory" "$CAIRN" compare busy-1.db busy.db

# ---- killed, and gone on ----

unsure long '
<uncertain select="//arrivals/@rate" distribution="gamma" mean="1" cv="0.2" as="multiplier"/>
<uncertain select="//region/@pue" distribution="uniform" low="1.05" high="1.9"/>
<draws n="1500" ask="1"/>'
began=$(date +%s.%N)
"$CAIRN" run long.xml --db whole.db --no-cache >out 2>err
ended=$(date +%s.%N)
# At shares of the time that a whole one takes: what of it falls into the draws differs between machines, the result does not.
kills=0
for share in ${CAIRN_KILLS:-0.3 0.25 0.25 0.2 0.2}; do
    "$CAIRN" run long.xml --db killed.db --no-cache --quiet >out 2>err &
    pid=$!
    sleep "$(echo "$began $ended $share" | awk '{ printf "%.3f", ($2 - $1) * $3 }')"
    kill -9 $pid 2>"$tmp/kill" && kills=$((kills + 1))
    wait $pid 2>"$tmp/wait"
done
echo "# killed $kills times; $(query killed.db "SELECT count(*) FROM draw" 2>"$tmp/query") of 1500 draws were there"
"$CAIRN" run long.xml --db killed.db --no-cache --quiet >out 2>err
check "killed and gone on: the same to the bit" "$CAIRN" compare whole.db killed.db
query whole.db "PRAGMA foreign_keys = ON; DELETE FROM outlook; DELETE FROM swing; DELETE FROM draw WHERE draw > 64"
"$CAIRN" run long.xml --db whole.db --no-cache --quiet >out 2>err
check "what was finished is kept, what is missing is done" "$CAIRN" compare killed.db whole.db

# ---- how numbers enter ----

# Seven numbers of accounting: evaluated, and asked one by one where a budget has to be looked at in each draw.
seven='
<uncertain select="//region/@pue" distribution="uniform" low="1.05" high="1.9"/>
<uncertain select="//intensity/@value" distribution="lognormal" mean="1" cv="0.3" as="multiplier" outside="truncate"/>
<uncertain select="//hardware[@id='"'board'"']/embodied/@carbon" distribution="triangular" low="15 kg" mode="31 kg" high="90 kg"/>
<uncertain select="//hardware/embodied/@lifetime" distribution="uniform" low="0.7" high="1.5" as="multiplier"/>
<uncertain select="//power/@idle" distribution="uniform" low="0.5" high="1" as="multiplier"/>
<uncertain select="//hop/@average" distribution="gamma" mean="1" cv="0.5" as="multiplier"/>
<uncertain select="//site/@pue" distribution="uniform" low="1" high="1.2" as="multiplier"/>
<draws n="300" ask="2"/>'
unsure seven "$seven"
sed 's#\(<choose [^>]*\)/>#\1><budget money="1000000000 USD"/></choose>#; s#\(<choose [^>]*[^/]\)>#\1><budget money="1000000000 USD"/>#' seven.xml >asked.xml
"$CAIRN" run seven.xml --db seven.db --no-cache >out 2>err
"$CAIRN" run asked.xml --db asked.db --no-cache >out 2>err
check "a formula and asking agree" [ "$(query seven.db "ATTACH 'asked.db' AS a; SELECT count(*) > 300, max(abs(r.value / o.value - 1)) < 1e-9,
    max(abs(r.value / o.value - 1)) > 0 FROM draw_result r JOIN placement p USING (study, placement)
    JOIN a.placement q ON q.summary = p.summary JOIN a.draw_result o ON o.draw = r.draw AND o.placement = q.placement")" = "1|1|1" ]

# ---- from the command line ----

unsure words '
<uncertain select="//region/@pue" distribution="uniform" low="1.05" high="1.9"/>
<uncertain select="//hop/@average" distribution="lognormal" mean="1" cv="0.4" as="multiplier"/>
<uncertain select="//intensity/@value" distribution="empirical" values="0.8 1 1.4" as="multiplier"/>
<draws n="30"/>'
"$CAIRN" run words.xml --db words.db --no-cache >out 2>err
"$CAIRN" sweep "$here/mixed.xml" --uncertain '//region/@pue=uniform(1.05..1.9)' --uncertain '//hop/@average*=lognormal(1,0.4)' \
    --uncertain '//intensity/@value*=empirical(0.8, 1, 1.4)' --draws 30 --db said.db --no-cache >out 2>err
check "in words: status" [ $? -eq 0 ]
check "in words: P(best), regret and what to measure first are told" says out 'expected regret'
for db in words said; do
    query $db.db "SELECT draw, placement, value, kept FROM draw_result" >$db.rows
done
check "in words: as in elements of the file" same words.rows said.rows
"$CAIRN" show said.db >out 2>err
check "the answers are shown with what draws say of them" says out 'best in'
refused() { # WHAT MESSAGE
    "$CAIRN" sweep "$here/mixed.xml" --uncertain "$1" --db refused.db --no-cache >out 2>err
    [ $? -eq 2 ] && says err "$2"
}
check "no distribution" refused '//region/@pue=1.05' 'no distribution with values in parentheses'
check "which distribution" refused '//region/@pue=triangle(1,2)' 'no such distribution'
check "too many values" refused '//region/@pue=triangular(1,2,3,4,5,6)' 'another number of values'
check "too few values" refused '//region/@pue=triangular(1,2)' 'another number of values'

# ---- what makes no scenario is told ----

unsure odd '
<uncertain select="//hardware[@id='"'board'"']/power/@idle" distribution="uniform" low="5 W" high="30 W"/>
<draws n="20" ask="1"/>'
"$CAIRN" run odd.xml --db odd.db --no-cache >out 2>err
check "a draw that is no scenario is told" grep -q 'no valid scenario in a draw: .*draws less busy than idle' err
