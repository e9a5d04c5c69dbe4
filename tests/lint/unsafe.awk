# What docs/SECURITY.md promises and the text can show: awk -f unsafe.awk -f strip.awk FILE...
#
# - No other programs, no network, no functions that overrun, guess names of files or that threads share, no entities or inclusion in XML.
# - Files are opened by the modules that check what they open, so that no href goes past src/io/input.c.
# - Values are parameters of queries, never part of their text.

BEGIN {
    n = split("system popen fork vfork execl execlp execle execv execvp execve posix_spawn posix_spawnp dlopen socket connect " \
        "bind listen getaddrinfo gethostbyname tmpnam tempnam tmpfile mktemp gets strcpy strcat sprintf vsprintf " \
        "strtok rand srand asctime ctime localtime gmtime localeconv setlocale setenv putenv " \
        "xmlReadFile xmlParseFile xmlXIncludeProcess sqlite3_mprintf sqlite3_enable_load_extension", name, " ")
    for (i = 1; i <= n; i++)
        unsafe[name[i]] = 1
    options = "XML_PARSE_(NOENT|DTDLOAD|DTDATTR|DTDVALID|XINCLUDE|HUGE)"
    openers = "fopen|open|creat|mkstemp|sqlite3_open_v2"
    opens["src/io/input.c"] = opens["src/io/store_file.c"] = opens["src/io/store_cache_file.c"] = 1
    opens["src/io/store_schema.c"] = 1 # a schema in memory, to compare with
    opens["src/base/cpus.c"] = 1
    starts["src/cli/plot_draw.c"] = "posix_spawnp" # gnuplot, without a shell
}

{ stripped = code($0) }

# name( is a call, or a declaration; int (*name)( is neither.
{
    rest = stripped
    while (match(rest, /[A-Za-z_][A-Za-z0-9_]*\(/)) {
        called = substr(rest, RSTART, RLENGTH - 1)
        before = RSTART > 1 ? substr(rest, RSTART - 1, 1) : ""
        if (called in unsafe && before !~ /[.>]/ && starts[FILENAME] != called)
            complain(FILENAME, FNR, called "() has no place here (docs/SECURITY.md)")
        if (called ~ ("^(" openers ")$") && before !~ /[.>]/ && !(FILENAME in opens) && FILENAME !~ /^src\/cli\//)
            complain(FILENAME, FNR, "a file is opened outside the modules that check what it is (docs/SECURITY.md)")
        rest = substr(rest, RSTART + RLENGTH)
    }
}
stripped ~ options { complain(FILENAME, FNR, "entities and inclusion stay off (docs/SECURITY.md)") }
/"[^"]*(SELECT|INSERT|UPDATE|DELETE|WHERE|VALUES|AND|OR|LIKE|=) ?[^"]*'%[a-z]/ && /SELECT|INSERT|UPDATE|DELETE|WHERE|VALUES/ {
    complain(FILENAME, FNR, "a value in the text of a query: make it a parameter")
}
