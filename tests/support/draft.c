#include "support/draft.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/alloc.h"
#include "math/rng.h"

enum { ATTRIBUTES_MOST = 24 };

struct attribute {
    const char *name;
    const char *text; /* NULL: an amount */
    enum draft_unit unit;
    int64_t n;
};

struct draft_node {
    const char *name;
    const char *content;
    struct attribute attributes[ATTRIBUTES_MOST];
    int n_attributes;
    struct draft_node *first, *last, *next;
    int n_children;
};

/* A unit is `per` small ones, or there are `in` of it in a small one. */
struct unit {
    const char *name;
    int64_t per, in;
};

enum { UNITS_MOST = 8 };

/* The small unit first. */
static const struct unit units[DRAFT_N_UNITS][UNITS_MOST] = {
    [DRAFT_TIME] = {{"ns", 1, 1},
                    {"us", 1000, 1},
                    {"ms", 1000000, 1},
                    {"s", 1000000000, 1},
                    {"min", INT64_C(60000000000), 1},
                    {"h", INT64_C(3600000000000), 1}},
    [DRAFT_RATE] =
        {{"/h", 1, 1}, {"/d", 1, 24}, {"/min", 60, 1}, {"/s", 3600, 1}, {"1/s", 3600, 1}},
    [DRAFT_DATA] =
        {{"B", 1, 1}, {"bit", 1, 8}, {"kB", 1000, 1}, {"MB", 1000000, 1}, {"KiB", 1024, 1}},
    [DRAFT_BANDWIDTH] = {{"bit/s", 1, 1}, {"kbit/s", 1000, 1}, {"B/s", 8, 1}, {"Mbps", 1000000, 1}},
    [DRAFT_POWER] = {{"mW", 1, 1}, {"uW", 1, 1000}, {"W", 1000, 1}},
    [DRAFT_ENERGY] = {{"uJ", 1, 1}, {"nJ", 1, 1000}, {"mJ", 1000, 1}, {"J", 1000000, 1}},
    [DRAFT_CARBON] = {{"gCO2e", 1, 1}, {"mgCO2e", 1, 1000}, {"kgCO2e", 1000, 1}},
    [DRAFT_INTENSITY] = {{"gCO2e/kWh", 1, 1}, {"kg/MWh", 1, 1}, {"gCO2e/MWh", 1, 1000}},
    [DRAFT_SHARE] = {{"%", 1, 1}, {"", 1, 1}},
};

void draft_init(struct draft *draft, const char *root)
{
    cairn_arena_init(&draft->arena);
    draft->root = cairn_arena_alloc(&draft->arena, sizeof *draft->root);
    draft->root->name = root;
}

void draft_release(struct draft *draft)
{
    cairn_arena_release(&draft->arena);
}

struct draft_node *draft_add(struct draft *draft, struct draft_node *to, const char *name)
{
    struct draft_node *node = cairn_arena_alloc(&draft->arena, sizeof *node);

    node->name = name;
    if (to->last)
        to->last->next = node;
    else
        to->first = node;
    to->last = node;
    to->n_children++;
    return node;
}

static struct attribute *add_attribute(struct draft_node *to, const char *name)
{
    struct attribute *attribute = &to->attributes[to->n_attributes++];

    assert(to->n_attributes <= ATTRIBUTES_MOST);
    attribute->name = name;
    return attribute;
}

void draft_text(struct draft *draft, struct draft_node *to, const char *name, const char *format,
                ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = cairn_format_v(format, args);
    va_end(args);
    add_attribute(to, name)->text = cairn_arena_strdup(&draft->arena, text);
    cairn_free(text);
}

void draft_amount(struct draft *draft, struct draft_node *to, const char *name,
                  enum draft_unit unit, int64_t n)
{
    struct attribute *attribute = add_attribute(to, name);

    (void)draft;
    assert(n >= 0);
    attribute->unit = unit;
    attribute->n = n;
}

void draft_content(struct draft *draft, struct draft_node *to, const char *text)
{
    to->content = cairn_arena_strdup(&draft->arena, text);
}

/* ---- finding and changing ---- */

struct draft_node *draft_find(const struct draft_node *in, const char *name,
                              const struct draft_node *behind)
{
    struct draft_node *node = behind ? behind->next : in->first;

    while (node && strcmp(node->name, name) != 0)
        node = node->next;
    return node;
}

const struct draft_node *draft_next(const struct draft_node *in, const struct draft_node *behind)
{
    return behind ? behind->next : in->first;
}

static struct attribute *find_attribute(struct draft_node *of, const char *name)
{
    for (int i = 0; i < of->n_attributes; i++)
        if (strcmp(of->attributes[i].name, name) == 0)
            return &of->attributes[i];
    return NULL;
}

const char *draft_value(const struct draft_node *of, const char *name)
{
    for (int i = 0; i < of->n_attributes; i++)
        if (strcmp(of->attributes[i].name, name) == 0)
            return of->attributes[i].text;
    return NULL;
}

void draft_change(struct draft *draft, struct draft_node *of, const char *name, const char *text)
{
    struct attribute *attribute = find_attribute(of, name);

    assert(attribute && attribute->text);
    attribute->text = cairn_arena_strdup(&draft->arena, text);
}

/* Does an element of the tree that is `in`, or any for NULL, have this id? */
static bool has_id(const struct draft_node *in, const char *id, const char *const *names)
{
    const char *own = draft_value(in, "id");
    bool has = own && strcmp(own, id) == 0 && !names;

    for (int i = 0; names && names[i]; i++)
        has = has || (own && strcmp(own, id) == 0 && strcmp(in->name, names[i]) == 0);
    for (const struct draft_node *child = in->first; child && !has; child = child->next)
        has = has_id(child, id, names);
    return has;
}

static bool refers_to(const struct draft_node *node, const struct draft_node *of)
{
    for (int i = 0; i < node->n_attributes; i++)
        if (node->attributes[i].text && has_id(of, node->attributes[i].text, NULL))
            return true;
    return false;
}

/* Copies an element and what is in it; ids of the copy, and of `of`, get a `z`. */
static struct draft_node *copy_tree(struct draft *draft, const struct draft_node *node,
                                    const struct draft_node *of)
{
    struct draft_node *copy = cairn_arena_alloc(&draft->arena, sizeof *copy);

    *copy = *node;
    copy->first = copy->last = copy->next = NULL;
    for (int i = 0; i < copy->n_attributes; i++) {
        struct attribute *attribute = &copy->attributes[i];

        if (attribute->text &&
            (strcmp(attribute->name, "id") == 0 || has_id(of, attribute->text, NULL))) {
            char *text = cairn_format("%sz", attribute->text);

            attribute->text = cairn_arena_strdup(&draft->arena, text);
            cairn_free(text);
        }
    }
    for (const struct draft_node *child = node->first; child; child = child->next) {
        struct draft_node *other = copy_tree(draft, child, of);

        if (copy->last)
            copy->last->next = other;
        else
            copy->first = other;
        copy->last = other;
    }
    return copy;
}

/* In all of `in` but `of` itself. */
static void add_twins(struct draft *draft, struct draft_node *in, const struct draft_node *of)
{
    struct draft_node *last = in->last;

    for (struct draft_node *child = in->first; child; child = child->next) {
        if (child == of || refers_to(child, of)) {
            in->last->next = copy_tree(draft, child, of);
            in->last = in->last->next;
            in->n_children++;
        } else {
            add_twins(draft, child, of);
        }
        if (child == last)
            break;
    }
}

void draft_twin(struct draft *draft, const struct draft_node *of)
{
    add_twins(draft, draft->root, of);
}

/* ---- writing ---- */

struct writer {
    struct draft_style style;
    const struct draft_node *root;
    struct cairn_rng rng;
    struct cairn_buffer *out;
};

/* A random order of so many. */
static void shuffle(struct writer *writer, int n, int *order)
{
    for (int i = 0; i < n; i++)
        order[i] = i;
    for (int i = n - 1; i > 0 && writer->style.shuffled; i--) {
        int other = (int)cairn_rng_below(&writer->rng, (uint64_t)i + 1);
        int kept = order[i];

        order[i] = order[other];
        order[other] = kept;
    }
}

/* One of the units in which an amount is whole. */
static const struct unit *choose_unit(struct writer *writer, enum draft_unit of, int64_t n)
{
    const struct unit *whole[UNITS_MOST];
    int n_whole = 0;

    if (!writer->style.other_units)
        return units[of];
    for (const struct unit *unit = units[of]; unit < units[of] + UNITS_MOST && unit->name; unit++)
        if (n % unit->per == 0)
            whole[n_whole++] = unit;
    return whole[cairn_rng_below(&writer->rng, (uint64_t)n_whole)];
}

static void write_amount(struct writer *writer, const struct attribute *attribute)
{
    const struct unit *unit;
    int64_t n = attribute->n;

    if (writer->style.slower > 0 &&
        (attribute->unit == DRAFT_TIME || attribute->unit == DRAFT_ENERGY))
        n *= writer->style.slower;
    if (writer->style.slower > 0 &&
        (attribute->unit == DRAFT_RATE || attribute->unit == DRAFT_BANDWIDTH)) {
        assert(n % writer->style.slower == 0);
        n /= writer->style.slower;
    }
    unit = choose_unit(writer, attribute->unit, n);
    if (*unit->name)
        cairn_buffer_appendf(writer->out, "%" PRId64 " %s", n / unit->per * unit->in, unit->name);
    else
        cairn_buffer_appendf(writer->out, "%" PRId64 ".%02" PRId64, n / 100, n % 100);
}

static bool is_renamed(const struct writer *writer, const char *text)
{
    return writer->style.renamed && has_id(writer->root, text, writer->style.renamed);
}

static void write_attributes(struct writer *writer, const struct draft_node *node)
{
    int order[ATTRIBUTES_MOST];

    shuffle(writer, node->n_attributes, order);
    for (int i = 0; i < node->n_attributes; i++) {
        const struct attribute *attribute = &node->attributes[order[i]];

        cairn_buffer_appendf(writer->out, " %s=\"", attribute->name);
        if (attribute->text && is_renamed(writer, attribute->text))
            cairn_buffer_putc(writer->out, 'n');
        if (attribute->text)
            cairn_buffer_puts(writer->out, attribute->text);
        else
            write_amount(writer, attribute);
        cairn_buffer_putc(writer->out, '"');
    }
}

static void write_node(struct writer *writer, const struct draft_node *node, int depth)
{
    size_t n = (size_t)node->n_children;
    const struct draft_node **children;
    int *order, at = 0;

    cairn_buffer_appendf(writer->out, "%*s<%s", 2 * depth, "", node->name);
    write_attributes(writer, node);
    if (!node->first && !node->content) {
        cairn_buffer_puts(writer->out, "/>\n");
        return;
    }
    cairn_buffer_puts(writer->out, node->content ? ">" : ">\n");
    if (node->content)
        cairn_buffer_puts(writer->out, node->content);
    children = cairn_calloc(n, sizeof *children);
    order = cairn_calloc(n, sizeof *order);
    for (const struct draft_node *child = node->first; child; child = child->next)
        children[at++] = child;
    shuffle(writer, node->n_children, order);
    for (size_t i = 0; i < n; i++)
        write_node(writer, children[order[i]], depth + 1);
    cairn_free(order);
    cairn_free(children);
    cairn_buffer_appendf(writer->out, "%*s</%s>\n", node->content ? 0 : 2 * depth, "", node->name);
}

void draft_write(const struct draft *draft, const struct draft_style *style,
                 struct cairn_buffer *out)
{
    struct writer writer = {
        .style = *style,
        .root = draft->root,
        .rng = cairn_rng_from_bits(style->shuffled),
        .out = out,
    };

    write_node(&writer, draft->root, 0);
}
