cairn check --effective store.xml >again.xml
grep -c . again.xml
cairn check again.xml
cairn check --effective again.xml >twice.xml
grep -v "<!--" again.xml >a
grep -v "<!--" twice.xml >b
cmp a b
