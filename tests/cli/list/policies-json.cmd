cairn list policies --json
