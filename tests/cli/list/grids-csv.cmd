cairn list grids --csv facts.xml
