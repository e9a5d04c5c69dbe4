#include <check.h>
#include <math.h>

#include "choose/search.h"
#include "support/build.h"
#include "support/town.h"

/* A search with all that it needs. */
struct find {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_routes routes;
    struct cairn_space space;
    struct cairn_lab lab;
    struct cairn_search search;
};

/* Takes the scenario over. */
static void find_init(struct find *f, struct cairn_scenario *s,
                      const struct cairn_choose_limits *limits)
{
    struct cairn_search_setup setup = {&f->plan, &f->lab, limits, true};

    f->s = s;
    cairn_plan_init(&f->plan, s);
    cairn_routes_init(&f->routes, s);
    cairn_space_init(&f->space, s, &f->plan, &f->routes, CAIRN_SPACE_ALL, s->choose.limit);
    cairn_lab_init(&f->lab, s->time.seed, CAIRN_LAB_SEARCH);
    f->lab.limits = limits;
    cairn_search_init(&f->search, s, &f->space, &setup);
}

static void find_release(struct find *f)
{
    cairn_search_release(&f->search);
    cairn_lab_release(&f->lab);
    cairn_space_release(&f->space);
    cairn_routes_release(&f->routes);
    cairn_plan_release(&f->plan);
    build_free(f->s);
}

/*
 * Up to 30 boxes, by three batching rules, whose embodied carbon is nearly all of what they emit:
 * one box that keeps its promises rules out the others.
 */
static struct cairn_scenario *many_boxes(void)
{
    struct cairn_scenario *s = town();

    s->n_pools = TOWN_GPU;
    s->pools[TOWN_BOX].max = 30;
    s->hardware[0].embodied.carbon_g = 1e9;
    build_batching(s, (const int[]){1, 2, 4}, 3, (const double[]){0.02}, 1);
    return s;
}

/* The first wave has eight; what it finds rules out the others before they are simulated. */
START_TEST(little_is_simulated_in_vain)
{
    struct cairn_choose_limits limits = {.replications = 2};
    struct find f;

    find_init(&f, many_boxes(), &limits);
    ck_assert(f.space.n_configurations >= 80);
    ck_assert(f.search.looked_at + f.search.ruled_out == f.space.n_configurations);
    ck_assert(f.search.looked_at <= 8);
    ck_assert_uint_eq(f.lab.simulated, 8);
    find_release(&f);
}
END_TEST

static void check_same(const struct find *a, const struct find *b)
{
    ck_assert(a->search.looked_at == b->search.looked_at);
    ck_assert(a->search.ruled_out == b->search.ruled_out);
    ck_assert_uint_eq(a->lab.simulated, b->lab.simulated);
    ck_assert_uint_eq(a->lab.requests, b->lab.requests);
    for (int c = 0; c < a->space.n_components; c++)
        for (uint64_t i = 0; i < (uint64_t)a->space.components[c].n_configurations; i++) {
            const struct cairn_outcome *one = &a->search.outcomes[c][i];
            const struct cairn_outcome *other = &b->search.outcomes[c][i];

            ck_assert(one->looked_at == other->looked_at && one->sure == other->sure);
            ck_assert(one->violation == other->violation);
            for (int basis = 0; one->looked_at && basis < CAIRN_N_BASES; basis++)
                ck_assert(one->aim[basis] == other->aim[basis] ||
                          (isnan(one->aim[basis]) && isnan(other->aim[basis])));
        }
}

START_TEST(workers_find_the_same)
{
    struct cairn_choose_limits alone = {.replications = 2};
    struct cairn_choose_limits together = {.replications = 2, .workers = cairn_workers_new(3)};
    struct find a, b;

    find_init(&a, town_random((uint64_t)_i), &alone);
    find_init(&b, town_random((uint64_t)_i), &together);
    check_same(&a, &b);
    find_release(&a);
    find_release(&b);
    cairn_workers_free(together.workers);
}
END_TEST

static bool stop_at_once(void *context)
{
    (void)context;
    return true;
}

START_TEST(a_stop_ends_the_first_wave)
{
    struct cairn_choose_limits limits = {.replications = 2, .stop = stop_at_once};
    struct find f;

    find_init(&f, many_boxes(), &limits);
    ck_assert(f.search.stopped);
    ck_assert_uint_eq(f.lab.simulated, 1);
    ck_assert(f.search.looked_at == 0);
    find_release(&f);
}
END_TEST

struct heard {
    int n;
    double last;
};

static void hear(void *context, const char *what, double done)
{
    struct heard *heard = context;

    ck_assert_str_eq(what, "searching");
    ck_assert(done >= heard->last && done < 1);
    heard->last = done;
    heard->n++;
}

START_TEST(progress_is_told_wave_by_wave)
{
    struct heard heard = {0};
    struct cairn_choose_limits limits = {.replications = 2, .progress = hear, .context = &heard};
    struct find f;

    find_init(&f, many_boxes(), &limits);
    ck_assert_int_ge(heard.n, 2);
    ck_assert(heard.last > 0);
    find_release(&f);
}
END_TEST

Suite *test_wave(void);

Suite *test_wave(void)
{
    Suite *suite = suite_create("wave");
    TCase *tcase = tcase_create("wave");

    tcase_add_test(tcase, little_is_simulated_in_vain);
    tcase_add_loop_test(tcase, workers_find_the_same, 1, 9);
    tcase_add_test(tcase, a_stop_ends_the_first_wave);
    tcase_add_test(tcase, progress_is_told_wave_by_wave);
    tcase_set_tags(tcase, "threads");
    suite_add_tcase(suite, tcase);
    return suite;
}
