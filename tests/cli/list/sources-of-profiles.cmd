cairn list profiles --sources --csv facts.xml
