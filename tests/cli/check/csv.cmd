cairn check --csv broken.xml
