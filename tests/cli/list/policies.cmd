cairn list policies
