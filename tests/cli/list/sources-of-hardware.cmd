cairn list hardware --sources facts.xml >out
head -n 6 out
