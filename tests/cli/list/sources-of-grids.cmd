cairn list grids --sources facts.xml
