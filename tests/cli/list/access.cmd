cairn list access facts.xml
