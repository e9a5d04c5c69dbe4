mkdir r.sqlite; cairn show r.sqlite
