cairn run full.xml --db r.sqlite --json --quiet >answer.json
cairn run full.xml --db r.sqlite --csv --quiet | sed -n 1p | cut -d , -f 1-5
sqlite3 :memory: "SELECT json_array_length(a), json_extract(a, '$[0].scenario', '$[0].status', '$[0].carbon_kg')
    FROM (SELECT readfile('answer.json') AS a)"
