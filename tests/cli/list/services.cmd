cairn list services facts.xml
