cairn list grids facts.xml
