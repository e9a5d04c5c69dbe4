cairn report --help
