# Prints the functions that the public headers declare: awk -f public.awk -f strip.awk include/cairn/*.h

FNR == 1 { depth = 0; text = ""; continued = 0 }

{
    stripped = code($0)
    directive = continued || stripped ~ /^[ \t]*#/
    continued = directive && $0 ~ /\\$/
    if (directive)
        next
    for (i = 1; i <= length(stripped); i++) {
        c = substr(stripped, i, 1)
        if (c == "{")
            depth++
        else if (c == "}")
            depth--
        else if (c == ";" && depth == 0)
            declaration()
        else if (depth == 0)
            text = text c
    }
    text = text " "
}

function declaration()
{
    if (text !~ /typedef|static/ && match(text, /cairn_[a-z0-9_]+ *\(/)) {
        name = substr(text, RSTART, RLENGTH)
        gsub(/[ (]/, "", name)
        print name
    }
    text = ""
}
