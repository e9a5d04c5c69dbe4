#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "io/schema.h"

struct check {
    struct cairn_arena *arena;
    struct cairn_diag *diag;
};

/* "a, b or c", in the arena. */
static const char *listed(struct cairn_arena *arena, const char *const *names, int n)
{
    const char *text = n > 0 ? names[0] : "nothing";

    for (int i = 1; i < n; i++)
        text = cairn_arena_format(arena, i + 1 < n ? "%s, %s" : "%s or %s", text, names[i]);
    return text;
}

static const char *const *attribute_names(struct check *check,
                                          const struct cairn_schema_element *type)
{
    const char **names = cairn_arena_array(check->arena, (size_t)type->n_attributes, sizeof *names);

    for (int i = 0; i < type->n_attributes; i++)
        names[i] = type->attributes[i].name;
    return names;
}

static const char *const *child_names(struct check *check, const struct cairn_schema_element *type)
{
    const char **names = cairn_arena_array(check->arena, (size_t)type->n_children, sizeof *names);

    for (int i = 0; i < type->n_children; i++)
        names[i] = type->children[i]->name;
    return names;
}

static void unknown_attribute(struct check *check, const struct cairn_schema_element *type,
                              const struct cairn_attribute *attribute)
{
    const char *const *names = attribute_names(check, type);
    const char *near = cairn_nearest(attribute->name, names, (size_t)type->n_attributes);
    const char *file = attribute->origin.file;
    int line = attribute->origin.line;

    if (near)
        cairn_diag_error(check->diag, file, line,
                         "unknown attribute \"%.60s\" of %s; did you mean \"%s\"?", attribute->name,
                         type->name, near);
    else if (type->n_attributes == 0)
        cairn_diag_error(check->diag, file, line, "unknown attribute \"%.60s\" of %s: it has none",
                         attribute->name, type->name);
    else
        cairn_diag_error(check->diag, file, line, "unknown attribute \"%.60s\" of %s; there are %s",
                         attribute->name, type->name,
                         listed(check->arena, names, type->n_attributes));
}

static bool whole_number(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

static bool matches(const char *text, const char *pattern, struct cairn_arena *arena)
{
    regex_t regex;
    bool match;

    if (regcomp(&regex, cairn_arena_format(arena, "^(%s)$", pattern), REG_EXTENDED | REG_NOSUB))
        return true; /* the XML library decides */
    match = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return match;
}

static bool is_word(const struct cairn_schema_type *type, const char *word)
{
    for (int i = 0; i < type->n_words; i++)
        if (strcmp(type->words[i], word) == 0)
            return true;
    return false;
}

/* The first word of a value that is not allowed, or NULL. */
static const char *unknown_word(struct cairn_arena *arena, const struct cairn_schema_type *type,
                                const char *value)
{
    if (!type->list)
        return is_word(type, value) ? NULL : value;
    while (*value) {
        size_t size = strcspn(value, " ");
        const char *word = cairn_arena_strndup(arena, value, size);

        if (!is_word(type, word))
            return word;
        value += size + strspn(value + size, " ");
    }
    return NULL;
}

void cairn_schema_check_value(struct cairn_arena *arena, const struct cairn_node *node,
                              const struct cairn_schema_attribute *declared,
                              const struct cairn_attribute *attribute, struct cairn_diag *diag)
{
    const struct cairn_schema_type *type = declared->type;
    const char *value = attribute->value;
    const char *name = attribute->name;
    const char *file = attribute->origin.file;
    int line = attribute->origin.line;
    const char *word = type->words && *value ? unknown_word(arena, type, value) : NULL;

    if (!*value)
        cairn_diag_error(diag, file, line, "empty %s of %s: %s is due", name,
                         cairn_node_label(arena, node), type->doc);
    else if (word)
        cairn_diag_error(diag, file, line, "unknown %s \"%.60s\" %s %s; one of %s is due",
                         type->list ? "word" : name, word, type->list ? "in" : "of",
                         cairn_node_label(arena, node), listed(arena, type->words, type->n_words));
    else if (type->whole && !whole_number(value))
        cairn_diag_error(diag, file, line, "%s of %s is \"%.60s\": %s is due", name,
                         cairn_node_label(arena, node), value, type->doc);
    else if (type->longest > 0 && strlen(value) > type->longest)
        cairn_diag_error(diag, file, line, "%s of %s has %zu characters: %s are due", name,
                         cairn_node_label(arena, node), strlen(value), type->doc);
    else if (type->pattern && !matches(value, type->pattern, arena))
        cairn_diag_error(diag, file, line, "%s \"%.60s\" of %s is not %s", name, value, node->name,
                         type->doc);
}

/* "Time within which ..." as the end of a sentence. */
static const char *explained(struct cairn_arena *arena, const char *doc)
{
    char *text = cairn_arena_strdup(arena, doc ? doc : "");
    size_t n = strlen(text);

    if (n > 0 && text[n - 1] == '.')
        text[n - 1] = '\0';
    if (text[0] >= 'A' && text[0] <= 'Z' && !(text[1] >= 'A' && text[1] <= 'Z'))
        text[0] = (char)(text[0] - 'A' + 'a');
    return text;
}

static void missing_attribute(struct check *check, const struct cairn_node *node,
                              const struct cairn_schema_attribute *declared)
{
    const struct cairn_schema_type *type = declared->type;

    cairn_diag_error(check->diag, node->origin.file, node->origin.line,
                     "missing attribute \"%s\" of %s: %s%s%s", declared->name,
                     cairn_node_label(check->arena, node), explained(check->arena, declared->doc),
                     type->words ? "; one of " : "",
                     type->words ? listed(check->arena, type->words, type->n_words) : "");
}

static void check_attributes(struct check *check, const struct cairn_schema_element *type,
                             const struct cairn_node *node)
{
    for (int i = 0; i < node->n_attributes; i++) {
        const struct cairn_schema_attribute *declared =
            cairn_schema_attribute(type, node->attributes[i].name);

        if (!declared)
            unknown_attribute(check, type, &node->attributes[i]);
        else
            cairn_schema_check_value(check->arena, node, declared, &node->attributes[i],
                                     check->diag);
    }
    for (int i = 0; i < type->n_attributes; i++)
        if (type->attributes[i].required && !cairn_node_attribute(node, type->attributes[i].name))
            missing_attribute(check, node, &type->attributes[i]);
}

static void unknown_element(struct check *check, const struct cairn_schema_element *type,
                            const struct cairn_node *node)
{
    const char *const *names = child_names(check, type);
    const char *near = cairn_nearest(node->name, names, (size_t)type->n_children);

    if (near)
        cairn_diag_error(check->diag, node->origin.file, node->origin.line,
                         "unknown element <%.60s> in %s; did you mean <%s>?", node->name,
                         type->name, near);
    else
        cairn_diag_error(check->diag, node->origin.file, node->origin.line,
                         "unknown element <%.60s> in %s, which may hold %s", node->name, type->name,
                         listed(check->arena, names, type->n_children));
}

static void check_node(struct check *check, const struct cairn_schema_element *type,
                       const struct cairn_node *node)
{
    check_attributes(check, type, node);
    if (node->text && !type->text)
        cairn_diag_error(check->diag, node->origin.file, node->origin.line,
                         "text \"%.40s\" in %s, which holds none", node->text,
                         cairn_node_label(check->arena, node));
    for (int i = 0; i < node->n_children; i++) {
        const struct cairn_schema_element *child = NULL;

        for (int j = 0; j < type->n_children && !child; j++)
            if (strcmp(type->children[j]->name, node->children[i]->name) == 0)
                child = type->children[j];
        if (child)
            check_node(check, child, node->children[i]);
        else
            unknown_element(check, type, node->children[i]);
    }
}

void cairn_schema_check(const struct cairn_schema *schema, struct cairn_arena *arena,
                        const struct cairn_node *root, struct cairn_diag *diag)
{
    struct check check = {arena, diag};
    const struct cairn_schema_element *type = cairn_schema_element(schema, root->name);

    if (type)
        check_node(&check, type, root);
}
