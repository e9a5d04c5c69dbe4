#include "io/growth.h"

#include <string.h>

#include "io/xml_path.h"
#include "model/attributes.h"

struct moving {
    struct cairn_arena *arena;
    const struct cairn_scenario *scenario;
    const char *select; /* what moves, and where that is said */
    struct cairn_origin origin;
    struct cairn_diag *diag;
    struct cairn_xml_paths *paths; /* of all that is stated */
};

/* The hardware whose figure this is, or NULL. */
static const char *hardware_of(const struct cairn_node *node)
{
    for (; node; node = node->parent) {
        if (strcmp(node->name, "hardware") == 0)
            return cairn_node_value(node, "id");
        if (strcmp(node->name, "profile") == 0)
            return cairn_node_value(node, "hardware");
    }
    return NULL;
}

/* What the next device to be bought has need not be what the last one had. */
static bool is_of_purchase(const struct cairn_selected *target)
{
    return (strcmp(target->node->name, "embodied") == 0 &&
            strcmp(target->attribute, "carbon") == 0) ||
           strcmp(target->node->name, "price") == 0;
}

/* A pool whose devices stay as they were bought, or NULL: providers renew theirs. */
static const struct cairn_pool *own_pool(const struct cairn_scenario *scenario,
                                         const char *hardware)
{
    for (int p = 0; hardware && p < scenario->n_pools; p++) {
        const struct cairn_pool *pool = &scenario->pools[p];

        if ((pool->tenancy == CAIRN_OWNED || pool->tenancy == CAIRN_BOUGHT) &&
            strcmp(scenario->hardware[pool->hardware].id, hardware) == 0)
            return pool;
    }
    return NULL;
}

static bool is_number(const struct cairn_attribute_type *type)
{
    return type && type->effect != CAIRN_EFFECT_LABEL &&
           (type->kind == CAIRN_VALUE_QUANTITY || type->kind == CAIRN_VALUE_QUANTITY_OR_ANY);
}

static void check_target(const struct moving *m, const struct cairn_selected *target)
{
    const struct cairn_origin origin = m->origin;
    const struct cairn_pool *pool;

    if (!is_number(cairn_attribute_type(target->node->name, target->attribute))) {
        cairn_diag_error(m->diag, origin.file, origin.line,
                         "\"%s\" selects %s of %s, which is no number that moves", m->select,
                         target->attribute, cairn_node_label(m->arena, target->node));
        return;
    }
    pool = is_of_purchase(target) ? NULL : own_pool(m->scenario, hardware_of(target->node));
    if (pool)
        cairn_diag_error(m->diag, origin.file, origin.line,
                         "\"%s\" selects %s of %s: devices of pool \"%s\" keep what they were "
                         "bought with; make the new generation hardware of its own, released in "
                         "its year",
                         m->select, target->attribute, cairn_node_label(m->arena, target->node),
                         pool->id);
}

static void check_moved(struct moving *m, const char *select, struct cairn_origin origin)
{
    struct cairn_selected *targets = NULL;
    struct cairn_buffer why;
    size_t errors = cairn_diag_count(m->diag, CAIRN_ERROR);
    int n;

    m->select = select;
    m->origin = origin;
    cairn_buffer_init(&why);
    n = cairn_xml_paths_select(m->paths, m->arena, select, CAIRN_SELECT_ATTRIBUTES, &targets, &why);
    if (n < 0)
        cairn_diag_error(m->diag, origin.file, origin.line, "\"%s\" %s", select, why.data);
    else if (n == 0)
        cairn_diag_error(m->diag, origin.file, origin.line,
                         "\"%s\" selects nothing of the effective scenario, which cairn check "
                         "--effective prints",
                         select);
    for (int i = 0; i < n && cairn_diag_count(m->diag, CAIRN_ERROR) == errors; i++)
        check_target(m, &targets[i]);
    cairn_buffer_release(&why);
}

/* [GROWTH] */
void cairn_growth_derive(struct cairn_arena *arena, struct cairn_node *root,
                         struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    struct moving m = {.arena = arena, .scenario = scenario, .diag = diag};

    if (!scenario->growth.origin.file)
        return;
    m.paths = cairn_xml_paths_new(root);
    for (int i = 0; i < scenario->n_trends; i++)
        check_moved(&m, scenario->trends[i].select, scenario->trends[i].origin);
    for (int i = 0; i < scenario->n_gains; i++)
        check_moved(&m, scenario->gains[i].select, scenario->gains[i].origin);
    for (int i = 0; i < scenario->n_policies; i++)
        if (scenario->policies[i].select)
            check_moved(&m, scenario->policies[i].select, scenario->policies[i].origin);
    cairn_xml_paths_free(m.paths);
}
