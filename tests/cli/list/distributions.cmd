cairn list distributions
