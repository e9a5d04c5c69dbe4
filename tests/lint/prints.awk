# Only the command line prints, and only it ends the process: awk -f prints.awk -f strip.awk FILE...
# Out of memory is the exception, in src/base/alloc.c.

function uses(line, words)
{
    return line ~ ("(^|[^A-Za-z0-9_])(" words ")([^A-Za-z0-9_]|$)")
}

{
    stripped = code($0)
    sub(/format\((__)?printf(__)?,/, "", stripped) # the attribute
}
FILENAME ~ /^src\/cli\// || FILENAME == "src/base/alloc.c" { next }
uses(stripped, "printf|vprintf|puts|putchar|perror|stdout|stderr") {
    complain(FILENAME, FNR, "only src/cli prints")
}
uses(stripped, "exit|_exit|_Exit|quick_exit|abort") && stripped !~ /#/ {
    complain(FILENAME, FNR, "only src/cli ends the process")
}
