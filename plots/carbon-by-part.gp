# Bars lie; what each is stands above it. Parts are named in one line, in their order within the bars.
unset grid
unset border
unset tics
set xrange [0:most * 1.12]
set yrange [bars + 0.55:0.35]
set lmargin at screen px(16)
set tmargin at screen py(72)
set bmargin at screen py(height - foot - 10)
set style fill solid 1 noborder
set multiplot
plot $bars using (0):3:1:2:($3 + 0.08):($3 + 0.44):(colour($4)) with boxxyerror linecolor rgb variable, \
     $rows using (0):($1 - 0.3):2 with labels left font 'sans-serif:Bold,13' textcolor rgb ink, \
     $rows using (0):($1 - 0.07):3 with labels left font 'sans-serif,12' textcolor rgb dim, \
     $rows using 4:($1 + 0.26):5 with labels left offset 0.8,0 textcolor rgb ink
unset label 1
unset label 2
set xrange [0:width]
set yrange [height:0]
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
plot $parts using 1:(0):1:($1 + 12):(44):(56):(colour($3)) with boxxyerror linecolor rgb variable, \
     $parts using ($1 + 18):(50):2 with labels left font 'sans-serif,12' textcolor rgb dim
unset multiplot
