cairn run nowhere.xml --db r.sqlite
