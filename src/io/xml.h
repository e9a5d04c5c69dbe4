#ifndef CAIRN_IO_XML_H
#define CAIRN_IO_XML_H

/*
 * XML text becomes a tree of nodes. The files xml*.c are the only ones that know libxml2.
 *
 * What is accepted is less than XML: UTF-8 only, no document type and therefore no entities but
 * the five predefined ones, no namespaces, no XInclude; nothing is ever fetched. Comments and
 * processing instructions are ignored. At most 256 elements may stand inside each other, a file may
 * have a million of them, and one may have 500 attributes.
 *
 * Line numbers are exact: those of elements are of the start of their tag, and each attribute has
 * its own.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "io/input.h"
#include "io/node.h"

struct cairn_xml_document;

/*
 * Makes memory that libxml2 cannot get end the process, as everywhere in cairn (alloc.h): libxml2
 * by itself goes on with half a tree, and crashes. For programs, first of all; a library does not
 * decide this for who embeds it.
 */
void cairn_xml_never_lacks_memory(void);

/*
 * Parses one file. After an error, of which at most one is reported, returns NULL. The nodes live
 * in the arena, the document (free it with cairn_xml_free) is what cairn_xml_validate needs.
 */
struct cairn_xml_document *cairn_xml_parse(struct cairn_arena *arena,
                                           const struct cairn_input *input,
                                           struct cairn_diag *diag);

/* The same for the XSD itself, the one file in which namespaces are allowed. */
struct cairn_xml_document *cairn_xml_parse_xsd(struct cairn_arena *arena,
                                               const struct cairn_input *input,
                                               struct cairn_diag *diag);

struct cairn_node *cairn_xml_root(const struct cairn_xml_document *document);

void cairn_xml_free(struct cairn_xml_document *document);

/* The compiled XSD of the format. */
struct cairn_xml_validator;

struct cairn_xml_validator *cairn_xml_validator_new(const char *xsd, size_t size);
void cairn_xml_validator_free(struct cairn_xml_validator *validator);

/*
 * Holds a document against the XSD and adds to its nodes the attributes that defaults imply. False
 * after errors. Messages are those of libxml2 with little rewording: whoever wants better ones
 * looks for the usual mistakes first (schema.h).
 */
bool cairn_xml_validate(struct cairn_xml_validator *validator, struct cairn_arena *arena,
                        struct cairn_xml_document *document, struct cairn_diag *diag);

#endif
