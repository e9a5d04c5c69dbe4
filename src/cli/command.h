#ifndef CAIRN_CLI_COMMAND_H
#define CAIRN_CLI_COMMAND_H

/*
 * Commands: `cairn check FILE...` and the like.
 *
 * A command is one file, cmd_<name>.c, which defines `const struct cairn_command
 * cairn_cmd_<name>`, and one row in CAIRN_COMMANDS. The struct says what help, usage errors and
 * the parser need; its function gets a call (call.h).
 */

#include "cli/call.h"

/* Rows in the order of help. */
#define CAIRN_COMMANDS(COMMAND) \
    COMMAND(new)                \
    COMMAND(check)              \
    COMMAND(run)                \
    COMMAND(sweep)              \
    COMMAND(simulate)           \
    COMMAND(levers)             \
    COMMAND(show)               \
    COMMAND(plot)               \
    COMMAND(report)             \
    COMMAND(compare)            \
    COMMAND(list)               \
    COMMAND(import)             \
    COMMAND(help)

struct cairn_command {
    const char *name;
    const char *arguments; /* "FILE..."; "" for none */
    const char *help;      /* one line, lower case, no full stop */
    const char *details;   /* lines of prose that end with newlines; NULL for none */
    /* Appends lines that stand behind the details, such as the words of a table; NULL: none. */
    void (*list)(struct cairn_buffer *out);
    const char *examples; /* lines without indentation that end with newlines; NULL for none */
    int least, most;      /* arguments; most -1: any number */
    /* Appends the words that the first argument may be, each with a newline; NULL: a file. */
    void (*words)(struct cairn_buffer *out);
    const struct cairn_option *const *options; /* end with NULL; NULL for none */
    int (*run)(struct cairn_call *call);
};

#define CAIRN_DECLARE_COMMAND(word) extern const struct cairn_command cairn_cmd_##word;
CAIRN_COMMANDS(CAIRN_DECLARE_COMMAND)
#undef CAIRN_DECLARE_COMMAND

/* The index-th in the order of help; NULL behind the last. */
const struct cairn_command *cairn_command_at(int index);

/* The command of that name, or NULL. */
const struct cairn_command *cairn_command_find(const char *name);

/* `cairn: no command "shwo"; did you mean show?` on standard error; returns CAIRN_EXIT_USAGE. */
int cairn_command_unknown(const char *name);

/* Appends the overview of all commands, or the help of one. */
void cairn_command_overview(struct cairn_buffer *out);
void cairn_command_help(const struct cairn_command *command, struct cairn_buffer *out);

/* The same, of NULL the overview, fitted to the width of standard output. */
void cairn_command_print(const struct cairn_command *command, struct cairn_buffer *out);

/* Parses the words behind the command's name and runs it; returns its exit status. */
int cairn_command_call(const struct cairn_command *command, int argc, char *const *argv,
                       struct cairn_output *output);

#endif
