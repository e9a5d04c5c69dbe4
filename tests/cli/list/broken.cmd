cairn list media broken.xml
