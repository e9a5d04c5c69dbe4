cairn list hardwear; cairn list planets
