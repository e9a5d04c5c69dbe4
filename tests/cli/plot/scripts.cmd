# Scripts for gnuplot need no gnuplot: of one study that asks for everything, all that has something to show.
sed 's#</scenario>#<uncertain select="//intensity/@value" distribution="uniform" low="0.5" high="1.5" as="multiplier"/><draws n="20"/>\
    <vary select="//site/@pue" from="1" to="1.5" points="3"/>\
    <growth years="2" from="2026"><demand workload="jobs" change="10 %"/></growth></scenario>#' tiny.xml >all.xml
cairn run all.xml --replications 2 --no-cache --threads 1 --quiet --db r.db >said
cairn plot r.db --csv
cairn plot r.db --to drawn/ --as gp --quiet
ls drawn
grep -c EOD drawn/tiny-carbon-by-part.gp
cairn plot r.db --figure carbon-by-part --to drawn/tiny-carbon-by-part.gp --quiet
cairn plot r.db --figure carbon-by-part --to - --as gp | grep -c .
cairn plot r.db --figure pareto --to none.gp
cairn plot r.db --figure carbon-by-part --to nowhere/x.gp
cairn plot r.db --study nobody --to drawn
cairn plot r.db
