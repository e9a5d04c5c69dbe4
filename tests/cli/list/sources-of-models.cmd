cairn list models --sources facts.xml
