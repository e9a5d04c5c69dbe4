cairn check nowhere.xml
