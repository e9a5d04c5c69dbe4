COLUMNS=50 cairn run aims.xml --db r.sqlite --explain --quiet >explained
awk 'length > 50 && !/cairn show/' explained
sed -n '/would have to change/,/^$/p' explained
COLUMNS=50 cairn simulate aims.xml --quiet | awk 'length > 50'
