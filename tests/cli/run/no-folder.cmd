cairn run scenarios/keyword-spotting.xml --db missing/r.sqlite
status=$?
ls
exit $status
