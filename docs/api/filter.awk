# Shows Doxygen the public headers, whose comments are plain C, as it wants them: awk -f filter.awk FILE
#
# - The first comment of a file is about the file, one before a declaration about that, one behind a field about it.
# - What a comment behind several fields says, it says of each.
# - A field without a comment is described by what its name says by the rules of the house: a unit at its end, `origin`
#   and `evidence` (catalogue.h), first_x and n_x, an index called as what it points to. Where no rule applies nothing is
#   made up, and Doxygen complains.
# - LIST(type, name) of scenario.h is an array and its length.

BEGIN {
    n = split("s:seconds ns:nanoseconds w:watts j:joules g:grams of CO2e kg:kilograms of CO2e bytes:bytes l:litres " \
        "usd:US dollars bit_s:bits per second g_per_kwh:grams of CO2e per kWh l_per_kwh:litres per kWh " \
        "usd_per_kwh:US dollars per kWh usd_per_h:US dollars per hour usd_per_gb:US dollars per GB " \
        "usd_per_t:US dollars per tonne of CO2e w_per_bit_s:watts per bit/s j_per_byte:joules per byte " \
        "w_per_byte:watts per byte g_per_byte:grams of CO2e per byte g_per_w:grams of CO2e per watt " \
        "g_per_j:grams of CO2e per joule per_s:per second per_year:a year", word, " ")
    for (i = 1; i <= n; i++)
        if (word[i] ~ /:/) {
            suffix = word[i]
            sub(/:.*/, "", suffix)
            unit[suffix] = substr(word[i], length(suffix) + 2)
        } else
            unit[suffix] = unit[suffix] " " word[i]
    n = split("grid hardware model variant place workload pool cache link baseline service profile access source " \
        "step shape datacentre cooling climate fuel", word, " ")
    for (i = 1; i <= n; i++)
        index_of[word[i]] = 1
    says["origin"] = "Where it was said; file is NULL where it was not."
    says["evidence"] = "How the figures are known."
    says["known"] = "How well.";
    says["id"] = "Its id, by which others name it."
    says["name"] = "Its name, for people; NULL: none."
    says["about"] = "What it is for, in a sentence; NULL: nothing is said."
    says["variation"] = "Its distribution."
    says["cv"] = "Coefficient of variation of that."
    says["share"] = "A share, from 0 to 1."
    says["href"] = "The file, as the scenario names it; NULL: none."
    says["column"] = "The column of the file; NULL: the only one."
    says["pue"] = "Power usage effectiveness, at least 1."
    says["accuracy"] = "A share, from 0 to 1."
}

# What a field's name says of it, or "".
function described(name, type,    suffix, best)
{
    if (name in says)
        return says[name]
    if (name ~ /^first_/)
        return "Index of the first of its n_" plural(substr(name, 7)) ", which stand together."
    if (name ~ /^n_/)
        return "How many."
    if (type ~ /^int$/ && name in index_of)
        return "Index of its " name ", or CAIRN_NONE."
    best = ""
    for (suffix in unit)
        if (length(suffix) > length(best) && substr(name, length(name) - length(suffix)) == "_" suffix)
            best = suffix
    if (best != "")
        return "In " unit[best] "."
    if (match(type, /(struct|enum) cairn_[a-z_0-9]+$/))
        return "See " (type ~ /^struct/ ? "struct " : "enum ") substr(type, RSTART + (type ~ /^struct/ ? 7 : 5)) "."
    return ""
}

function plural(text)
{
    if (text == "early_exit")
        return "exits"
    return text ~ /y$/ ? substr(text, 1, length(text) - 1) "ies" : text "s"
}

# `type a, *b;` as one declaration each, with what is said of them.
function fields(declaration, comment,    type, n, i, name, text, rest)
{
    sub(/^[ \t]+/, "", declaration)
    sub(/;[ \t]*$/, "", declaration)
    match(declaration, /^(const |struct |enum |unsigned )*[a-z_0-9]+[ ]*/)
    type = substr(declaration, 1, RLENGTH)
    sub(/ $/, "", type)
    n = split(substr(declaration, RLENGTH + 1), part, /, */)
    rest = ""
    for (i = 1; i <= n; i++) {
        name = part[i]
        gsub(/[*]|const |\[.*\]/, "", name)
        text = comment != "" ? comment : above ? "" : described(name, type)
        rest = rest "    " type " " part[i] ";" (text != "" ? " /**< " text " */" : "")
    }
    return rest
}

/^#define CAIRN_SCENARIO_LISTS|^#define CAIRN_DECLARE_LIST/ { skipped = /DECLARE/ ? 3 : 0; print ""; next }
skipped > 0 || /^#undef CAIRN_DECLARE_LIST/ { skipped--; print ""; next }
/^ *LIST\(/ {
    match($0, /\(.*,/)
    type = substr($0, RSTART + 1, RLENGTH - 2)
    match($0, /, [a-z_]+/)
    name = substr($0, RSTART + 2, RLENGTH - 2)
    printf "    %s *%s; /**< n_%s of them. */ int n_%s; /**< How many. */\n", type, name, name, name
    next
}
/^ *CAIRN_SCENARIO_LISTS\(CAIRN_DECLARE_LIST\)/ { print ""; next }

in_comment {
    if (first)
        sub(/ [a-z]+\.h - /, " @brief ")
    print
    if (/\*\//) {
        in_comment = first = 0
        above = 1
    }
    next
}
/^ *\/\* ----/ { print ""; above = 0; next }
/^ *\/\*/ {
    first = !seen++
    sub(/\/\*/, first ? "/** @file\n *" : "/**")
    in_comment = !/\*\//
    above = !in_comment
    print
    next
}
/^(struct|enum) [a-z_0-9]+ \{|^enum \{/ { inside = /^enum/ ? "enum" : "struct" }
/^\}/ { inside = "" }
inside == "struct" && /^    [a-z][^(]*;([ \t]*\/\*.*\*\/)?[ \t]*$/ {
    comment = ""
    if (match($0, /\/\*.*\*\//)) {
        comment = substr($0, RSTART + 3, RLENGTH - 6)
        $0 = substr($0, 1, RSTART - 1)
        sub(/[ \t]+$/, "")
    }
    print fields($0, comment)
    above = 0
    next
}
inside != "" && /\/\*/ { sub(/\/\*/, "/**<"); in_comment = !/\*\//; print; above = 0; next }
{ print; above = 0 }
