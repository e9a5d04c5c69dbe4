cairn --json check x.xml
