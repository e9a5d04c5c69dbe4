# The area below the line has the colour of the placement; a band around a break is its 95 % interval.
set xrange [low:high]
set yrange [0:most * 1.2]
set xlabel along textcolor rgb dim
set ylabel emits textcolor rgb dim
set lmargin at screen px(78)
do for [i = 1:segments_n] {
    x0 = real(word($segments[i], 1)); x1 = real(word($segments[i], 2))
    y0 = real(word($segments[i], 3)); y1 = real(word($segments[i], 4))
    set object i polygon from x0, 0 to x0, y0 to x1, y1 to x1, 0 to x0, 0 behind \
        fillcolor rgb colour(word($segments[i], 5)) fillstyle transparent solid 0.18 noborder
}
do for [i = 1:breaks_n] {
    x0 = real(word($breaks[i], 2)); x1 = real(word($breaks[i], 3))
    set object 100 + i rectangle from x0, graph 0 to x1, graph 1 behind fillcolor rgb 0x59636e fillstyle transparent solid 0.25 noborder
}
if (has_base && base >= low && base <= high) {
    set arrow 1 from base, graph 0 to base, graph 1 nohead linecolor rgb dim dashtype 3
    set label 3 'as it stands' at base, graph 0.04 left offset 0.6,0 font 'sans-serif,11' textcolor rgb dim
}
plot $segments using 1:3:($2 - $1):($4 - $3):(colour($5)) with vectors nohead linewidth 3 linecolor rgb variable, \
     $breaks using 1:(0):(0):(most * 1.2) with vectors nohead linewidth 1 linecolor rgb ink dashtype 2, \
     $breaks using 1:(most * 1.15):4 with labels left offset 0.6,0 font 'sans-serif:Bold,12' textcolor rgb ink, \
     $names using 1:(most * 1.06):2:(colour($3)) with labels center font 'sans-serif:Bold,13' textcolor rgb variable
