#include "study/lever.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "model/attributes.h"

/* ---- settings ---- */

static const struct cairn_lever_setting_kind kinds[CAIRN_N_LEVER_SETTINGS] = {
    [CAIRN_SET_SLEEP] = {"sleep", "devices sleep when idle for so long", "10 s", CAIRN_TIME, 0, 0,
                         "pool", "sleep-after"},
    [CAIRN_SET_DEFER] = {"defer", "share of the requests that may wait for a greener hour", "50 %",
                         CAIRN_FRACTION, 0, 0, "defer", "share"},
    [CAIRN_SET_SLACK] = {"slack", "how long these may wait", "12 h", CAIRN_TIME, 0, 0, "defer",
                         "slack"},
    [CAIRN_SET_LIFETIME] = {"lifetime", "how long devices are kept; with a plus, how much longer",
                            "+2 y", CAIRN_TIME, 0, 1, "embodied", "lifetime"},
    [CAIRN_SET_PUE] = {"pue", "power usage effectiveness to reach", "1.1", CAIRN_COUNT, 0, 0,
                       "site", "pue"},
    [CAIRN_SET_SOLAR] = {"solar", "peak of the panels at each copy of a place", NULL, CAIRN_POWER,
                         0, 0, "solar", "peak"},
    [CAIRN_SET_SOLAR_SERIES] = {"solar-series", "file of their output, as a part of the peak", NULL,
                                CAIRN_COUNT, 1, 0, NULL, NULL},
    [CAIRN_SET_SOLAR_EMBODIED] = {"solar-embodied", "their embodied carbon", NULL,
                                  CAIRN_MASS_PER_POWER, 0, 0, "solar", "embodied"},
    [CAIRN_SET_SOLAR_LIFETIME] = {"solar-lifetime", "how long they last", NULL, CAIRN_TIME, 0, 0,
                                  "solar", "lifetime"},
    [CAIRN_SET_SOLAR_PRICE] = {"solar-price", "price of those of one copy", NULL, CAIRN_MONEY, 0, 0,
                               "solar", "price"},
    [CAIRN_SET_SOLAR_LOAD] = {"solar-load", "what else uses electricity there, mean", "0 W",
                              CAIRN_POWER, 0, 0, "load", "power"},
};

const struct cairn_lever_setting_kind *cairn_lever_setting_kind(enum cairn_lever_setting setting)
{
    return &kinds[setting];
}

void cairn_lever_settings_init(struct cairn_lever_settings *settings)
{
    for (int i = 0; i < CAIRN_N_LEVER_SETTINGS; i++)
        settings->value[i] = kinds[i].absent;
}

static int find_setting(const char *name, struct cairn_buffer *why)
{
    const char *names[CAIRN_N_LEVER_SETTINGS];
    const char *near;

    for (int i = 0; i < CAIRN_N_LEVER_SETTINGS; i++) {
        names[i] = kinds[i].name;
        if (strcmp(names[i], name) == 0)
            return i;
    }
    near = cairn_nearest(name, names, CAIRN_N_LEVER_SETTINGS);
    cairn_buffer_appendf(why, "no setting \"%s\"", name);
    if (near)
        cairn_buffer_appendf(why, "; did you mean %s?", near);
    for (int i = 0; !near && i < CAIRN_N_LEVER_SETTINGS; i++)
        cairn_buffer_appendf(why, "%s%s", i == 0 ? "; there are " : ", ", names[i]);
    return CAIRN_NONE;
}

/* The quantity behind a plus, where one may stand. */
static const char *bare(const struct cairn_lever_setting_kind *kind, const char *text)
{
    return kind->added && *text == '+' ? text + 1 : text;
}

/* Whether a text is a quantity that a scenario could state; otherwise why not. */
static bool check_quantity(const struct cairn_lever_setting_kind *kind, const char *text,
                           struct cairn_buffer *why)
{
    const struct cairn_attribute_type *type = cairn_attribute_type(kind->element, kind->attribute);
    struct cairn_units_error error;
    double number;
    char *range;

    assert(type && type->dimension == kind->dimension);
    if (cairn_units_parse(bare(kind, text), kind->dimension, &number, &error) != CAIRN_UNITS_OK) {
        cairn_buffer_appendf(why, "%s: %s", kind->name, error.text);
        return false;
    }
    if (cairn_attribute_admits(type, number))
        return true;
    range = cairn_attribute_range_text(type);
    cairn_buffer_appendf(why, "%s is \"%s\" and must be %s", kind->name, text, range);
    cairn_free(range);
    return false;
}

static bool read_one(struct cairn_lever_settings *settings, struct cairn_arena *arena, char *text,
                     struct cairn_buffer *why)
{
    char *equals = strchr(text, '=');
    char *end = equals ? equals : text + strlen(text);
    const char *value;
    int setting;

    text += strspn(text, " ");
    while (end > text && end[-1] == ' ')
        end--;
    value = equals ? equals + 1 + strspn(equals + 1, " ") : "";
    setting = find_setting(cairn_arena_strndup(arena, text, (size_t)(end - text)), why);
    if (setting == CAIRN_NONE)
        return false;
    if (!*value) {
        cairn_buffer_appendf(why, "%s is given no value", kinds[setting].name);
        return false;
    }
    if (!kinds[setting].text && !check_quantity(&kinds[setting], value, why))
        return false;
    settings->value[setting] = cairn_arena_strdup(arena, value);
    return true;
}

bool cairn_lever_settings_read(struct cairn_lever_settings *settings, struct cairn_arena *arena,
                               const char *text, struct cairn_buffer *why)
{
    while (*text) {
        size_t n = strcspn(text, ",");

        if (!read_one(settings, arena, cairn_arena_strndup(arena, text, n), why))
            return false;
        text += n + (text[n] == ',');
    }
    return true;
}

double cairn_lever_setting_value(const struct cairn_lever_settings *settings,
                                 enum cairn_lever_setting setting, bool *added)
{
    const char *text = settings->value[setting];
    double value = 0.0;

    assert(text && !kinds[setting].text);
    if (added)
        *added = bare(&kinds[setting], text) != text;
    cairn_units_parse(bare(&kinds[setting], text), kinds[setting].dimension, &value, NULL);
    return value;
}

/* ---- proposals ---- */

void cairn_proposals_init(struct cairn_proposals *proposals, struct cairn_arena *arena,
                          const struct cairn_lever_settings *settings,
                          const struct cairn_stand *stand)
{
    *proposals = (struct cairn_proposals){.arena = arena, .settings = settings, .stand = stand};
    cairn_buffer_init(&proposals->why);
}

void cairn_proposals_release(struct cairn_proposals *proposals)
{
    while (proposals->n > 0)
        cairn_proposals_drop(proposals);
    cairn_free(proposals->items);
    cairn_buffer_release(&proposals->why);
}

struct cairn_proposal *cairn_proposals_add(struct cairn_proposals *proposals)
{
    proposals->items = cairn_grow(proposals->items, &proposals->capacity, (size_t)proposals->n + 1,
                                  sizeof *proposals->items);
    proposals->items[proposals->n] = (struct cairn_proposal){.what = ""};
    return &proposals->items[proposals->n++];
}

void cairn_proposals_drop(struct cairn_proposals *proposals)
{
    struct cairn_proposal *last = &proposals->items[--proposals->n];

    if (last->moves)
        cairn_placement_release(&last->placement);
}

struct cairn_placement *cairn_proposal_move(struct cairn_proposals *proposals,
                                            struct cairn_proposal *proposal)
{
    const struct cairn_scenario *scenario = proposals->stand->scenario;

    cairn_placement_copy(&proposal->placement, &proposals->stand->placement, scenario);
    proposal->fit =
        cairn_arena_array(proposals->arena, (size_t)scenario->n_pools, sizeof *proposal->fit);
    proposal->moves = true;
    return &proposal->placement;
}

void cairn_proposal_edit(struct cairn_proposals *proposals, struct cairn_proposal *proposal,
                         struct cairn_edit edit)
{
    size_t n = (size_t)proposal->n_edits;
    struct cairn_edit *edits = cairn_arena_array(proposals->arena, n + 1, sizeof *edits);

    if (n > 0)
        memcpy(edits, proposal->edits, n * sizeof *edits);
    edits[n] = edit;
    proposal->edits = edits;
    proposal->n_edits++;
}

void cairn_proposals_because(struct cairn_proposals *proposals, const char *format, ...)
{
    struct cairn_buffer *why = &proposals->why;
    va_list args;
    char *text;

    va_start(args, format);
    text = cairn_format_v(format, args);
    va_end(args);
    if (!strstr(why->data, text))
        cairn_buffer_appendf(why, "%s%s", why->size > 0 ? "; " : "", text);
    cairn_free(text);
}

void cairn_proposals_otherwise(struct cairn_proposals *proposals, const char *text)
{
    if (proposals->n == 0 && proposals->why.size == 0)
        cairn_proposals_because(proposals, "%s", text);
}

/* ---- the table ---- */

static const struct cairn_lever levers[CAIRN_N_LEVERS] = {
    {"quantise", "a variant of fewer bits", cairn_lever_quantise, 0, 0},
    {"smaller", "a smaller variant, pruned or distilled, of as many bits", cairn_lever_smaller, 0,
     0},
    {"cache", "a cache that is stated and not used", cairn_lever_cache, 0, 0},
    {"batch", "larger batches", cairn_lever_batch, 0, 0},
    {"fewer", "no more devices than the promises need", cairn_lever_fewer, 0, 0},
    {"sleep", "idle devices sleep", cairn_lever_sleep, CAIRN_SET_SLEEP, 1},
    {"defer", "a share of the work waits for a greener hour", cairn_lever_defer, CAIRN_SET_DEFER,
     2},
    {"region", "a place with a greener grid", cairn_lever_region, 0, 0},
    {"hardware", "other hardware at the same place", cairn_lever_hardware, 0, 0},
    {"lifetime", "devices are kept longer", cairn_lever_lifetime, CAIRN_SET_LIFETIME, 1},
    {"pue", "a better building", cairn_lever_pue, CAIRN_SET_PUE, 1},
    {"solar", "photovoltaics behind the meter", cairn_lever_solar, CAIRN_SET_SOLAR, 6},
};

const struct cairn_lever *cairn_lever_at(int index)
{
    assert(index >= 0 && index < CAIRN_N_LEVERS);
    return &levers[index];
}

int cairn_lever_find(const char *name)
{
    for (int i = 0; i < CAIRN_N_LEVERS; i++)
        if (strcmp(levers[i].name, name) == 0)
            return i;
    return CAIRN_NONE;
}
