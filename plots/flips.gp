set logscale x
set xrange [1 / most : most]
set yrange [rows + 0.7 : 0.3]
set lmargin at screen px(400)
set rmargin at screen px(width - 180)
unset ytics
set border 1
unset grid
set grid x
set format x '%g'
# A decade holds more than one number where there are few decades.
if (most * most < 100) {
    set xtics (0.0001)
    do for [e = -4:3] { do for [m in '1 2 5'] { set xtics add (m * 10.0**e) } }
}
set xlabel 'times what it is' textcolor rgb dim
set arrow 1 from 1, graph 0 to 1, graph 1 nohead linecolor rgb ink
plot $bars using (1):1:($2 < 1 ? $2 : 1):($2 < 1 ? 1 : $2):($1 - 0.28):($1 + 0.28):(colour($2 < 1 ? 1 : 2)) with boxxyerror \
         fillstyle solid 0.85 noborder linecolor rgb variable, \
     $bars using 2:1:3:4 with xerrorbars pointtype 7 pointsize 0.2 linewidth 1 linecolor rgb ink, \
     $bars using (1 / most):1:5 with labels right offset -11.5,0 font 'sans-serif,12' textcolor rgb ink, \
     $bars using (1 / most):1:6 with labels right offset -1,0 font 'sans-serif,11' textcolor rgb dim, \
     $bars using (most):1:7 with labels left offset 1,0 font 'sans-serif,11' textcolor rgb dim
