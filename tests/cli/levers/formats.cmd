cairn levers levers.xml --placement two --only pue,fewer,cache --csv >levers.csv
sed 1q levers.csv
cairn levers levers.xml --only pue,fewer,cache --json >levers.json
q() { sqlite3 :memory: "SELECT $1 FROM (SELECT readfile('levers.json') AS j)"; }
q "json_extract(j, '$.scenario', '$.placement', '$.basis', '$.settings')"
q "json_extract(j, '$.levers[2].lever', '$.levers[2].status', '$.levers[2].reason')"
q "json_extract(j, '$.order[0].lever', '$.order[1].lever')"
q "round(json_extract(j, '$.curve[1].to_t') * 1000 - json_extract(j, '$.together.carbon_kg.mean'), 6)"
