for kind in hardware models profiles grids access datacentres services media shapes sources; do
    n=$(cairn list $kind --csv --catalogue scenarios/catalogue | wc -l)
    [ "$n" -gt 2 ] || echo "$kind: $n"
done
