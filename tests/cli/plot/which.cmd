cairn plot a.sqlite --to x.svg
