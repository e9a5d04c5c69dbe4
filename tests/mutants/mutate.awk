# The mutants of one C source: what is wrong in one place only.
#
#   awk -f mutate.awk FILE                     one line per mutant, by tabs: FILE LINE COLUMN OLD NEW TEXT-OF-THE-LINE
#   MUTANT=TEXT awk -v line=N -f mutate.awk FILE     the source with that mutant
#
# + <-> -, * <-> /, < <-> <=, > <-> >=, == <-> !=, && <-> ||, the same with =, ++ <-> --, fmin <-> fmax, true <-> false,
# 0 <-> 1, another number doubled, a sign or a negation dropped. Only inside functions; not in comments, texts, asserts,
# lines of the preprocessor, sizes of arrays, {0}, or in the step of a loop. The format that clang-format keeps tells
# an operator of two sides (a blank on each) from a pointer's star and a sign.

BEGIN {
    n_swaps = split("+ - * / < <= > >= == != && || += -= *= /=", swap, " ")
    for (i = 1; i <= n_swaps; i += 2) {
        other[swap[i]] = swap[i + 1]
        other[swap[i + 1]] = swap[i]
    }
    word["fmin"] = "fmax"
    word["fmax"] = "fmin"
    word["true"] = "false"
    word["false"] = "true"
}

# The line with blanks for comments and for what is in texts; columns stay.
function blank(line,    out, i, c, two, quote)
{
    out = ""
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (in_comment) {
            out = out " "
            if (two == "*/") {
                in_comment = 0
                out = out " "
                i++
            }
        } else if (two == "/*") {
            in_comment = 1
            out = out "  "
            i++
        } else if (two == "//") {
            break
        } else if (c == "\"" || c == "'") {
            quote = c
            out = out "t"
            for (i++; i <= length(line) && (c = substr(line, i, 1)) != quote; i++) {
                out = out "t"
                if (c == "\\") {
                    out = out "t"
                    i++
                }
            }
            out = out "t"
        } else {
            out = out c
        }
    }
    sub(/ +$/, "", out)
    return out
}

function mutant(at, from, to)
{
    printf "%s\t%d\t%d\t%s\t%s\t%s\n", FILENAME, FNR, at, from, to, \
        substr($0, 1, at - 1) to substr($0, at + length(from))
}

# An operator with a blank before it and a blank or the end of the line after it.
function binary(text, at,    size, op)
{
    if (substr(text, at - 1, 1) != " ")
        return 0
    for (size = 2; size >= 1; size--) {
        op = substr(text, at, size)
        if (op in other && length(op) == size && substr(text, at + size, 1) ~ /^ ?$/) {
            mutant(at, op, other[op])
            return size
        }
    }
    return 0
}

function unary(text, at,    two)
{
    two = substr(text, at, 2)
    if ((two == "++" || two == "--") && text !~ /for \(/) {
        mutant(at, two, two == "++" ? "--" : "++")
        return 2
    }
    if (two == "++" || two == "--" || two == "->" || two == "!=")
        return 2
    if (two ~ /^[!-][A-Za-z0-9_(*!.]/ && substr(text, at - 1, 1) ~ /^[ (!\[]?$/)
        mutant(at, substr(two, 1, 1), "")
    return 1
}

function number(text, at,    rest, size, digits, before)
{
    rest = substr(text, at)
    match(rest, /^[0-9.]+([eE][-+]?[0-9]+)?[xXuUlLfFa-f0-9]*/)
    size = RLENGTH
    digits = substr(rest, 1, size)
    if (digits ~ /^0[xX]/)
        return size
    if (substr(text, at - 1, 1) == "{" && substr(rest, size + 1, 1) == "}")
        return size
    before = substr(text, 1, at - 1)
    while (sub(/\[[^][]*\]\[$/, "[", before))
        ; # what stands before the first size
    if (before ~ /[A-Za-z0-9_*] \**[A-Za-z0-9_]+\[$/ && before !~ /return [A-Za-z0-9_]+\[$/)
        return size
    if (digits ~ /^0(\.0*)?[uUlLfF]*$/)
        mutant(at, digits, "1")
    else if (digits ~ /^1(\.0*)?[uUlLfF]*$/)
        mutant(at, digits, "0")
    else
        mutant(at, digits, "(2 * " digits ")")
    return size
}

function name(text, at,    rest, id)
{
    rest = substr(text, at)
    match(rest, /^[A-Za-z_0-9]+/)
    id = substr(rest, 1, RLENGTH)
    if (id == "assert" && substr(rest, 7, 1) == "(") {
        asserting = 1
        open_at_assert = open
    } else if (id in word) {
        mutant(at, id, word[id])
    }
    return length(id)
}

function scan(text,    i, c, size)
{
    for (i = 1; i <= length(text); i += size) {
        c = substr(text, i, 1)
        size = 1
        if (c == "(")
            open++
        if (c == ")" && --open == open_at_assert)
            asserting = 0
        if (c == "{")
            braces++
        if (c == "}" && --braces == 0)
            in_function = 0
        if (c ~ /[A-Za-z_]/ && !asserting && in_function)
            size = name(text, i)
        else if (c ~ /[A-Za-z_]/ && match(substr(text, i), /^[A-Za-z_0-9]+/))
            size = RLENGTH
        else if (!in_function || asserting)
            continue
        else if (c ~ /[0-9]/)
            size = number(text, i)
        else if (c ~ /[-+*\/<>=!&|]/) {
            size = binary(text, i)
            if (!size)
                size = unary(text, i)
        }
    }
}

line {
    print FNR == line ? ENVIRON["MUTANT"] : $0
    next
}

{
    text = blank($0)
    if (text ~ /^ *#/ || continued) {
        continued = text ~ /\\$/
        next
    }
    if (text == "{" && braces == 0)
        in_function = 1
    scan(text)
}
