#ifndef CAIRN_CLI_COMMAND_H
#define CAIRN_CLI_COMMAND_H

/*
 * Commands: `cairn check FILE...` and the like.
 *
 * A command is one file, cmd_<name>.c, which defines `const struct cairn_command
 * cairn_cmd_<name>`, and one row in CAIRN_COMMANDS. The struct says what help, usage errors and
 * the parser need; its function gets a call, which holds the parsed options and arguments, the
 * output and the progress line, and returns the exit status of the program.
 *
 * A function prints data by appending to call->output.data and may flush it; it says words with
 * cairn_call_say() and errors with cairn_call_fail(). The caller of the function writes what is
 * left and turns a failed write into status 1.
 */

#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"

/* Rows in the order of help. */
#define CAIRN_COMMANDS(COMMAND) \
    COMMAND(run) COMMAND(check) COMMAND(simulate) COMMAND(list) COMMAND(import) COMMAND(help)

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

struct cairn_command {
    const char *name;
    const char *arguments; /* "FILE..."; "" for none */
    const char *help;      /* one line, lower case, no full stop */
    const char *details;   /* lines of prose that end with newlines; NULL for none */
    const char *examples;  /* lines without indentation that end with newlines; NULL for none */
    int least, most;       /* arguments; most -1: any number */
    const struct cairn_option *const *options; /* end with NULL; NULL for none */
    int (*run)(struct cairn_call *call);
};

#define CAIRN_DECLARE_COMMAND(word) extern const struct cairn_command cairn_cmd_##word;
CAIRN_COMMANDS(CAIRN_DECLARE_COMMAND)
#undef CAIRN_DECLARE_COMMAND

/* The command of that name, or NULL. */
const struct cairn_command *cairn_command_find(const char *name);

/* `cairn: no command "shwo"; did you mean show?` on standard error; returns CAIRN_EXIT_USAGE. */
int cairn_command_unknown(const char *name);

/* Appends the overview of all commands, or the help of one. */
void cairn_command_overview(struct cairn_buffer *out);
void cairn_command_help(const struct cairn_command *command, struct cairn_buffer *out);

/* Parses the words behind the command's name and runs it; returns its exit status. */
int cairn_command_call(const struct cairn_command *command, int argc, char *const *argv,
                       struct cairn_output *output);

/* ---- for the functions of commands ---- */

/* What --json and --csv ask for. */
enum cairn_format cairn_call_format(const struct cairn_call *call);

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
