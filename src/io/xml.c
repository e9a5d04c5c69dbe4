#include "io/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/buffer.h"
#include "io/utf8.h"
#include "io/xml_document.h"

enum { MOST_ELEMENTS = 1000000, MOST_ATTRIBUTES = 500 };

/* One parse; what the callbacks of libxml2 find through ctxt->_private. */
struct reading {
    struct cairn_arena *arena;
    const struct cairn_input *input;
    struct cairn_diag *diag;
    startElementNsSAX2Func start;
    int n_elements;
    bool namespaces; /* are allowed */
    bool failed;
};

__attribute__((format(printf, 3, 4))) static void fail(struct reading *reading, int line,
                                                       const char *format, ...)
{
    va_list args;

    if (reading->failed)
        return;
    reading->failed = true;
    va_start(args, format);
    cairn_diag_report_v(reading->diag, CAIRN_ERROR, reading->input->path, line, format, args);
    va_end(args);
}

/* ---- lines: libxml2 knows only where a tag ends, so its text is read again ---- */

struct tag {
    const char *text, *end; /* from < to before > */
    int line;               /* of the < */
};

static int newlines(const char *from, const char *to)
{
    int n = 0;

    for (; from < to; from++)
        n += *from == '\n';
    return n;
}

/* The tag that the parser has just read. A < cannot stand inside one, so the nearest begins it. */
static struct tag tag_before(xmlParserCtxtPtr ctxt, const struct cairn_input *input)
{
    long offset = xmlByteConsumed(ctxt);
    struct tag tag = {.line = ctxt->input->line};

    if (offset <= 0 || (size_t)offset > input->size)
        return tag;
    tag.text = tag.end = input->bytes + offset;
    while (tag.text > input->bytes && *tag.text != '<')
        tag.text--;
    tag.line -= newlines(tag.text, tag.end);
    return tag;
}

/* The line of an attribute: after the name of the element, name = "value" repeats. */
static int attribute_line(const struct tag *tag, const char *name)
{
    const char *at = tag->text;
    size_t size = strlen(name);

    if (!at)
        return tag->line;
    at += strcspn(at, " \t\r\n");
    while (at < tag->end) {
        const char *start = at + strspn(at, " \t\r\n");
        const char *stop = start + strcspn(start, "= \t\r\n");
        const char *quote = stop + strcspn(stop, "\"'");

        if ((size_t)(stop - start) == size && memcmp(start, name, size) == 0)
            return tag->line + newlines(tag->text, start);
        if (quote >= tag->end)
            break;
        at = strchr(quote + 1, *quote);
        if (!at)
            break;
        at++;
    }
    return tag->line;
}

static const char *qualified(struct cairn_arena *arena, const xmlChar *prefix, const xmlChar *name)
{
    if (!prefix)
        return cairn_arena_strdup(arena, (const char *)name);
    return cairn_arena_format(arena, "%s:%s", (const char *)prefix, (const char *)name);
}

static void add_attributes(struct reading *reading, struct cairn_node *node, const struct tag *tag,
                           int n, const xmlChar **attributes)
{
    for (int i = 0; i < n; i++) {
        const xmlChar **a = attributes + (ptrdiff_t)5 * i; /* name, prefix, URI, value, its end */
        const char *name = qualified(reading->arena, a[1], a[0]);
        char *value =
            cairn_arena_strndup(reading->arena, (const char *)a[3], (size_t)(a[4] - a[3]));

        cairn_node_set(reading->arena, node,
                       (struct cairn_attribute){
                           .name = name,
                           .value = cairn_node_normalised(reading->arena, value),
                           .origin = {reading->input->path, attribute_line(tag, name)},
                       });
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    xmlParserCtxtPtr ctxt = context;
    struct reading *reading = ctxt->_private;
    struct tag tag = tag_before(ctxt, reading->input);
    xmlNodePtr above = ctxt->node;
    struct cairn_node *node;

    if (reading->failed)
        return;
    if (n_namespaces > 0 && !reading->namespaces) {
        fail(reading, tag.line, "a namespace (xmlns) in <%s>: cairn's format has none",
             qualified(reading->arena, prefix, name));
        xmlStopParser(ctxt);
        return;
    }
    if (++reading->n_elements > MOST_ELEMENTS) {
        fail(reading, tag.line, "more than a million elements in one file");
        xmlStopParser(ctxt);
        return;
    }
    reading->start(context, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted,
                   attributes);
    node = cairn_node_new(reading->arena, qualified(reading->arena, prefix, name), reading->input,
                          (struct cairn_origin){reading->input->path, tag.line});
    add_attributes(reading, node, &tag, n_attributes, attributes);
    if (above && above->_private)
        cairn_node_append(reading->arena, above->_private, node);
    if (ctxt->node)
        ctxt->node->_private = node;
}

static void on_document_type(void *context, const xmlChar *name, const xmlChar *external,
                             const xmlChar *system)
{
    xmlParserCtxtPtr ctxt = context;

    (void)name, (void)external, (void)system;
    fail(ctxt->_private, ctxt->input->line,
         "a document type (DOCTYPE) is not allowed: cairn reads no entities and no DTD");
    xmlStopParser(ctxt);
}

/* ---- what libxml2 complains about, in our words ---- */

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* The message of libxml2, without its final newline and full stop. */
static const char *plain(struct cairn_arena *arena, const char *message)
{
    char *text = cairn_node_normalised(arena, or_empty(message));
    size_t n = strlen(text);

    if (n > 0 && text[n - 1] == '.')
        text[n - 1] = '\0';
    if (text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z')
        text[0] = (char)(text[0] - 'A' + 'a');
    return text;
}

/* What needs no more words than its line. */
static const struct {
    int code;
    const char *text;
} plain_errors[] = {
    {XML_ERR_DOCUMENT_EMPTY, "not XML: a scenario begins with <scenario>"},
    {XML_ERR_DOCUMENT_END, "something follows the end of the outermost element"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING,
     "a & that begins an entity without a ; behind it: write &amp; for &"},
    {XML_ERR_SPACE_REQUIRED,
     "a blank is due between attributes: is a quote missing, or one too many?"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, "the value of an attribute does not begin with a quote"},
    {XML_ERR_LT_IN_ATTRIBUTE, "a < inside a value: write &lt;, or is a quote missing before it?"},
};

/*
 * A name is due and there is none: libxml2 has one code for an entity, an element and an attribute,
 * and tells them apart in words only.
 */
static void no_name(struct reading *reading, int line, const char *message)
{
    if (strstr(message, "EntityRef"))
        fail(reading, line, "a & by itself: write &amp; for &");
    else if (strstr(message, "invalid element name"))
        fail(reading, line, "a < that begins no tag: write &lt; for <");
    else if (strstr(message, "attribute name"))
        fail(reading, line,
             "neither an attribute nor the end of the tag follows: is a quote missing, or one too "
             "many?");
    else
        fail(reading, line, "not well-formed XML: %s", plain(reading->arena, message));
}

/* The line of the last < in the file: where a value that never ends was begun. */
static int last_tag(const struct cairn_input *input)
{
    const char *at = input->bytes + input->size;

    while (at > input->bytes && *at != '<')
        at--;
    return 1 + newlines(input->bytes, at);
}

static void on_error(void *context, xmlErrorPtr error)
{
    xmlParserCtxtPtr ctxt = context;
    struct reading *reading = ctxt->_private;
    int line = error->line > 0 ? error->line : 0;
    const char *one = or_empty(error->str1);

    for (size_t i = 0; i < sizeof plain_errors / sizeof *plain_errors; i++)
        if (plain_errors[i].code == error->code) {
            fail(reading, line, "%s", plain_errors[i].text);
            return;
        }
    switch (error->code) {
    case XML_ERR_TAG_NOT_FINISHED:
        fail(reading, line, "the file ends inside <%s>, which begins in line %d", one, error->int1);
        break;
    case XML_ERR_GT_REQUIRED:
        if (*one)
            fail(reading, line, "the tag <%s> is not ended by >", one);
        else
            fail(reading, line, "a closing tag, </...>, is not ended by >");
        break;
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        fail(reading, line, "the prefix of \"%s:%s\": cairn's format has no namespaces", one,
             or_empty(error->str2));
        break;
    case XML_ERR_TAG_NAME_MISMATCH:
        fail(reading, line, "</%s> where </%s> is due: <%s> begins in line %d",
             or_empty(error->str2), one, one, error->int1);
        break;
    case XML_ERR_ATTRIBUTE_REDEFINED:
        fail(reading, line, "attribute \"%s\" is given twice", one);
        break;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        fail(reading, line,
             "unknown entity \"&%s;\"; there are &lt; &gt; &amp; &quot; &apos; and no others", one);
        break;
    case XML_ERR_NAME_REQUIRED:
        no_name(reading, line, or_empty(error->message));
        break;
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        fail(reading, line, "attribute \"%s\" has no value", one);
        break;
    case XML_ERR_ATTRIBUTE_NOT_FINISHED: /* or one that is too long */
        if (strstr(or_empty(error->message), "expected"))
            fail(reading, last_tag(reading->input),
                 "the file ends inside a value of this tag: is a quote missing?");
        /* fall through */
    case XML_ERR_INTERNAL_ERROR:
        if (strstr(or_empty(error->message), "depth"))
            fail(reading, line, "more than 256 elements inside each other");
        /* fall through */
    default:
        fail(reading, line, "not well-formed XML: %s", plain(reading->arena, error->message));
    }
}

/* ---- encoding: checked before libxml2 sees a byte ---- */

/* The encoding that an XML declaration names, if it is not UTF-8. */
static const char *other_encoding(struct cairn_arena *arena, const struct cairn_input *input)
{
    const char *start = input->bytes;
    const char *end, *name;
    size_t size;

    if (strncmp(start, "\xef\xbb\xbf", 3) == 0)
        start += 3;
    if (strncmp(start, "<?xml", 5) != 0)
        return NULL;
    end = strstr(start, "?>");
    name = strstr(start, "encoding");
    if (!end || !name || name > end)
        return NULL;
    name += strcspn(name, "\"'?");
    if (*name != '"' && *name != '\'')
        return NULL;
    size = strcspn(name + 1, "\"'?");
    name = cairn_arena_strndup(arena, name + 1, size);
    return xmlStrcasecmp((const xmlChar *)name, (const xmlChar *)"utf-8") == 0 ? NULL : name;
}

/* The XML library compares each attribute of an element with all others, so they are counted
 * before. Returns where there are too many. */
static const char *too_many_attributes(const char *bytes)
{
    int n = 0;

    for (; *bytes; bytes++) {
        if (*bytes == '<')
            n = 0;
        else if (*bytes == '=' && strchr("\"'", bytes[1 + strspn(bytes + 1, " \t\r\n")]) &&
                 ++n > MOST_ATTRIBUTES)
            return bytes;
    }
    return NULL;
}

static bool readable(struct reading *reading)
{
    const struct cairn_input *input = reading->input;
    const char *encoding, *bad;

    if (strspn(input->bytes, " \t\r\n") == input->size) {
        fail(reading, 0, "this file is empty");
        return false;
    }
    if (input->size >= 2 &&
        (memcmp(input->bytes, "\xff\xfe", 2) == 0 || memcmp(input->bytes, "\xfe\xff", 2) == 0)) {
        fail(reading, 1, "encoding UTF-16: files are read as UTF-8 only");
        return false;
    }
    encoding = other_encoding(reading->arena, input);
    if (encoding) {
        fail(reading, 1, "encoding \"%.40s\": files are read as UTF-8 only", encoding);
        return false;
    }
    bad = cairn_utf8_bad(input->bytes, input->size);
    if (bad)
        fail(reading, 1 + newlines(input->bytes, bad),
             "byte 0x%02x is not UTF-8 text, the only encoding that is read", (unsigned char)*bad);
    else {
        bad = too_many_attributes(input->bytes);
        if (bad)
            fail(reading, 1 + newlines(input->bytes, bad), "more than %d attributes in an element",
                 MOST_ATTRIBUTES);
    }
    return !bad;
}

/* ---- the tree ---- */

/* Gathers the text between tags. The depth is limited by the parser. */
static void add_text(struct cairn_arena *arena, xmlNodePtr element)
{
    struct cairn_node *node = element->_private;
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    for (xmlNodePtr child = element->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            add_text(arena, child);
        else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
            cairn_buffer_puts(&text, (const char *)child->content);
    }
    node->text = cairn_node_normalised(arena, text.data);
    if (!*node->text)
        node->text = NULL;
    cairn_buffer_release(&text);
}

static xmlDocPtr parse(struct reading *reading)
{
    xmlParserCtxtPtr ctxt =
        xmlCreateMemoryParserCtxt(reading->input->bytes, (int)reading->input->size);
    xmlDocPtr doc;

    if (!ctxt) {
        fail(reading, 0, "this file is empty");
        return NULL;
    }
    ctxt->_private = reading;
    xmlCtxtUseOptions(ctxt, XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA);
    reading->start = ctxt->sax->startElementNs;
    ctxt->sax->startElementNs = on_start;
    ctxt->sax->internalSubset = on_document_type;
    ctxt->sax->serror = on_error;
    xmlParseDocument(ctxt);
    doc = ctxt->myDoc;
    if (!reading->failed && (!ctxt->wellFormed || !doc))
        fail(reading, 0, "not well-formed XML");
    xmlFreeParserCtxt(ctxt);
    return doc;
}

static struct cairn_xml_document *read_document(struct reading *reading)
{
    struct cairn_xml_document *document;
    xmlNodePtr root;
    xmlDocPtr doc;

    xmlInitParser();
    if (!readable(reading))
        return NULL;
    doc = parse(reading);
    if (reading->failed) {
        xmlFreeDoc(doc);
        return NULL;
    }
    root = xmlDocGetRootElement(doc);
    add_text(reading->arena, root);
    document = cairn_arena_alloc(reading->arena, sizeof *document);
    document->doc = doc;
    document->root = root->_private;
    return document;
}

struct cairn_xml_document *cairn_xml_parse(struct cairn_arena *arena,
                                           const struct cairn_input *input, struct cairn_diag *diag)
{
    struct reading reading = {.arena = arena, .input = input, .diag = diag};

    return read_document(&reading);
}

struct cairn_xml_document *cairn_xml_parse_xsd(struct cairn_arena *arena,
                                               const struct cairn_input *input,
                                               struct cairn_diag *diag)
{
    struct reading reading = {.arena = arena, .input = input, .diag = diag, .namespaces = true};

    return read_document(&reading);
}

struct cairn_node *cairn_xml_root(const struct cairn_xml_document *document)
{
    return document->root;
}

void cairn_xml_free(struct cairn_xml_document *document)
{
    if (document)
        xmlFreeDoc(document->doc);
}
