cairn run bad.xml --db r.sqlite
status=$?
sqlite3 r.sqlite 'SELECT count(*) FROM study'
exit $status
