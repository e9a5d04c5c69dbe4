#include "account/tiny.h"

#include <cairn/placement.h>

START_TEST(bases_are_found_by_name)
{
    for (int k = 0; k < CAIRN_N_BASES; k++) {
        const struct cairn_basis *basis = cairn_basis((enum cairn_basis_kind)k);
        ck_assert_int_eq(basis->kind, k);
        ck_assert_ptr_eq(cairn_basis_find(basis->id), basis);
        ck_assert(basis->decides == (k != CAIRN_GHG_MARKET));
    }
    ck_assert_ptr_null(cairn_basis_find("market"));
}
END_TEST

/* Each basis charges electricity, own or bought in, with the intensity that its row states. */
START_TEST(charges_agree_with_the_table)
{
    for (int own = 0; own < 2; own++)
        for (int k = 0; k < CAIRN_N_BASES; k++) {
            const struct cairn_basis *basis = cairn_basis((enum cairn_basis_kind)k);
            int n, kinds = 0;
            double weight = 0; /* of everything but losses: each kWh is charged once */
            const struct cairn_charge *charges = cairn_basis_charges(own, &n);
            for (int i = 0; i < n; i++) {
                if (!(charges[i].bases & CAIRN_BASIS_BIT(k)))
                    continue;
                ck_assert_int_eq(charges[i].kind, basis->intensity);
                if (charges[i].scope == basis->scope)
                    kinds++;
                if (!charges[i].loss)
                    weight += charges[i].sign;
                /* marginal direct is never paired with life-cycle */
                if (charges[i].kind == CAIRN_LONG_RUN)
                    ck_assert_int_eq(charges[i].scope, CAIRN_DIRECT);
                ck_assert(!charges[i].category ==
                          (k != CAIRN_GHG_LOCATION && k != CAIRN_GHG_MARKET));
            }
            ck_assert(kinds > 0 || !own);
            ck_assert_double_eq(weight, 1);
        }
}
END_TEST

START_TEST(sets_of_bases_follow_the_table)
{
    unsigned average = cairn_bases_of_network(CAIRN_NETWORK_AVERAGE);
    unsigned marginal = cairn_bases_of_network(CAIRN_NETWORK_MARGINAL);
    ck_assert_uint_eq(average | marginal, CAIRN_ALL_BASES);
    ck_assert_uint_eq(average & marginal, 0);
    ck_assert_uint_eq(marginal, CAIRN_BASIS_BIT(CAIRN_DECISION));
    ck_assert_uint_eq(cairn_bases_of_embodied(CAIRN_EMBODIED_AMORTISED),
                      CAIRN_BASIS_BIT(CAIRN_INVENTORY) | CAIRN_BASIS_BIT(CAIRN_SCI));
    ck_assert_uint_eq(cairn_bases_of_embodied(CAIRN_EMBODIED_PURCHASED),
                      CAIRN_BASIS_BIT(CAIRN_DECISION) | CAIRN_BASIS_BIT(CAIRN_GHG_LOCATION) |
                          CAIRN_BASIS_BIT(CAIRN_GHG_MARKET));
    ck_assert_uint_eq(cairn_bases_with_pretraining(), CAIRN_BASIS_BIT(CAIRN_INVENTORY));
}
END_TEST

/* A grid with one intensity has data for the bases that need that one, and for no other. */
START_TEST(what_a_grid_lacks_is_named_and_never_replaced)
{
    struct tiny t;
    tiny_init(&t);
    tiny_intensity(&t, 0, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 400);
    tiny_intensity(&t, 0, CAIRN_SHORT_RUN, CAIRN_DIRECT, 500);
    struct cairn_buffer missing;
    cairn_buffer_init(&missing);
    ck_assert(cairn_basis_covers_grid(&t.s, CAIRN_INVENTORY, 0, true, &missing));
    ck_assert(cairn_basis_covers_grid(&t.s, CAIRN_SCI, 0, true, &missing));
    ck_assert_str_eq(missing.data, "");
    ck_assert(!cairn_basis_covers_grid(&t.s, CAIRN_DECISION, 0, true, &missing));
    ck_assert_str_eq(missing.data, "grid \"G0\" has no long-run direct intensity");
    cairn_buffer_clear(&missing);
    ck_assert(!cairn_basis_covers_grid(&t.s, CAIRN_GHG_LOCATION, 0, true, &missing));
    ck_assert_str_eq(missing.data, "grid \"G0\" has no average direct intensity; "
                                   "grid \"G0\" has no share of losses");
    cairn_buffer_clear(&missing);
    ck_assert(cairn_basis_covers_grid(&t.s, CAIRN_GHG_LOCATION, 0, false, &missing));
    tiny_intensity(&t, 0, CAIRN_AVERAGE, CAIRN_DIRECT, 350);
    t.grids[0].loss.share = 0; /* is a figure */
    ck_assert(cairn_basis_covers_grid(&t.s, CAIRN_GHG_LOCATION, 0, true, &missing));
    ck_assert(!cairn_basis_covers_grid(&t.s, CAIRN_INVENTORY, 1, true, NULL));
    cairn_buffer_release(&missing);
}
END_TEST

/* A pool in a region behind a line at the site: both grids are asked, and only those in use. */
START_TEST(a_placement_needs_the_grids_it_draws_from)
{
    struct tiny t;
    tiny_init(&t);
    tiny_any_intensity(&t, 1, 50);
    t.pools[0].place = 1;
    t.hops[0].kind = CAIRN_SITE_EQUIPMENT;
    t.hops[0].grid = CAIRN_HOP_AT_SITE;
    struct cairn_route route = {.cache = CAIRN_NONE, .share = 1, .fallback = CAIRN_NONE};
    struct cairn_placement placement = {.routes = &route, .n_routes = 1};
    struct cairn_buffer missing;
    cairn_buffer_init(&missing);
    ck_assert(!cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, &missing));
    ck_assert_str_eq(missing.data, "grid \"G0\" has no long-run direct intensity");
    t.hops[0].grid = CAIRN_HOP_AT_REGION;
    ck_assert(cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, NULL));
    t.workloads[0].training = (struct cairn_training){.origin.file = "x", .grid = 0};
    ck_assert(!cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, NULL));
    cairn_buffer_release(&missing);
}
END_TEST

/*
 * Releases come from a region to the devices at a site, and monitoring goes to one: over the line
 * whose equipment stands in the region. Without a variant, at a region or of another model nobody
 * needs them.
 */
START_TEST(upkeep_needs_the_grids_of_its_line)
{
    struct cairn_release release = {.model = 0, .from = 1};
    struct cairn_route route = {.cache = CAIRN_NONE, .share = 1, .fallback = CAIRN_NONE};
    struct cairn_placement placement = {.routes = &route, .n_routes = 1};
    struct tiny t;

    tiny_init(&t);
    tiny_any_intensity(&t, 0, 50);
    t.hops[0].grid = CAIRN_HOP_AT_REGION;
    t.pools[0].monitoring.to = 1; /* but nobody watches */
    ck_assert(cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, NULL));
    t.pools[0].monitoring.origin.file = "x";
    ck_assert(!cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, NULL));
    t.pools[0].monitoring.to = CAIRN_NONE;
    ck_assert(cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, NULL));
    t.s.releases = &release;
    t.s.n_releases = 1;
    ck_assert(!cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, NULL));
    route.variant = CAIRN_NONE;
    ck_assert(cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, NULL));
    route.variant = 0;
    release.model = 1;
    ck_assert(cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, NULL));
    release.model = 0;
    release.from = 0; /* there is no such line */
    ck_assert(cairn_basis_covers(&t.s, CAIRN_DECISION, &placement, NULL));
}
END_TEST

/*
 * Losses of a grid are asked for where own devices draw from it: of pools of providers and hops of
 * carriers life-cycle intensity says it all.
 */
START_TEST(what_is_bought_in_needs_no_losses)
{
    static const struct {
        enum cairn_hop_kind kind;
        bool own;
    } rows[] = {{CAIRN_RADIO, true},
                {CAIRN_SITE_EQUIPMENT, true},
                {CAIRN_ACCESS_LINE, false},
                {CAIRN_CORE, false}};
    struct cairn_route route = {.cache = CAIRN_NONE, .share = 1, .fallback = CAIRN_NONE};
    struct cairn_placement placement = {.routes = &route, .n_routes = 1};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tiny t;
        tiny_init(&t);
        tiny_any_intensity(&t, 0, 500);
        tiny_any_intensity(&t, 1, 50);
        t.pools[0].place = 1;
        t.pools[0].tenancy = CAIRN_SHARED_POOL;
        t.hops[0].kind = rows[i].kind;
        t.hops[0].grid = CAIRN_HOP_AT_SITE;
        ck_assert(cairn_basis_covers(&t.s, CAIRN_GHG_LOCATION, &placement, NULL) != rows[i].own);
        t.grids[0].loss.share = 0.05; /* the other grid's is asked for by nobody */
        ck_assert(cairn_basis_covers(&t.s, CAIRN_GHG_LOCATION, &placement, NULL));
        t.pools[0].tenancy = CAIRN_BOUGHT;
        ck_assert(!cairn_basis_covers(&t.s, CAIRN_GHG_LOCATION, &placement, NULL));
        t.pools[0].rent_usd_per_h = 1; /* rented like a provider's */
        ck_assert(cairn_basis_covers(&t.s, CAIRN_GHG_LOCATION, &placement, NULL));
        route.cache = 0; /* its memory is own */
        t.caches[0].place = 1;
        ck_assert(!cairn_basis_covers(&t.s, CAIRN_GHG_LOCATION, &placement, NULL));
        route.cache = CAIRN_NONE;
        t.workloads[0].storage = (struct cairn_storage){.origin.file = "x", .at = 1};
        ck_assert(!cairn_basis_covers(&t.s, CAIRN_GHG_LOCATION, &placement, NULL));
    }
}
END_TEST

Suite *test_basis(void);
Suite *test_basis(void)
{
    Suite *suite = suite_create("basis");
    TCase *tc = tcase_create("basis");
    tcase_add_test(tc, bases_are_found_by_name);
    tcase_add_test(tc, charges_agree_with_the_table);
    tcase_add_test(tc, sets_of_bases_follow_the_table);
    tcase_add_test(tc, what_a_grid_lacks_is_named_and_never_replaced);
    tcase_add_test(tc, a_placement_needs_the_grids_it_draws_from);
    tcase_add_test(tc, upkeep_needs_the_grids_of_its_line);
    tcase_add_test(tc, what_is_bought_in_needs_no_losses);
    suite_add_tcase(suite, tc);
    return suite;
}
