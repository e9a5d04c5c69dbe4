#include "cli/list.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"

static const void *element(const struct cairn_scenario *scenario, enum cairn_list list, int index)
{
    const struct cairn_list_type *type = &cairn_list_types[list];
    const char *items;

    assert(index >= 0);
    memcpy(&items, (const char *)scenario + type->items, sizeof items);
    return items + (size_t)index * type->size;
}

static int list_length(const struct cairn_scenario *scenario, enum cairn_list list)
{
    int n;

    memcpy(&n, (const char *)scenario + cairn_list_types[list].count, sizeof n);
    return n;
}

/* The id of an entry; every struct that has one keeps it at the offset its attribute row says. */
static const char *id_of(const struct cairn_scenario *scenario, enum cairn_list list, int index)
{
    static const struct {
        enum cairn_list list;
        size_t id;
    } ids[] = {
        {CAIRN_LIST_grids, offsetof(struct cairn_grid, id)},
        {CAIRN_LIST_hardware, offsetof(struct cairn_hardware, id)},
        {CAIRN_LIST_models, offsetof(struct cairn_model, id)},
        {CAIRN_LIST_variants, offsetof(struct cairn_variant, id)},
    };

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (ids[i].list == list && index != CAIRN_NONE) {
            const char *id;

            memcpy(&id, (const char *)element(scenario, list, index) + ids[i].id, sizeof id);
            return id;
        }
    return NULL;
}

static const char *word_of(const char *const attribute[2], int value)
{
    const struct cairn_attribute_type *type = cairn_attribute_type(attribute[0], attribute[1]);

    assert(type);
    for (const struct cairn_word *word = type->words; word->text; word++)
        if (word->value == value)
            return word->text;
    return NULL;
}

static const char *hourly(const struct cairn_intensity *intensity)
{
    if (intensity->trace.href)
        return "trace";
    return intensity->hours ? "hours" : NULL;
}

/* ---- hours of the week ---- */

static int busiest_hour(const double *factors)
{
    int most = 0;

    for (int h = 1; h < CAIRN_HOURS_PER_WEEK; h++)
        if (factors[h] > factors[most])
            most = h;
    return most;
}

static void fill_of_week(enum cairn_field_kind kind, const double *factors,
                         struct cairn_table *table)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    enum { SATURDAY = 5 * 24 };
    int most = busiest_hour(factors);
    double least = factors[0];
    double weekend = 0;
    char *at;

    for (int h = 0; h < CAIRN_HOURS_PER_WEEK; h++) {
        least = factors[h] < least ? factors[h] : least;
        weekend += h >= SATURDAY ? factors[h] : 0;
    }
    switch (kind) {
    case CAIRN_FIELD_MOST:
        cairn_table_number(table, factors[most]);
        break;
    case CAIRN_FIELD_MOST_AT:
        at = cairn_format("%s %02d:00", days[most / 24], most % 24);
        cairn_table_text(table, at);
        cairn_free(at);
        break;
    case CAIRN_FIELD_LEAST:
        cairn_table_number(table, least);
        break;
    default:
        cairn_table_number(table, weekend / (CAIRN_HOURS_PER_WEEK - SATURDAY));
        break;
    }
}

/* ---- cells ---- */

static void fill_cell(const struct cairn_field *field, const struct cairn_scenario *scenario,
                      const char *entry, struct cairn_table *table)
{
    const void *at = entry + field->offset;
    const double *factors;
    double number;
    const char *text;
    int whole;

    if (!((const struct cairn_origin *)(const void *)(entry + field->part))->file) {
        cairn_table_empty(table);
        return;
    }
    switch (field->kind) {
    case CAIRN_FIELD_TEXT:
        memcpy(&text, at, sizeof text);
        cairn_table_text(table, text);
        break;
    case CAIRN_FIELD_NUMBER:
        memcpy(&number, at, sizeof number);
        number = field->times > 0 ? number * field->times : number;
        cairn_table_number(table, field->over > 0 ? number / field->over : number);
        break;
    case CAIRN_FIELD_WHOLE:
        memcpy(&whole, at, sizeof whole);
        cairn_table_integer(table, whole);
        break;
    case CAIRN_FIELD_WORD:
        memcpy(&whole, at, sizeof whole);
        cairn_table_text(table, word_of(field->words_of, whole));
        break;
    case CAIRN_FIELD_ID:
        memcpy(&whole, at, sizeof whole);
        cairn_table_text(table, id_of(scenario, field->list, whole));
        break;
    case CAIRN_FIELD_HOURLY:
        cairn_table_text(table, hourly((const void *)entry));
        break;
    case CAIRN_FIELD_MOST:
    case CAIRN_FIELD_MOST_AT:
    case CAIRN_FIELD_LEAST:
    case CAIRN_FIELD_WEEKEND:
        memcpy(&factors, at, sizeof factors);
        fill_of_week(field->kind, factors, table);
        break;
    }
}

struct entry {
    const struct cairn_list_kind *kind;
    const struct cairn_scenario *scenario;
    const char *self, *owner; /* owner: self where there is none */
};

static struct entry entry_at(const struct cairn_list_kind *kind,
                             const struct cairn_scenario *scenario, int index)
{
    struct entry entry = {kind, scenario, element(scenario, kind->list, index), NULL};
    int owner;

    entry.owner = entry.self;
    if (kind->has_owner) {
        memcpy(&owner, entry.self + kind->owner, sizeof owner);
        entry.owner = owner == CAIRN_NONE ? NULL : element(scenario, kind->owner_list, owner);
    }
    return entry;
}

static const char *base_of(const struct entry *entry, bool of_owner)
{
    return of_owner ? entry->owner : entry->self;
}

/* ---- where figures come from ---- */

/* The evidence of a figure, or NULL: it has none. */
static const struct cairn_evidence *evidence_of(const struct entry *entry,
                                                const struct cairn_figure *figure)
{
    const char *base = base_of(entry, figure->of_owner);
    const struct cairn_origin *origin = (const void *)(base + figure->origin);

    return origin->file ? (const void *)(base + figure->evidence) : NULL;
}

static const char *class_of(const struct cairn_evidence *evidence)
{
    static const char *const attribute[2] = {"power", "class"};

    return word_of(attribute, (int)evidence->known);
}

/* `power hw-idle (assumed), memory hw-vendor (vendor)` */
static void fill_evidence(const struct entry *entry, struct cairn_table *table)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    for (size_t i = 0; i < entry->kind->n_figures; i++) {
        const struct cairn_figure *figure = &entry->kind->figures[i];
        const struct cairn_evidence *evidence = evidence_of(entry, figure);

        if (!evidence)
            continue;
        cairn_buffer_appendf(&text, "%s%s%s", text.size > 0 ? ", " : "", figure->name,
                             *figure->name ? " " : "");
        if (evidence->source != CAIRN_NONE)
            cairn_buffer_appendf(&text, "%s ", entry->scenario->sources[evidence->source].id);
        cairn_buffer_appendf(&text, "(%s)", class_of(evidence));
    }
    cairn_table_text(table, text.size > 0 ? text.data : NULL);
    cairn_buffer_release(&text);
}

void cairn_list_fill(const struct cairn_list_kind *kind, const struct cairn_scenario *scenario,
                     struct cairn_table *table)
{
    for (int i = 0; i < list_length(scenario, kind->list); i++) {
        struct entry entry = entry_at(kind, scenario, i);

        if (!entry.owner)
            continue;
        for (size_t j = 0; j < kind->n_fields; j++)
            fill_cell(&kind->fields[j], scenario, base_of(&entry, kind->fields[j].of_owner), table);
        if (kind->figures)
            fill_evidence(&entry, table);
    }
}

/* What a figure belongs to: the leading fields of the entry, or those of its owner alone, such as
 * "resnet50 int8" for an accuracy and "resnet50" for a pretraining. */
static char *name_of(const struct entry *entry, bool of_owner)
{
    static const struct cairn_column column = {.name = "cell"};
    struct cairn_buffer name;
    struct cairn_table cells;

    cairn_buffer_init(&name);
    cairn_table_init(&cells, &column, 1);
    for (size_t i = 0; i < entry->kind->n_names; i++) {
        const struct cairn_field *field = &entry->kind->fields[i];
        const struct cairn_table_cell *cell;

        fill_cell(field, entry->scenario, base_of(entry, field->of_owner), &cells);
        cell = cairn_table_at(&cells, i, 0);
        if (cell->kind == CAIRN_TABLE_TEXT && (field->of_owner || !of_owner))
            cairn_buffer_appendf(&name, "%s%s", name.size > 0 ? " " : "", cell->text);
    }
    cairn_table_release(&cells);
    return cairn_buffer_take(&name);
}

static void fill_source(const struct entry *entry, const struct cairn_figure *figure,
                        struct cairn_table *table)
{
    const struct cairn_evidence *evidence = evidence_of(entry, figure);
    const struct cairn_source *source;
    char *name;

    if (!evidence)
        return;
    name = name_of(entry, figure->of_owner);
    source = evidence->source == CAIRN_NONE ? NULL : &entry->scenario->sources[evidence->source];
    cairn_table_text(table, name);
    cairn_table_text(table, *figure->name ? figure->name : NULL);
    cairn_table_text(table, class_of(evidence));
    cairn_table_text(table, source ? source->id : NULL);
    cairn_table_text(table, source ? source->title : NULL);
    cairn_table_text(table, source ? source->href : NULL);
    cairn_table_text(table, source ? source->licence : NULL);
    cairn_free(name);
}

void cairn_list_fill_sources(const struct cairn_list_kind *kind,
                             const struct cairn_scenario *scenario, struct cairn_table *table)
{
    const char *owner = NULL; /* of the entry before: figures of one owner are told once */

    for (int i = 0; i < list_length(scenario, kind->list); i++) {
        struct entry entry = entry_at(kind, scenario, i);

        if (!entry.owner)
            continue;
        for (size_t j = 0; j < kind->n_figures; j++)
            if (!kind->figures[j].of_owner || entry.owner != owner)
                fill_source(&entry, &kind->figures[j], table);
        owner = entry.owner;
    }
}
