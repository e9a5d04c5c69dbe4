cairn check --effective store.xml store.xml
