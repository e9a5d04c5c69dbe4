# code(line): the line without comments and with empty string and character literals. Call it once for every line of
# a file in order: it remembers whether a block comment is open. complain() reports; with any report awk ends with 1,
# which is why this file comes after the rule that uses it: its END must be the last one.
function code(line,    out, i, c, two, quote)
{
    if (FNR == 1)
        in_comment = 0
    out = ""
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (in_comment) {
            if (two == "*/") {
                in_comment = 0
                i++
            }
        } else if (two == "/*") {
            in_comment = 1
            i++
        } else if (two == "//") {
            break
        } else if (c == "\"" || c == "'") {
            quote = c
            out = out c
            for (i++; i <= length(line) && (c = substr(line, i, 1)) != quote; i++)
                if (c == "\\")
                    i++
            out = out quote
        } else {
            out = out c
        }
    }
    return out
}

function complain(file, line, text)
{
    printf "%s:%d: %s\n", file, line, text
    complaints++
}

END { if (complaints) exit 1 }
