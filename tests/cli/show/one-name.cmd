# Studies of one name are told apart by their numbers; where each has a name of its own there are none.
cairn run tiny.xml --db r.db --no-cache --quiet >log
cairn show r.db baselines | cut -c1-20
sed 's/horizon="3 y"/horizon="4 y"/' tiny.xml >more.xml
cairn run more.xml --db r.db --no-cache --quiet >log
cairn show r.db candidates | cut -c1-20
cairn show r.db candidates --study tiny | cut -c1-15
cairn report r.db -o r.html --quiet
grep -o '<h2 id="s[0-9]*-name">[^<]*' r.html
