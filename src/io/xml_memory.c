#include <libxml/xmlmemory.h>

#include "base/alloc.h"
#include "io/xml.h"

static void *resize(void *p, size_t size)
{
    return cairn_realloc(p, size, 1);
}

void cairn_xml_never_lacks_memory(void)
{
    xmlMemSetup(cairn_free, cairn_alloc, resize, cairn_strdup);
}
