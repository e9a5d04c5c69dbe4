#ifndef CAIRN_CLI_OPTIONS_H
#define CAIRN_CLI_OPTIONS_H

/*
 * Options: `--name VALUE`, `--name=VALUE`, `--flag`, and for the few that have one, `-o VALUE`.
 *
 * Words: an option is a const row that says its name, the kind of its value, its range and its
 * help. A command lists the rows it takes; whoever wants a value asks with the row itself:
 *
 *     cairn_options_count(&call->options, &cairn_option_seed, 1)
 *
 * so that there is no second list of names. Rows that several commands take stand here, so that an
 * option means the same everywhere; a row of one command is a static const in its file.
 *
 * Invariants: values are checked when they are parsed, so that asking cannot fail; asking for a
 * row that the command does not take is like asking for one that was not given. `--` ends the
 * options; `-` alone is an argument. The last of several values counts, but for texts.
 * `--help` and `-h` are understood everywhere and have no row.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum cairn_option_kind {
    CAIRN_OPTION_FLAG,     /* no value */
    CAIRN_OPTION_COUNT,    /* a whole number, low to high */
    CAIRN_OPTION_FRACTION, /* "0.01" or "1 %", above 0 and below 1 */
    CAIRN_OPTION_WORD,     /* one of `words` */
    CAIRN_OPTION_TEXT,     /* anything but nothing */
    CAIRN_OPTION_PATH,     /* the same */
    CAIRN_OPTION_TEXTS,    /* the same, and each of several counts */
};

struct cairn_option {
    const char *name; /* without the dashes */
    char letter;      /* 'o' for -o; 0 for none */
    enum cairn_option_kind kind;
    const char *value; /* what help calls the value: "FILE" */
    const char *help;  /* one line, lower case */
    uint64_t low, high;
    const char *const *words; /* end with NULL */
};

extern const struct cairn_option cairn_option_db, cairn_option_catalogue, cairn_option_seed,
    cairn_option_replications, cairn_option_precision, cairn_option_json, cairn_option_csv,
    cairn_option_quiet, cairn_option_force, cairn_option_large, cairn_option_threads,
    cairn_option_cache, cairn_option_no_cache, cairn_option_placement;

/* What goes together, as rows of a command's list. */
#define CAIRN_OPTIONS_PRINTING &cairn_option_json, &cairn_option_csv, &cairn_option_quiet
#define CAIRN_OPTIONS_SIMULATING                                                                 \
    &cairn_option_cache, &cairn_option_no_cache, &cairn_option_seed, &cairn_option_replications, \
        &cairn_option_precision, &cairn_option_threads, &cairn_option_catalogue

struct cairn_option_value {
    bool given;
    const char *text;
    uint64_t count; /* of a COUNT; of a WORD its index */
    double fraction;
    const char **texts; /* of TEXTS, in their order; owned, the texts are not */
    size_t n_texts, capacity;
};

struct cairn_options {
    const char *command;                    /* named in messages */
    const struct cairn_option *const *rows; /* end with NULL */
    struct cairn_option_value *values;      /* parallel to rows; owned */
    const char **arguments;                 /* what is no option; owned, the texts are not */
    int n_arguments;
    bool help; /* --help was met; what stands behind it was not looked at */
};

void cairn_options_init(struct cairn_options *options, const char *command,
                        const struct cairn_option *const *rows);
void cairn_options_release(struct cairn_options *options);

/* Parses words; returns false with a message (no newline) in `error` at the first mistake. */
bool cairn_options_parse(struct cairn_options *options, int argc, char *const *argv,
                         struct cairn_buffer *error);

bool cairn_options_given(const struct cairn_options *options, const struct cairn_option *row);

/* The value, or `absent` if it was not given. */
uint64_t cairn_options_count(const struct cairn_options *options, const struct cairn_option *row,
                             uint64_t absent);
double cairn_options_fraction(const struct cairn_options *options, const struct cairn_option *row,
                              double absent);
const char *cairn_options_text(const struct cairn_options *options, const struct cairn_option *row,
                               const char *absent);

/* All values of TEXTS; *n of them, 0 if it was not given. */
const char *const *cairn_options_texts(const struct cairn_options *options,
                                       const struct cairn_option *row, size_t *n);

/* Index into the words of the row, or -1 if it was not given. */
int cairn_options_word(const struct cairn_options *options, const struct cairn_option *row);

/* Appends `  --db FILE   help` for each row and for --help, aligned. */
void cairn_options_help(const struct cairn_option *const *rows, struct cairn_buffer *out);

#endif
