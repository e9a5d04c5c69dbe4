cairn check --json store.xml broken.xml
