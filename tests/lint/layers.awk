# The layering, from the include graph: awk -f layers.awk -f strip.awk FILE... with every file of src and include.
#
# A file in src/<layer> includes "<layer>/word.h" of its own layer or of one before it, and nothing else in quotes.
# A public header belongs to the layer that has a source of the same word; without one, to the highest layer that it
# includes itself. What scenario.h includes belongs to the model as it does, whatever other source has the same word.
# Public headers include public headers only. Other libraries are each included by one module.

BEGIN {
    layers = split("base math engine model io physics account choose study cli", layer_name, " ")
    for (i = 1; i <= layers; i++)
        rank[layer_name[i]] = i
    for (i = 1; i < ARGC; i++)
        if (split(ARGV[i], part, "/") == 3 && part[1] == "src" && part[3] ~ /\.c$/) {
            word = part[3]
            sub(/\.c$/, "", word)
            if (!(word in home) || rank[part[2]] < home[word])
                home[word] = rank[part[2]]
        }

    # Who may include what is not of the C library.
    owner["gsl/"] = "^src/math/"
    owner["libxml/"] = "^src/io/(scenario_)?xml[a-z_]*\\.[ch]$"
    owner["sqlite3.h"] = "^src/io/store[a-z_]*\\.[ch]$"
    owner["glpk.h"] = "^src/choose/bound_solve[a-z_]*\\.[ch]$"
    owner["zlib.h"] = "^src/io/gzip\\.c$"
    owner["mpi.h"] = "^src/study/parallel[a-z_]*\\.[ch]$"

    n = split("assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal " \
        "stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath time " \
        "uchar wchar wctype dirent fcntl fnmatch ftw glob langinfo libgen poll pthread pwd regex sched semaphore " \
        "spawn strings termios unistd utime sys/ioctl sys/mman sys/resource sys/select sys/stat sys/statvfs " \
        "sys/time sys/times sys/types sys/uio sys/utsname sys/wait", std, " ")
    for (i = 1; i <= n; i++)
        standard[std[i] ".h"] = 1
}

{ raw = $0; stripped = code($0) }

stripped ~ /^[ \t]*#[ \t]*include/ {
    target = raw
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", target)
    quoted = target ~ /^"/
    target = substr(target, 2)
    sub(/[">].*/, "", target)
    edges++
    from[edges] = FILENAME
    at[edges] = FNR
    to[edges] = target
    in_quotes[edges] = quoted
}

# The rank of a public header.
function public_rank(word, depth,    i, other, best)
{
    for (i = 1; i <= edges; i++)
        if (from[i] == "include/cairn/scenario.h" && to[i] == "cairn/" word ".h" && word != "api")
            return rank["model"]
    if (word in home)
        return home[word]
    best = 1
    if (depth > 20)
        return best
    for (i = 1; i <= edges; i++)
        if (from[i] == "include/cairn/" word ".h" && to[i] ~ /^cairn\//) {
            other = to[i]
            gsub(/^cairn\/|\.h$/, "", other)
            other = public_rank(other, depth + 1)
            if (other > best)
                best = other
        }
    return home[word] = best
}

function check_library(i,    prefix)
{
    if (to[i] in standard)
        return
    for (prefix in owner)
        if (index(to[i], prefix) == 1) {
            if (from[i] !~ owner[prefix])
                complain(from[i], at[i], "<" to[i] "> is included outside the module that owns it")
            return
        }
    complain(from[i], at[i], "<" to[i] "> is neither C11, POSIX nor a known dependency")
}

END {
    for (i = 1; i <= edges; i++) {
        split(from[i], part, "/")
        word = from[i]
        sub(/.*\//, "", word)
        sub(/\.[ch]$/, "", word)
        public = part[1] == "include"
        mine = public ? public_rank(word, 0) : rank[part[2]]
        if (!mine)
            complain(from[i], at[i], "src/" part[2] " is not a layer")

        if (to[i] ~ /^cairn\//) {
            word = to[i]
            gsub(/^cairn\/|\.h$/, "", word)
            if (in_quotes[i])
                complain(from[i], at[i], "public headers are included as <" to[i] ">")
            theirs = public_rank(word, 0)
        } else if (in_quotes[i]) {
            if (public) {
                complain(from[i], at[i], "a public header includes the private \"" to[i] "\"")
                continue
            }
            split(to[i], part, "/")
            theirs = rank[part[1]]
            if (!theirs) {
                complain(from[i], at[i], "write \"" to[i] "\" as \"layer/word.h\"")
                continue
            }
        } else {
            check_library(i)
            continue
        }
        if (theirs > mine)
            complain(from[i], at[i], to[i] " belongs to " layer_name[theirs] ", which " layer_name[mine] \
                " must not know")
    }
}
