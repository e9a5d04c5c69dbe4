cairn check store.xml broken.xml store.xml
