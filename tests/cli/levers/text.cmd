cairn levers levers.xml --lever 'pue=1.2, lifetime=8 y'
