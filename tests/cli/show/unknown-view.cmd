cairn show r.sqlite optimun
cairn show r.sqlite nothing
