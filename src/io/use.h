#ifndef CAIRN_IO_USE_H
#define CAIRN_IO_USE_H

/*
 * First pass: a file and the catalogues that it uses, each parsed and held against the format, as
 * one tree.
 */

#include "io/schema.h"
#include "io/xml.h"

struct cairn_reader {
    struct cairn_arena *arena;
    struct cairn_diag *diag;
    const struct cairn_schema *schema;
    struct cairn_xml_validator *validator;
    struct cairn_inputs *inputs;
};

/*
 * Appends to `root` what a file holds and what it uses, each file once. Returns the outermost
 * element of the file itself, or NULL after an error; errors in files that it uses are only
 * reported. `element` is what its outermost element must be.
 */
struct cairn_node *cairn_use_file(struct cairn_reader *reader, struct cairn_input *input,
                                  const char *element, struct cairn_node *root);

#endif
