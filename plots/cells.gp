set xrange [x_low:x_high]
set yrange [y_low:y_high]
set xlabel x_name textcolor rgb dim
set ylabel y_name textcolor rgb dim
unset grid
set lmargin at screen px(78)
do for [i = 1:boxes_n] {
    set object i rectangle from real(word($boxes[i], 1)), real(word($boxes[i], 3)) to real(word($boxes[i], 2)), real(word($boxes[i], 4)) \
        behind fillcolor rgb colour(word($boxes[i], 5)) fillstyle solid 1 noborder
}
do for [i = 1:quads_n] {
    x0 = real(word($quads[i], 1)); a0 = real(word($quads[i], 2)); b0 = real(word($quads[i], 3))
    x1 = real(word($quads[i], 4)); a1 = real(word($quads[i], 5)); b1 = real(word($quads[i], 6))
    set object boxes_n + i polygon from x0, a0 to x0, b0 to x1, b1 to x1, a1 to x0, a0 behind \
        fillcolor rgb colour(word($quads[i], 7)) fillstyle solid 1 noborder
}
plot $names using 1:2:3 with labels center font 'sans-serif:Bold,13' textcolor rgb 0xffffff, \
     '+' using (x_base):(y_base) every ::0::0 with points pointtype 6 pointsize 1.6 linewidth 2.5 linecolor rgb 0xffffff
