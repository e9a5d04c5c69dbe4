set xrange [low:high]
set yrange [0:most]
set xtics 1
set ylabel emits textcolor rgb dim
set lmargin at screen px(78)
set bmargin at screen py(height - foot - 34)
set key top left Left reverse samplen 2 font 'sans-serif,11' textcolor rgb ink
name(i) = substr($names[i], strstrt($names[i], "\t") + 2, strlen($names[i]) - 1)
if (fan_n > 0) {
    plot $fan using 1:2:3 with filledcurves fillcolor rgb colour(5) fillstyle transparent solid 0.25 noborder notitle, \
         for [i = 1:policies] $courses using 1:($3 == i ? $2 : NaN) with linespoints pointtype 7 linewidth 2.5 linecolor rgb (i == 1 ? ink : colour(i - 1)) title name(i)
} else {
    plot for [i = 1:policies] $courses using 1:($3 == i ? $2 : NaN) with linespoints pointtype 7 linewidth 2.5 linecolor rgb (i == 1 ? ink : colour(i - 1)) title name(i)
}
