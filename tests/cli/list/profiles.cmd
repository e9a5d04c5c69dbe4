cairn list profiles facts.xml
