#include "choose/floor.h"

#include <math.h>

#include "base/alloc.h"

/*
 * What a configuration emits without any request, and what one of each count adds if there is one
 * of it in every window.
 */
static double split_terms(const struct cairn_trial *trial, int component,
                          enum cairn_basis_kind basis, const struct cairn_layout *layout,
                          double *each_g)
{
    struct cairn_terms terms =
        cairn_ledger_terms_of(&trial->ledgers[component], cairn_trial_aim(trial), basis);
    size_t n = (size_t)layout->n_windows * (size_t)layout->stride;
    double *ones = cairn_calloc(n, sizeof *ones);
    double empty_g = 0.0;

    for (size_t i = 0; i < n; i++)
        ones[i] = 1;
    while (cairn_terms_next(&terms)) {
        const struct cairn_term *term = &terms.term;
        double value_g;

        value_g = cairn_term_value(term, trial->book, ones);
        if (term->quantity == CAIRN_NONE)
            empty_g += value_g;
        else
            each_g[term->quantity % layout->stride] += value_g;
    }
    cairn_free(ones);
    return empty_g;
}

/* The least that a nanosecond of a device adds, whatever state it is in. */
static double least_of_pool(const struct cairn_component *component,
                            const struct cairn_layout *layout, int pool, const double *each_g)
{
    const struct cairn_component_pool *p = &component->pools[pool];
    double least_g = each_g[cairn_layout_pool(layout, 0, pool, CAIRN_IDLE_NS)];

    for (int state = CAIRN_SLEEP_NS; state <= CAIRN_DOWN_NS; state++)
        if (state != CAIRN_BUSY_NS && cairn_pool_may_be(p, (enum cairn_pool_count)state))
            least_g = fmin(
                least_g, each_g[cairn_layout_pool(layout, 0, pool, (enum cairn_pool_count)state)]);
    if (p->swaps)
        least_g = fmin(least_g, each_g[cairn_layout_pool(layout, 0, pool, CAIRN_LOADING_NS)]);
    for (int v = 0; v < p->n_variants; v++)
        for (int b = 1; b <= p->batch_max; b++)
            least_g = fmin(least_g, each_g[cairn_layout_batch(layout, 0, pool, v, b)]);
    for (int v = 0; p->of_passes && v < p->n_variants; v++)
        if (p->variants[v].passes->of_tokens)
            least_g =
                fmin(least_g, each_g[cairn_layout_pass(layout, 0, pool, v, CAIRN_PREFILL_NS)]);
    return least_g;
}

static double floor_of(const struct cairn_trial *trial, int index, enum cairn_basis_kind basis)
{
    const struct cairn_component *component = &trial->components.items[index];
    struct cairn_layout layout;
    double *each_g;
    double floor_g;

    cairn_layout_init(&layout, component);
    each_g = cairn_calloc((size_t)layout.stride, sizeof *each_g);
    floor_g = split_terms(trial, index, basis, &layout, each_g);
    for (int p = 0; p < layout.n_pools; p++) {
        const struct cairn_component_pool *pool = &component->pools[p];

        if (!pool->unlimited)
            floor_g += least_of_pool(component, &layout, p, each_g) * pool->devices * pool->copies *
                       (double)component->plan->length_ns;
    }
    cairn_free(each_g);
    cairn_layout_release(&layout);
    return floor_g;
}

double cairn_floor(const struct cairn_trial *trial, enum cairn_basis_kind basis) /* [FLOOR] */
{
    double floor_g = 0.0;

    for (int c = 0; c < trial->components.n; c++)
        floor_g += floor_of(trial, c, basis);
    if (trial->groups.n == 0)
        return floor_g;
    return cairn_grounds_least(trial->grounds, cairn_trial_aim(trial), basis, floor_g);
}
