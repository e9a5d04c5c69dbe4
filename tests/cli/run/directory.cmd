mkdir r.sqlite
cairn run scenarios/keyword-spotting.xml --db r.sqlite
status=$?
ls r.sqlite
exit $status
