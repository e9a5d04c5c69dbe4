cairn check --quiet scenarios/store-cameras.xml
