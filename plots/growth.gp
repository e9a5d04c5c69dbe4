set multiplot
set key top left Left reverse samplen 1.2 font 'sans-serif,11' textcolor rgb ink
set xtics 1 font 'sans-serif,11'
set xrange [low:high]
unset grid
set grid y
set tmargin at screen py(52)
set bmargin at screen py(height - foot - 34)

set lmargin at screen px(76)
set rmargin at screen px(width / 2 - 24)
set yrange [0:most * 1.25]
set ylabel emits textcolor rgb dim
plot for [i = 1:words(parts)] $pieces using 1:($4 == i ? $2 : NaN):($1 - 0.32):($1 + 0.32):2:3 with boxxyerror fillstyle solid 0.85 noborder \
         linecolor rgb colour(i) title word(parts, i), \
     $years using 1:($2 < 0 ? NaN : $2) with linespoints pointtype 6 linewidth 2 linecolor rgb ink dashtype 2 title (has_gain ? 'without the gains' : ''), \
     $years using 1:($3 < 0 ? NaN : $3) with linespoints pointtype 7 linewidth 2 linecolor rgb colour(3) title (has_gain ? 'with them, at that demand' : ''), \
     $years using 1:5:4 with labels center offset 0,0.7 font 'sans-serif,11' textcolor rgb ink notitle

unset label 1
unset label 2
set lmargin at screen px(width / 2 + 56)
set rmargin at screen px(width - 20)
set yrange [down:up * 1.4]
set ylabel moves textcolor rgb dim
set xzeroaxis linetype 1 linecolor rgb dim
names = 'demand efficiency grid placement embodied'
used(i) = sum [j = 1:causes_n] (int(word($causes[j], 4)) == i)
plot for [i = 1:5] $causes using 1:($4 == i ? $2 : NaN):($1 - 0.32):($1 + 0.32):2:($2 + $3) with boxxyerror fillstyle solid 0.85 noborder \
         linecolor rgb colour(i) title (used(i) > 0 ? word(names, i) : ''), \
     $nets using 1:2 with linespoints pointtype 7 pointsize 0.7 linewidth 2 linecolor rgb ink title 'in all'
unset multiplot
