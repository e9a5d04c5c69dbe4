# Takes a page apart into commands: awk -v dir=DIR -f pages.awk PAGE
#
# A block ```console is a session: "$ " begins a command, what follows until the next one is what it prints. Writes
# DIR/001.cmd, DIR/001.out and so on, in order. A block after <!-- file: NAME --> is the file NAME: DIR/001.name says which
# and DIR/001.text is what is in it.
#
# With -v update=1 it prints the page instead, with what each command printed (DIR/001.got) in place of what was there,
# where DIR/001.stale says that it differs.

function begin(kind) {
    number++
    base = sprintf("%s/%03d", dir, number)
    stale = update && (getline line < (base ".stale")) >= 0
    if (!update)
        printf "" > (base kind)
}
function show(    got) {
    if (stale)
        while ((getline got < (base ".got")) > 0) {
            sub(/[ \r]+$/, "", got)
            print got
        }
    stale = 0
}

/^<!-- file: .* -->$/ { name = $3 }
/^```/ && block != "" {
    if (block == "console")
        show()
    block = ""
    if (update)
        print
    next
}
/^```/ {
    block = name != "" ? "file" : substr($0, 4)
    if (block == "")
        block = "plain"
    if (name != "") {
        begin(".text")
        if (!update)
            print name > (base ".name")
    }
    name = ""
    if (update)
        print
    next
}
block == "console" && /^\$ / {
    show()
    begin(".out")
    if (!update)
        print substr($0, 3) > (base ".cmd")
    else
        print
    next
}
block == "console" && !update { print > (base ".out") }
block == "file" && !update { print > (base ".text") }
update && !(block == "console" && stale) { print }
