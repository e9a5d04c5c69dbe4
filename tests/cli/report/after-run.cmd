cairn run --quiet store.xml --db r.sqlite >/dev/null
cairn report r.sqlite
cairn report r.sqlite
head -c 15 report.html; echo
grep -c '<article' report.html
cairn report --db r.sqlite -o pages.html --quiet
cmp report.html pages.html
cairn report r.sqlite -o - --study store >one.html
grep -c '<article' one.html
cairn report r.sqlite --study stroe
echo mine >mine.html
cairn report r.sqlite -o mine.html
cat mine.html
cairn report r.sqlite -o mine.html --force
cairn report r.sqlite -o none/page.html
cairn report r.sqlite --db r.sqlite
