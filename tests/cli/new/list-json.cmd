cairn new --list --json | head -n 4
