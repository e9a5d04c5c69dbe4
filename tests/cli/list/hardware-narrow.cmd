COLUMNS=40 cairn list hardware facts.xml >out
head -n 16 out
