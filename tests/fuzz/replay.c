/*
 * What fuzzing kept, tried again: replay TARGET FILE...
 *
 * Prints each name before it is tried, so that the last one is what ended the program. What the
 * targets print is thrown away. Memory is bounded, as for fuzzing; time is not.
 */

#define _XOPEN_SOURCE 700 /* RLIMIT_AS */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/alloc.h"
#include "fuzz/fuzz.h"
#include "io/xml.h"
#include "math/gsl_memory.h"

enum { MOST_BYTES = 1 << 24 };

static void replay(const struct fuzz_target *target, const char *path)
{
    uint8_t *data = cairn_alloc(MOST_BYTES);
    FILE *file = fopen(path, "r");
    uint8_t *exact;
    size_t size;

    if (!file) {
        perror(path);
        exit(1);
    }
    size = fread(data, 1, MOST_BYTES, file);
    fclose(file);
    exact = cairn_realloc(data, size, 1); /* so that a checker sees what is read behind it */
    target->one(exact, size);
    cairn_free(exact);
}

int main(int argc, char **argv)
{
    const struct fuzz_target *target = argc > 1 ? fuzz_target_find(argv[1]) : NULL;
    FILE *names = fdopen(dup(STDOUT_FILENO), "w");
    int nowhere = open("/dev/null", O_WRONLY);
    const struct rlimit most = {1u << 30, 1u << 30};

    if (!target || !names || nowhere < 0) {
        fprintf(stderr, "usage: replay TARGET FILE...\n");
        return 2;
    }
    if (getenv("FUZZ_LIMIT"))
        setrlimit(RLIMIT_AS, &most);
    dup2(nowhere, STDOUT_FILENO);
    cairn_xml_never_lacks_memory();
    cairn_gsl_never_lacks_memory();
    for (int i = 2; i < argc; i++) {
        fprintf(names, "%s\n", argv[i]);
        fflush(names);
        replay(target, argv[i]);
    }
    return 0;
}
