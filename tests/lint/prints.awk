# Only the command line prints, and only it ends the process: awk -f prints.awk -f strip.awk FILE...
# Exceptions: out of memory, in src/base/alloc.c, and a mistake of cairn's own, in src/base/bug.c.

function uses(line, words)
{
    return line ~ ("(^|[^A-Za-z0-9_])(" words ")([^A-Za-z0-9_]|$)")
}

{
    stripped = code($0)
    sub(/format\((__)?printf(__)?,/, "", stripped) # the attribute
}
FILENAME ~ /^src\/cli\// || FILENAME == "src/base/alloc.c" || FILENAME == "src/base/bug.c" { next }
uses(stripped, "printf|vprintf|puts|putchar|perror|stdout|stderr") {
    complain(FILENAME, FNR, "only src/cli prints")
}
uses(stripped, "exit|_exit|_Exit|quick_exit|abort") && stripped !~ /#/ {
    complain(FILENAME, FNR, "only src/cli ends the process")
}
