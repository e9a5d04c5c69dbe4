set xrange [x_low:x_high]
set yrange [y_low:y_high]
set xlabel x_name textcolor rgb dim
set ylabel y_name textcolor rgb dim
unset grid
set lmargin at screen px(92)
# From light to dark, readable in grey; numbers in the tiles are dark on light and light on dark.
shade(v) = most > least ? (v - least) / (most - least) : 0
mix(a, b, s) = int(a + (b - a) * s)
tone(s) = 65536 * mix(253, 140, s) + 256 * mix(243, 45, s) + mix(216, 4, s)
do for [i = 1:tiles_n] {
    set object i rectangle from real(word($tiles[i], 1)), real(word($tiles[i], 3)) to real(word($tiles[i], 2)), real(word($tiles[i], 4)) \
        behind fillcolor rgb tone(shade(real(word($tiles[i], 5)))) fillstyle solid 1 noborder
}
plot $tiles using ($6):7:8:(shade($5) > 0.5 ? 0xffffff : ink) with labels center font 'sans-serif,11' textcolor rgb variable, \
     $frontier using 1:2 with lines linewidth 3 linecolor rgb ink, \
     '+' using (x_base):(y_base) every ::0::0 with points pointtype 6 pointsize 1.6 linewidth 2.5 linecolor rgb colour(1)
