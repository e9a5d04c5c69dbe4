# Nothing is run after any of these.
while read -r option what; do
    cairn sweep tiny.xml "$option" "$what" --db r.db && echo "$what: it ran"
done <<'END'
--vary
--vary //site/@pue
--vary =1:2
--vary //site/@pue=
--vary //site/@pue=1:
--vary //site/@pue=1:2:x
--vary //site/@pue=1:2:3:cubic
--vary //site/@pue=1:2:3:log:5
--vary //site/@pue=1,,2
--vary //site/@pue=1:2,3
--vary //site/@pue=1 W:2 W
--vary //site/@pux=1:2
--vary //hardware/@id=1:2
--vary //site[=1:2
--uncertain //site/@pue
--uncertain //site/@pue=1..2
--uncertain //site/@pue=uniform
--uncertain //site/@pue=uniform(1..2
--uncertain //site/@pue=unifrom(1..2)
--uncertain //site/@pue=triangular(1..2)
--uncertain //site/@pue=uniform(1..)
--uncertain //site/@pue=triangular(1,2)
--uncertain //site/@pue=normal(1,2,3)
--uncertain //site/@pux=uniform(1..2)
END
cairn sweep tiny.xml --vary '//site/@pue=1,2' --vary "//site[@id='site']/@pue*=1,2" --db r.db
ls
