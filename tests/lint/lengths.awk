# Lengths: awk -f lengths.awk -f strip.awk FILE...
#
# Lines over 100 columns, functions over 70 lines, files over 500. A longer function says why in the comment above it
# ("long: one case per event kind"), a longer file in its first 20 lines.

FNR == 1 {
    end_of_file()
    file = FILENAME
    reason = 0
    above = ""
    inside = 0
}

{
    lines = FNR
    stripped = code($0)
    columns = $0
    gsub(/[\200-\277]/, "", columns) # continuation bytes of UTF-8
    if (length(columns) > 100)
        complain(FILENAME, FNR, length(columns) " columns, more than 100")
    if (FNR <= 20 && $0 ~ /long: [^ ]/)
        reason = 1
}

# K&R: a brace in column 0 opens a function, and only a function.
/^\{/ && !inside {
    inside = 1
    start = FNR
    excused = above ~ /long: [^ ]/
}
/^\}/ && inside {
    if (FNR - start > 70 && !excused)
        complain(FILENAME, start, "function of " FNR - start + 1 " lines, more than 70")
    inside = 0
    above = ""
}
!inside { above = NF ? above "\n" $0 : "" }

function end_of_file()
{
    if (file != "" && lines > 500 && !reason)
        complain(file, lines, "file of " lines " lines, more than 500")
}
END { end_of_file() }
