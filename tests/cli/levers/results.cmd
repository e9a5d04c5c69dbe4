cairn levers levers.xml --only pue,fewer --db r.sqlite --quiet >one && cairn levers levers.xml --only pue,fewer --db r.sqlite --quiet >again
cmp one again
cairn levers levers.xml --only pue --lever pue=1.3 --db r.sqlite --quiet >/dev/null
sqlite3 r.sqlite "SELECT lever, status, change, round(saving_kg, 3), round(usd_per_t, 1), step, round(curve_t, 6), settings FROM v_lever"
cairn show r.sqlite levers
