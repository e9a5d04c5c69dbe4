cairn list units facts.xml
