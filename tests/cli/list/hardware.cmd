cairn list hardware facts.xml
