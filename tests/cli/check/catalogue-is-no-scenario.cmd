cairn check facts.xml
