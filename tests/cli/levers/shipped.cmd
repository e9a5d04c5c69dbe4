for name in store-cameras search-cache parcel-peak; do
    cairn levers scenarios/$name.xml --db r.sqlite --quiet --replications 5 >/dev/null || echo "$name: $?"
done
# steps add up, nothing is used that breaks a promise, and each lever says what it does or why it does not apply
sqlite3 r.sqlite "SELECT scenario, count(*), count(step) > 0, sum(step IS NOT NULL AND status = 'breaks a promise' AND step = 1),
    abs(sum(step_kg) - max(together_kg)) < 1e-6 * base_kg, abs(max(curve_t) * 1000 - max(together_kg)) < 1e-6 * base_kg,
    sum(change IS NULL AND reason IS NULL), max(together_kg) < base_kg
    FROM v_lever GROUP BY scenario"
