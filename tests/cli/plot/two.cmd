cairn plot a.sqlite --db b.sqlite
