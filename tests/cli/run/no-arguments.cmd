cairn run --db r.sqlite
status=$?
ls
exit $status
