awk 'BEGIN { for (i = 0; i < 1000; i++) print "milk and bread" }' >r.sqlite
cp r.sqlite before
cairn run scenarios/keyword-spotting.xml --db r.sqlite
status=$?
cmp before r.sqlite && ls
exit $status
