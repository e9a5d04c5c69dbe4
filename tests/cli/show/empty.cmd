: >r.sqlite
cairn show r.sqlite
