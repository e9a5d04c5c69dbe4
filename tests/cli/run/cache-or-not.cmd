cairn run scenarios/keyword-spotting.xml --db r.sqlite --cache c --no-cache
status=$?
ls
exit $status
