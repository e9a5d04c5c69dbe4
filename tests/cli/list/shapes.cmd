cairn list shapes facts.xml
