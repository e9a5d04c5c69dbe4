cairn run --quiet store.xml --db r.sqlite >/dev/null
for view in optimum placements candidates routes baselines bases promises purchases parts scopes scopes-by-year footprint terms pruned flags; do
    cairn show r.sqlite $view >out || echo "$view: $?"
    head -n 1 out | tr -s ' '
    cairn show r.sqlite $view --csv >out.csv || echo "$view: $?"
    [ "$(wc -l <out.csv)" -gt 1 ] || echo "$view: no rows"
done
cairn show r.sqlite --study stroe
cairn show r.sqlite --study anything
