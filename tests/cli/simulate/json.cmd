cairn simulate one.xml --json >one.json
cairn simulate one.xml --csv >one.csv
sqlite3 :memory: "SELECT json_extract(j, '$.scenario', '$.seed') FROM (SELECT readfile('one.json') AS j)"
# The table and the tree hold the same figures.
sqlite3 :memory: '.mode csv' "SELECT json_extract(r.value, '$.kind'), json_extract(r.value, '$.id'), m.key, json_extract(m.value, '$.mean')
    FROM json_each(readfile('one.json'), '$.results') r, json_each(r.value) m
    WHERE m.type = 'object' AND json_extract(m.value, '$.mean') IS NOT NULL" | tr -d '\r' | cut -d , -f 1-3 >tree
sed 1d one.csv | tr -d '\r' | cut -d , -f 1-3 >table
cmp tree table && wc -l <table
