cairn check --quiet store.xml
