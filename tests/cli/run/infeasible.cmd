cairn run full.xml --db r.sqlite
status=$?
sqlite3 r.sqlite 'SELECT status, placement, carbon_kg, answer FROM v_optimum'
exit $status
