cairn show
cairn show nowhere.sqlite
cairn show nowhere/r.sqlite candidates
cairn show candidate
