#include "account/tiny.h"

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
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, 10, 40);
    t.hardware[0].embodied.carbon_g = 0;
    t.hardware[0].embodied.lifetime_s = TINY_YEAR_S;
    tiny_ready(&t);
    tiny_idle(&t, 0, 3600);
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_INVENTORY), "");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_SCI), "");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_DECISION),
                     "grid \"G0\" has no long-run direct intensity");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_GHG_LOCATION),
                     "grid \"G0\" has no average direct intensity");
    tiny_release(&t);
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
    suite_add_tcase(suite, tc);
    return suite;
}
