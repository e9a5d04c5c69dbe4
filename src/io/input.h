#ifndef CAIRN_IO_INPUT_H
#define CAIRN_IO_INPUT_H

/*
 * Inputs: the files that a scenario is made of, read once, whole, and kept, so that a results file
 * can store exactly what was read.
 *
 * Words: the scenario's folder is the one its file stands in; the catalogue folder is where the
 * installed catalogues are. An href names another input. It is relative to the file that says it;
 * one that begins with catalogue/ is sought there, then beside the scenario, then in the catalogue
 * folder. Nothing outside these two folders can be named, whether by "..", by an absolute path or
 * by a symbolic link.
 *
 * Limits: a file must be a regular one of at most 32 MiB (XML) or 64 MiB (CSV). A larger one is
 * refused without being read.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include <cairn/scenario.h>

enum cairn_input_kind { CAIRN_INPUT_XML, CAIRN_INPUT_CSV };

struct cairn_input {
    struct cairn_input *next;
    const char *path;  /* as messages show it */
    const char *real;  /* absolute, without links */
    const char *href;  /* by which a file beside the scenario can name it */
    const char *bytes; /* ends in a zero that size does not count */
    size_t size;
    bool used;  /* it was read as a catalogue or scenario */
    bool open;  /* its <use> elements are being followed */
    bool added; /* no file: part of the scenario that was said elsewhere */
    bool table; /* it was read as a table */
};

struct cairn_inputs {
    struct cairn_arena *arena;
    struct cairn_diag *diag;
    const char *folder;         /* of the scenario, absolute; NULL before the first input */
    const char *catalogue;      /* folder, absolute, or NULL */
    const char *catalogue_path; /* the same as it was given */
    bool catalogue_first;       /* it comes before what is beside a file */
    struct cairn_input *first, *last;
    int again; /* how often a table was read that had been */
};

/* catalogue may be NULL; a folder that does not exist is the same as none. */
void cairn_inputs_init(struct cairn_inputs *inputs, struct cairn_arena *arena,
                       struct cairn_diag *diag, const char *catalogue);

/*
 * Reads a file that the caller names; the first one settles which folder is the scenario's. NULL
 * after an error.
 */
struct cairn_input *cairn_inputs_root(struct cairn_inputs *inputs, const char *path);

/* The same of a file of any kind, such as a trace that is looked at alone. */
struct cairn_input *cairn_inputs_file(struct cairn_inputs *inputs, const char *path,
                                      enum cairn_input_kind kind);

/* Text that is no file, under a name for messages; not the first input. */
struct cairn_input *cairn_inputs_text(struct cairn_inputs *inputs, const char *name,
                                      const char *text);

/*
 * Finds and reads the file that `href` means in the file `from`; `origin` is where it is said.
 * A file that was read before is not read again. NULL after an error.
 */
struct cairn_input *cairn_inputs_open(struct cairn_inputs *inputs, const struct cairn_input *from,
                                      struct cairn_origin origin, const char *href,
                                      enum cairn_input_kind kind);

/*
 * The same of a table that is taken apart each time it is named, which takes time and memory: a
 * small scenario can name a large table often. NULL after an error, also where tables that had been
 * read are named more than 3,000 times.
 */
struct cairn_input *cairn_inputs_table(struct cairn_inputs *inputs, const struct cairn_input *from,
                                       struct cairn_origin origin, const char *href);

#endif
