#include "base/bug.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void cairn_bug(const char *format, ...)
{
    static const char before[] = "cairn: a mistake of its own: ";
    char line[400]; /* longer ones are cut */
    size_t size = sizeof before - 1;
    va_list ap;
    ssize_t written;

    memcpy(line, before, size);
    va_start(ap, format);
    vsnprintf(line + size, sizeof line - size - 1, format, ap);
    va_end(ap);
    size = strlen(line);
    line[size] = '\n';
    written = write(STDERR_FILENO, line, size + 1);
    (void)written; /* nobody is left to tell */
    abort();
}
