cairn run drift.xml --db drift.sqlite --explain --quiet
sqlite3 drift.sqlite "SELECT text FROM pruned WHERE reason LIKE '%accuracy%'"
