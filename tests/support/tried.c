#include "support/tried.h"

#include <check.h>

#include "base/alloc.h"

static void prepare(struct tried *tried, const struct cairn_scenario *scenario, int number)
{
    *tried = (struct tried){.number = number, .scenario = scenario};
    cairn_placement_from_baseline(&tried->placement, scenario, 0);
    cairn_plan_init(&tried->plan, scenario);
}

static void complete(struct tried *tried)
{
    cairn_components_init(&tried->components, tried->scenario, &tried->plan, &tried->placement);
    ck_assert_int_gt(tried->components.n, 0);
}

void tried_init(struct tried *tried, const struct cairn_scenario *scenario, int number)
{
    int64_t length_ns;

    prepare(tried, scenario, number);
    length_ns = tried->plan.length_ns;
    tried->plan.drain_ns = number % 4 == 0 ? length_ns / 10 : 30 * length_ns;
    complete(tried);
}

bool tried_init_closed(struct tried *tried, const struct cairn_scenario *scenario, int number)
{
    struct cairn_window *window;
    size_t n = (size_t)scenario->n_workloads;
    double *rates;

    prepare(tried, scenario, number);
    window = &tried->plan.windows[0];
    for (int w = 0; w < scenario->n_workloads; w++)
        if (scenario->workloads[w].arrivals.replay.recording || tried->plan.n_windows > 1 ||
            window->n_segments > 1) {
            cairn_plan_release(&tried->plan);
            cairn_placement_release(&tried->placement);
            return false;
        }
    rates = cairn_calloc(2 * n, sizeof *rates);
    for (size_t w = 0; w < n; w++)
        rates[2 * w] = window->rate_per_s[w];
    cairn_free(window->rate_per_s);
    window->rate_per_s = rates;
    window->segment_end_ns = cairn_realloc(window->segment_end_ns, 2, sizeof(int64_t));
    window->segment_end_ns[0] = tried->plan.length_ns;
    window->segment_end_ns[1] = INT64_MAX;
    window->n_segments = 2;
    tried->plan.run_in_ns = 0;
    tried->plan.length_ns *= 4;
    tried->plan.drain_ns = tried->plan.length_ns;
    complete(tried);
    return true;
}

void tried_release(struct tried *tried)
{
    cairn_components_release(&tried->components);
    cairn_plan_release(&tried->plan);
    cairn_placement_release(&tried->placement);
}

static bool same_keys(struct cairn_hash128 a, struct cairn_hash128 b)
{
    return a.word[0] == b.word[0] && a.word[1] == b.word[1];
}

void check_same_components(const struct tried *a, const struct tried *b, const char *what)
{
    bool same_all = a->components.n <= b->components.n;

    for (int c = 0; c < a->components.n && same_all; c++)
        same_all = same_keys(a->components.items[c].key, b->components.items[c].key) &&
                   a->components.items[c].multiplicity == b->components.items[c].multiplicity;
    if (!same_all)
        ck_abort_msg("random scenario %d: other components when %s", a->number, what);
}
