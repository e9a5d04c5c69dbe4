set xrange [0:168]
set yrange [0:most * 1.25]
set xtics ('Mon' 12, 'Tue' 36, 'Wed' 60, 'Thu' 84, 'Fri' 108, 'Sat' 132, 'Sun' 156) scale 0
set grid noxtics ytics
set ylabel emits textcolor rgb dim
set lmargin at screen px(78)
set bmargin at screen py(height - foot - 40)
set key top left horizontal Left reverse samplen 1.2 font 'sans-serif,11' textcolor rgb ink
do for [d = 1:6] { set arrow d from 24 * d, graph 0 to 24 * d, graph 1 nohead linecolor rgb 0xeaeef2 back }
plot for [i = 1:words(parts)] $hours using ($1 + 0.5):($4 == i ? $2 : NaN):1:($1 + 1):2:3 with boxxyerror \
         fillstyle solid 0.9 noborder linecolor rgb colour(i) title word(parts, i)
