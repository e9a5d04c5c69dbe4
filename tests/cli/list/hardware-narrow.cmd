COLUMNS=40 cairn list hardware facts.xml | head -n 16
