cairn list media facts.xml
