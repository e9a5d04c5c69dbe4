set -- --replications 2 --no-cache --threads 1 --quiet
cairn sweep tiny.xml --vary '//intensity/@value=100:400 gCO2e/kWh:3:log' --vary '//site/@pue=1,1.5' "$@" --db r.db
cairn sweep tiny.xml --vary '//intensity/@value=100:400 gCO2e/kWh' --design sobol --points 3 "$@" --db r.db --csv | cut -d , -f 1-7
cairn sweep tiny.xml --vary '//site/@pue=1,1.5' "$@" --db r.db --json | grep -e '"setting"' -e '"placement"'
