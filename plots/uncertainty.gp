set xrange [0 : most * 1.05]
set yrange [rows + 0.6 : 0.3]
set lmargin at screen px(16)
set rmargin at screen px(width - 190)
unset ytics
set border 1
unset grid
set grid x
set xlabel measured textcolor rgb dim
set label 3 'best in' at screen px(width - 150), screen py(52) center font 'sans-serif,11' textcolor rgb dim
set label 4 'regret at most' at screen px(width - 62), screen py(52) center font 'sans-serif,11' textcolor rgb dim
plot $rows using 2:1:2:4:($1):($1 + 0.34):(colour($9 == 1 ? 1 : 8)) with boxxyerror fillstyle solid 0.8 noborder linecolor rgb variable, \
     $rows using 3:1:(0):(0.34) with vectors nohead linewidth 2 linecolor rgb 0xffffff, \
     $rows using 5:($1 + 0.17) with points pointtype 7 pointsize 0.9 linecolor rgb ink, \
     $rows using (0):($1 - 0.17):6 with labels left offset 0.2,0 font 'sans-serif,12' textcolor rgb ink, \
     $rows using (most * 1.05):($1 + 0.17):7 with labels center offset screen px(40), 0 textcolor rgb ink, \
     $rows using (most * 1.05):($1 + 0.17):8 with labels center offset screen px(128), 0 textcolor rgb ink
