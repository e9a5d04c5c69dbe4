#ifndef CAIRN_CLI_OUTPUT_H
#define CAIRN_CLI_OUTPUT_H

/*
 * Output: data to standard output, words to standard error.
 *
 * Data is collected in a buffer, which a command appends to and which is written when the command
 * ends, or before by cairn_output_flush(). A failed write (a full disk, a reader that went away) is
 * remembered and makes the program end with status 1 and one line; data after it is dropped.
 *
 * A message is one line, "cairn: " and a text in lower case, written at once.
 */

#include <stdbool.h>

#include "base/buffer.h"

struct cairn_diag;

struct cairn_output {
    struct cairn_buffer data;
    int error; /* errno of the first failed write; 0: none */
};

/*
 * Before anything is opened: standard descriptors that are closed become /dev/null, one that
 * cannot be written for standard output, so that no file of ours takes their number; a reader that
 * went away becomes an error instead of a signal.
 */
void cairn_output_init(struct cairn_output *output);
void cairn_output_release(struct cairn_output *output);

/* Writes what was collected. False once a write failed, which is said once, on standard error. */
bool cairn_output_flush(struct cairn_output *output);

/* Writes `cairn: text` to standard error. */
void cairn_output_message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Writes a text to a file of one's own, whole or not at all; what is no regular file (a device, a
 * pipe, a link) is written through and never replaced. Returns 0, or errno.
 */
int cairn_output_to_file(const char *path, const struct cairn_buffer *text);

/* True where that would replace what is there. */
bool cairn_output_would_replace(const char *path);

/* Writes the diagnostics to standard error. */
void cairn_output_diagnostics(const struct cairn_diag *diag);

#endif
