cairn list sources facts.xml
