# Each way to say it; what stands in the file are the elements that it means.
set -- --replications 2 --draws 20 --no-cache --threads 1 --quiet
cairn sweep tiny.xml --uncertain '//site/@pue=uniform(1..1.5)' "$@" --db r.db
cairn sweep tiny.xml --uncertain "//hardware[@id='thin']/power/@idle=triangular(1,1.5,2 W)" "$@" --db r.db --csv | cut -d , -f 1-7
cairn sweep tiny.xml --uncertain '//intensity/@value*=lognormal(1,0.2)' "$@" --db r.db --json | grep '"uncertain"'
cairn sweep tiny.xml --uncertain '//intensity/@value=lognormal(300..500 gCO2e/kWh)' "$@" --db r.db
cairn sweep tiny.xml --uncertain '//intensity/@value=gamma(400 gCO2e/kWh,0.1)' "$@" --db r.db
cairn sweep tiny.xml --uncertain '//intensity/@value=empirical(300,400,700 gCO2e/kWh)' "$@" --db r.db
cairn sweep tiny.xml --uncertain '//site/@pue=uniform(1..1.5)' --vary '//intensity/@value=200,400 gCO2e/kWh' --robust "$@" --db r.db
