cairn plot a.sqlite --figure flip --to x.svg
