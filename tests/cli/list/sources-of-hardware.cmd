cairn list hardware --sources facts.xml | head -n 6
