cairn simulate one.xml --audit | sed -n 1p
