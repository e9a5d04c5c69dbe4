echo 'a shopping list' >r.sqlite
cp r.sqlite before
cairn run scenarios/keyword-spotting.xml --db r.sqlite
status=$?
cmp before r.sqlite && ls
exit $status
