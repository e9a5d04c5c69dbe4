cairn run aims.xml --db r.sqlite --json --explain --quiet >answer.json
sqlite3 :memory: "SELECT key, json_array_length(value) > 0 FROM json_each(readfile('answer.json'))
    WHERE key IN ('optimum', 'binding', 'budgets', 'next-best', 'flips', 'pareto', 'parts')"
sqlite3 r.sqlite "SELECT aim, unit, basis, status, bound_by, bound_kg IS NULL, carbon_kg > 0, value < 2000 FROM v_optimum"
cairn show r.sqlite --pareto --csv | cut -d , -f 1-3 | sort -u
cairn show r.sqlite binding --csv | sed -n 1p
cairn show r.sqlite routes --pareto
