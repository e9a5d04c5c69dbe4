cairn list models facts.xml
