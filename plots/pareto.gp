# A panel per measure, two to a row. Names lean away from the nearer edge.
rows = (panels + 1) / 2
columns = panels > 1 ? 2 : 1
set tics font 'sans-serif,10'
set multiplot
do for [p = 1:panels] {
    r = (p - 1) / columns
    c = (p - 1) % columns
    w = (width - 40.0) / columns
    h = (height - foot - 44.0) / rows
    set lmargin at screen px(20 + c * w + 64)
    set rmargin at screen px(20 + c * w + w - 16)
    set tmargin at screen py(44 + r * h + 12)
    set bmargin at screen py(44 + r * h + h - 64)
    set autoscale xy
    stats $points using ($1 == p ? $2 : NaN) name 'V' nooutput
    middle = (V_min + V_max) / 2
    pad = 0.12 * (V_max - V_min)
    set xrange [V_min < pad ? 0 : V_min - pad : V_max + pad]
    stats $points using ($1 == p ? $3 : NaN) name 'V' nooutput
    pad = 0.12 * (V_max - V_min)
    set yrange [V_min < pad ? 0 : V_min - pad : V_max + pad]
    left_name(x) = x <= middle
    set xlabel substr($panels[p], strstrt($panels[p], "\t") + 2, strlen($panels[p]) - 1) textcolor rgb dim
    set ylabel emits textcolor rgb dim
    plot $points using ($1 == p ? $2 : NaN):3 with steps linewidth 1.5 linecolor rgb line, \
         $points using ($1 == p && $4 == 0 ? $2 : NaN):3 with points pointtype 6 pointsize 1 linewidth 2 linecolor rgb colour(1), \
         $points using ($1 == p && $4 == 1 ? $2 : NaN):3 with points pointtype 7 pointsize 1.2 linecolor rgb colour(6), \
         $points using ($1 == p && left_name($2) ? $2 : NaN):3:5 with labels left offset 0.9,0.5 font 'sans-serif,10' textcolor rgb ink, \
         $points using ($1 == p && !left_name($2) ? $2 : NaN):3:5 with labels right offset -0.9,0.5 font 'sans-serif,10' textcolor rgb ink
    unset label 1
    unset label 2
}
unset multiplot
