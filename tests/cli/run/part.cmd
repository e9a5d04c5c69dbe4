cairn run bad.xml scenarios/keyword-spotting.xml --db r.sqlite --quiet >/dev/null
status=$?
sqlite3 r.sqlite 'SELECT scenario FROM study'
exit $status
