#ifndef CAIRN_CLI_CALL_H
#define CAIRN_CLI_CALL_H

/*
 * A call: one run of a command, as its function sees it: the parsed options and arguments, the
 * output, the progress line.
 *
 * A function prints data by appending to call->output->data, which it may flush at any time; it
 * says words with cairn_call_say() and errors with cairn_call_fail(), which keep clear of the
 * progress line. It returns the exit status of the program. Whoever called it writes what is left
 * and turns a failed write into status 1.
 */

#include <stdbool.h>

#include "base/workers.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"

struct cairn_command;
struct cairn_table;

enum cairn_exit {
    CAIRN_EXIT_FINE = 0,
    CAIRN_EXIT_FAILED = 1,  /* the world's fault: a file that cannot be written */
    CAIRN_EXIT_USAGE = 2,   /* a command line that means nothing */
    CAIRN_EXIT_INVALID = 3, /* a scenario or other input that is wrong */
    CAIRN_EXIT_PART = 4,    /* some of several were done */
    CAIRN_EXIT_INTERRUPTED = 130,
};

enum cairn_format { CAIRN_FORMAT_TEXT, CAIRN_FORMAT_CSV, CAIRN_FORMAT_JSON };

struct cairn_call {
    const struct cairn_command *command;
    struct cairn_options options;
    struct cairn_output *output;
    struct cairn_progress progress;
    bool quiet;
};

/* What --json and --csv ask for. */
enum cairn_format cairn_call_format(const struct cairn_call *call);

/*
 * Workers as --threads says, or as many as there are processors; freed by the caller. Threads that
 * the system does not give are missing without a word, since results do not depend on them.
 */
struct cairn_workers *cairn_call_workers(const struct cairn_call *call);

/* Words for a person, `cairn: text` on standard error; nothing under --quiet. */
void cairn_call_say(struct cairn_call *call, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same whatever --quiet says; returns `status`, for `return cairn_call_fail(...)`. */
int cairn_call_fail(struct cairn_call *call, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Appends a table to the output, in the format that was asked for. */
void cairn_call_table(struct cairn_call *call, const struct cairn_table *table);

/* Writes the diagnostics to standard error, warnings too, whatever --quiet says. */
void cairn_call_diagnostics(struct cairn_call *call, const struct cairn_diag *diag);

#endif
