cairn plot a.sqlite --figure flips --to x.jpg
