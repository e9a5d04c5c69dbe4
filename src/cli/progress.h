#ifndef CAIRN_CLI_PROGRESS_H
#define CAIRN_CLI_PROGRESS_H

/*
 * Progress: one line on standard error that is rewritten while long work goes on.
 *
 * It is shown only where standard error is a terminal that can rewrite a line and words are wanted,
 * at most ten times a second, cut to the width, in no colour. Whoever prints anything else, or
 * ends, clears it first (a call's messages do, command.h). One thread at a time.
 */

#include <stdbool.h>
#include <stdint.h>

struct cairn_progress {
    bool wanted;
    bool shown;
    int64_t last_ns; /* when it was written, monotonic clock */
};

/* quiet: never show anything */
void cairn_progress_init(struct cairn_progress *progress, bool quiet);

/* `share` of the work is done, 0 to 1, or negative where that is unknown; the text says of what. */
void cairn_progress_update(struct cairn_progress *progress, double share, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Removes the line; the next update writes it again. */
void cairn_progress_clear(struct cairn_progress *progress);

#endif
