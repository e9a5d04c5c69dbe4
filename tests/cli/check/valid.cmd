cairn check store.xml
