cairn list hardware --json facts.xml | head -n 19
