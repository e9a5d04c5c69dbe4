/*
 * mutate.h - new inputs of old ones, that reach what lies behind the first look
 *
 * Bytes changed at random rarely pass for XML, and hardly ever for a scenario: what is learnt from
 * them is about the parser. These change what a scenario says and keep its form: values of the
 * kind that an attribute has, at and beyond its ends; attributes and elements that the format has
 * there; names of what stands elsewhere in the file; elements once more, elsewhere, or gone.
 *
 * Everything follows from the input and a seed.
 */
#ifndef TESTS_FUZZ_MUTATE_H
#define TESTS_FUZZ_MUTATE_H

#include <libxml/tree.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "io/schema.h"

struct mutate_random {
    uint64_t state;
};

/* One of n > 0. */
size_t mutate_pick(struct mutate_random *random, size_t n);

/*
 * Changes a scenario in place, of which `size` bytes stand in `most`. Returns the new size, or 0:
 * it is no XML, or no longer fits.
 */
size_t mutate_scenario(uint8_t *data, size_t size, size_t most, uint64_t seed);

/*
 * Appends a value that an attribute may have, or nearly may: `old` is what it has, or NULL; name ""
 * is the text of an element. `root` is the document's.
 */
void mutate_value(struct mutate_random *random, const struct cairn_schema_element *element,
                  const char *name, const char *old, xmlNodePtr root, struct cairn_buffer *out);

#endif
