cairn show --db a.sqlite b.sqlite optimum
