cairn run bad.xml --db r.sqlite --json
status=$?
find . -name "r.sqlite*" -o -name "*.cache"
exit $status
