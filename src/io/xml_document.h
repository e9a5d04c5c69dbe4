#ifndef CAIRN_IO_XML_DOCUMENT_H
#define CAIRN_IO_XML_DOCUMENT_H

/* What xml.c and xml_validator.c share. Each element of `doc` has its node in `_private`. */

#include <libxml/tree.h>

#include "io/xml.h"

struct cairn_xml_document {
    xmlDocPtr doc;
    struct cairn_node *root;
};

#endif
