#!/bin/sh
# Writes a growth study of three services whose use is elastic, with N draws of five things that are uncertain, over Y years. The same
# arguments write the same file. How long it takes, with nothing remembered from before:
#
#   tests/bench/growth.sh 1000 10 >growth.xml
#   time build/release/cairn run growth.xml --db growth.sqlite --no-cache --catalogue scenarios/catalogue
set -eu
draws=$1 years=$2
cat <<EOF
<scenario format="1" name="growth-$draws-$years">
  <about>Cameras at gates, scales in shops and prompts of an office over $years years.</about>
  <use href="catalogue/hardware.xml"/>
  <use href="catalogue/models.xml"/>
  <use href="catalogue/api.xml"/>
  <use href="catalogue/profiles-vision.xml"/>
  <use href="catalogue/grids.xml"/>
  <use href="catalogue/access.xml"/>
  <use href="catalogue/datacentres.xml"/>
  <time horizon="5 y" replications="4" window="10 min"/>
  <site id="gate" count="50" grid="PL" pue="1" price="0.25 USD/kWh">
    <pool id="board" hardware="orin-nano-8" tenancy="bought" max="4"/>
    <workload id="look" model="yolov8" payload="110 kB" reply="1 kB">
      <arrivals rate="0.5 /s"/>
      <promise p95="500 ms" accuracy="any"/>
    </workload>
  </site>
  <site id="shop" count="20" grid="DE" pue="1" price="0.25 USD/kWh">
    <pool id="box" hardware="orin-nano-8" tenancy="bought" max="4"/>
    <workload id="sort" model="yolov8" payload="110 kB" reply="1 kB">
      <arrivals rate="0.2 /s"/>
      <promise p95="500 ms" accuracy="any"/>
    </workload>
  </site>
  <site id="office" grid="NL" pue="1" price="0.20 USD/kWh">
    <workload id="prompts" model="llama-3.1-8b" payload="2 kB" reply="4 kB">
      <arrivals rate="30000 /d"/>
      <promise p95="any" accuracy="any"/>
    </workload>
  </site>
  <region id="north" datacentre="aws-eu-north-1">
    <pool id="share" hardware="l4" tenancy="shared" utilisation="50 %" rent="0.8 USD/h"/>
    <pool id="share2" hardware="l4" tenancy="shared" utilisation="50 %" rent="0.8 USD/h"/>
  </region>
  <region id="virginia" datacentre="aws-us-east-1"><pool id="service" api="llama-8b-hosted" tenancy="api"/></region>
  <link id="line" from="gate" to="north" access="ftth" line="existing" bandwidth="50 Mbit/s" latency="25 ms" egress="0.09 USD/GB"/>
  <link id="line2" from="shop" to="north" access="ftth" line="existing" bandwidth="50 Mbit/s" latency="25 ms" egress="0.09 USD/GB"/>
  <link id="way" from="office" to="virginia" access="ethernet" line="existing" bandwidth="1 Gbit/s" latency="42 ms" egress="0 USD/GB"/>
  <choose basis="inventory"/>
  <growth years="$years" from="2026">
    <demand workload="look" change="15 %" elasticity="0.4"/>
    <demand workload="sort" change="10 %" elasticity="0.5"/>
    <demand workload="prompts" change="20 %" elasticity="0.8"/>
    <trend select="//intensity/@value" change="-5 %"/>
    <gain select="//api/@energy | //api/@embodied | //api/@price" change="-15 %"/>
    <gain select="//pool[@tenancy='shared']/@rent" change="-5 %"/>
  </growth>
  <uncertain select="//demand/@elasticity" distribution="triangular" low="0.5" mode="1" high="1.4" as="multiplier"/>
  <uncertain select="//gain[1]/@change" distribution="uniform" low="-0.22" high="-0.08"/>
  <uncertain select="//grid/intensity/@value" distribution="lognormal" mean="1" cv="0.15" as="multiplier"/>
  <uncertain select="//api/@energy" distribution="lognormal" mean="1" cv="0.3" as="multiplier"/>
  <uncertain select="//hop/@average" distribution="lognormal" mean="1" cv="0.4" as="multiplier"/>
  <draws n="$draws" ask="3"/>
</scenario>
EOF
