# From zero, but where some times are many times others.
if (high > 40 * low) {
    set logscale x
    if (high / low < 300) {
        set xtics (0.0001)
        do for [e = -4:3] { do for [m in '1 2 5'] { set xtics add (m * 10.0**e) } }
    }
} else { low = 0; high = high / 1.7 }
set xrange [low:high]
set label 3 '95th' at screen px(width - 80), screen py(46) font 'sans-serif,11' textcolor rgb dim
set yrange [rows + 0.7 : 0.3]
set lmargin at screen px(300)
set rmargin at screen px(width - 90)
unset ytics
set border 1
unset grid
set grid x
set xlabel 'seconds' textcolor rgb dim
plot $times using 2:1:($4 - $2):(0) with vectors nohead linewidth 3 linecolor rgb 0xb6c4d2, \
     $times using 2:1 with points pointtype 7 pointsize 0.6 linecolor rgb dim, \
     $times using 3:1:(colour($9 == 1 ? 1 : 8)) with points pointtype 7 pointsize 1.1 linecolor rgb variable, \
     $times using 4:1 with points pointtype 7 pointsize 0.4 linecolor rgb dim, \
     $times using ($5 > 0 ? $5 : NaN):($1 + 0.4):(0):(-0.8) with vectors nohead linewidth 3 linecolor rgb bad, \
     $times using (low):1:6 with labels right offset -15,0 font 'sans-serif:Bold,12' textcolor rgb ink, \
     $times using (low):1:7 with labels right offset -1,0 font 'sans-serif,12' textcolor rgb dim, \
     $times using (high):1:8 with labels left offset 1,0 font 'sans-serif,12' textcolor rgb ink
