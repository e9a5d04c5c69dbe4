cairn check --effective --json store.xml
