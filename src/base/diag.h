#ifndef CAIRN_BASE_DIAG_H
#define CAIRN_BASE_DIAG_H

/*
 * Diagnostics: what is wrong with the user's files, collected so that one run shows many mistakes.
 *
 * Words: a diagnostic is an error or a warning with a place (file, line) and a text; a note belongs
 * to the diagnostic reported just before it and is written right behind it.
 *
 * Invariants: diagnostics are kept in the order file (as first mentioned), line, report, whatever
 * the order in which passes found them. At most CAIRN_DIAG_LIMIT errors and as many warnings are
 * kept, the first in that order; the rest are only counted. Memory is therefore bounded, whatever
 * the input.
 *
 * Text is lower case, says what is wrong first and quotes the subject: `unknown attribute "wat";
 * did you mean "watt"?`. No final period. Not here: printing (the command line does).
 */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

enum { CAIRN_DIAG_LIMIT = 20 };

enum cairn_severity { CAIRN_ERROR, CAIRN_WARNING };

struct cairn_diag_item {
    enum cairn_severity severity;
    size_t file; /* index into cairn_diag.files */
    int line;    /* 1-based; 0 when the place is the whole file */
    char *text;
    struct cairn_buffer notes; /* complete lines */
};

struct cairn_diag {
    char **files; /* in order of first mention; owned */
    size_t n_files;
    size_t files_capacity;
    struct cairn_diag_item *items; /* sorted; owned */
    size_t n_items;
    size_t items_capacity;
    size_t count[2]; /* reported, by severity, kept or not */
    size_t kept[2];  /* kept, by severity */
    size_t last;     /* index of the item the next note belongs to, SIZE_MAX for none */
};

void cairn_diag_init(struct cairn_diag *diag);
void cairn_diag_release(struct cairn_diag *diag);

/*
 * Reports an error or warning. `file` is copied; NULL or "" means no place (the message stands
 * alone); `line` is 1-based, 0 for the whole file.
 */
void cairn_diag_error(struct cairn_diag *diag, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void cairn_diag_warning(struct cairn_diag *diag, const char *file, int line, const char *format,
                        ...) __attribute__((format(printf, 4, 5)));
void cairn_diag_report_v(struct cairn_diag *diag, enum cairn_severity severity, const char *file,
                         int line, const char *format, va_list args)
    __attribute__((format(printf, 5, 0)));

/*
 * Would a diagnostic at that place be kept, if it were reported now? Asked before what takes long
 * to say, such as which of many names is nearest to a wrong one.
 */
bool cairn_diag_keeps(const struct cairn_diag *diag, enum cairn_severity severity, const char *file,
                      int line);

/* Adds a note to the diagnostic reported last; dropped when that one was not kept. */
void cairn_diag_note(struct cairn_diag *diag, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* True once an error was reported. */
bool cairn_diag_failed(const struct cairn_diag *diag);

/* Reported so far, kept or not. */
size_t cairn_diag_count(const struct cairn_diag *diag, enum cairn_severity severity);

/* Appends one line per diagnostic, `file:line: error: text`, and `and N more errors` if cut. */
void cairn_diag_write(const struct cairn_diag *diag, struct cairn_buffer *out);

/* The first of these lines, "" of none; the caller owns it. */
char *cairn_diag_first_line(const struct cairn_diag *diag);

#endif
