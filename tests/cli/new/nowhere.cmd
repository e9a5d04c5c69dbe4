cairn new nowhere/a.xml
