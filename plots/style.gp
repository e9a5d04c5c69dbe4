# What all figures share: colours, type, the title above, the caption below. Set before: width and height in pixels, title,
# caption and its number of lines.

set encoding utf8
set datafile separator "\t"

# Wong, Nature Methods 8, 441 (2011): told apart by people who see few colours, in an order that prints well in grey too.
colours = '0x0072b2 0xe69f00 0x009e73 0xcc79a7 0x56b4e9 0xd55e00 0x8c6d31 0x999999 0x7b68ae 0xf0e442'
colour(i) = int(word(colours, 1 + (int(i) - 1) % 10))
ink = 0x1f2328
dim = 0x59636e
line = 0xd0d7de
bad = 0xb3261e

# Pixels from the left and from the top, as shares of the picture.
px(x) = x / real(width)
py(y) = 1 - y / real(height)
foot = 18 * caption_lines + 14

set border 3 linecolor rgb line
set tics nomirror scale 0.4 textcolor rgb dim font 'sans-serif,12'
set format '%g'
set grid x y linecolor rgb 0xeaeef2 linetype 1 linewidth 0.8
set key off
set label 1 title at screen px(16), screen py(24) font 'sans-serif:Bold,15' textcolor rgb ink
set label 2 caption at screen px(16), screen py(height - foot + 10) font 'sans-serif,12' textcolor rgb dim
set lmargin at screen px(60)
set rmargin at screen px(width - 24)
set tmargin at screen py(52)
set bmargin at screen py(height - foot - 64)
