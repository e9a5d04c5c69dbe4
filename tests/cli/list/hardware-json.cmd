cairn list hardware --json facts.xml >out
head -n 19 out
