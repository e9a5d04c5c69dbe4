#ifndef CAIRN_CLI_BENCH_XML_H
#define CAIRN_CLI_BENCH_XML_H

/* A bench as a catalogue file: one source and one profile of class "measured". */

#include "cli/bench.h"

/* What the numbers do not say. */
struct cairn_bench_words {
    const char *model, *variant, *hardware; /* ids */
    const char *boundary;                   /* wall, board or chip */
    const char *request;                    /* may be NULL */
    const char *source;                     /* who measured */
};

/* Appends the catalogue. */
void cairn_bench_write(const struct cairn_bench *bench, const struct cairn_bench_words *words,
                       struct cairn_buffer *out);

/*
 * Would the catalogue load, with the entries it refers to? Reports what would be wrong with it at
 * the rows of the bench.
 */
bool cairn_bench_loads(const struct cairn_bench *bench, const struct cairn_bench_words *words,
                       struct cairn_diag *diag);

#endif
