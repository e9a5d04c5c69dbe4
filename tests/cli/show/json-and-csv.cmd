cairn show --json --csv
