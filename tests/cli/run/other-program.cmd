sqlite3 r.sqlite 'CREATE TABLE recipe (name TEXT)'
cp r.sqlite before
cairn run scenarios/keyword-spotting.xml --db r.sqlite
status=$?
cmp before r.sqlite && ls
exit $status
