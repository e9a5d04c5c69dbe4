pad = 0.08 * (high - low)
set xrange [low - pad : high + pad]
set yrange [rows + 0.7 : 0.3]
set lmargin at screen px(340)
set rmargin at screen px(width - 230)
unset ytics
set border 1
unset grid
set grid x
set xlabel measured textcolor rgb dim
set label 3 '5 % to 95 %' at screen px(width - 218), screen py(48) left font 'sans-serif,11' textcolor rgb dim
set label 4 'to know it' at screen px(width - 14), screen py(48) right font 'sans-serif,11' textcolor rgb dim
set arrow 1 from middle, graph 0 to middle, graph 1 nohead linecolor rgb ink
plot $bars using (middle):1:(middle < $2 ? middle : $2):(middle < $2 ? $2 : middle):($1 - 0.28):($1 + 0.28) with boxxyerror \
         fillstyle solid 0.85 noborder linecolor rgb colour(1), \
     $bars using (middle):1:(middle < $3 ? middle : $3):(middle < $3 ? $3 : middle):($1 - 0.28):($1 + 0.28) with boxxyerror \
         fillstyle solid 0.85 noborder linecolor rgb colour(2), \
     $bars using (low - pad):1:4 with labels right offset -1,0 font 'sans-serif,12' textcolor rgb ink, \
     $bars using (high + pad):1:5 with labels left offset screen px(12), 0 font 'sans-serif,11' textcolor rgb dim, \
     $bars using (high + pad):1:6 with labels right offset screen px(216), 0 font 'sans-serif,11' textcolor rgb ink
