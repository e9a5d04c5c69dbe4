# Prints the text of C comments, a line of them per line of source: awk -f comments.awk FILE...
FNR == 1 { inside = 0 }
{
    out = ""
    for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        two = substr($0, i, 2)
        if (inside) {
            if (two == "*/") {
                inside = 0
                i++
            } else {
                out = out c
            }
        } else if (two == "/*") {
            inside = 1
            i++
        } else if (c == "\"" || c == "'") {
            for (i++; i <= length($0) && (d = substr($0, i, 1)) != c; i++)
                if (d == "\\")
                    i++
        }
    }
    print out
}
