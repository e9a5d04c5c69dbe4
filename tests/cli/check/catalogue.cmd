cairn check facts.xml
cairn check --json facts.xml | head -8
cairn check --effective facts.xml
