cairn check --effective broken.xml >out
status=$?
cat out
exit $status
