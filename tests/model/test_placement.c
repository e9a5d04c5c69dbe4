#include <check.h>
#include <math.h>
#include <stdlib.h>

#include <cairn/placement.h>

#include "support/build.h"

/* A store with boxes (two variants), a region with GPUs (one), a shared pool and a service. */
enum { STORE, NORTH };
enum { BOX, GPU, SHARED, API };
enum { INT8, FP16 };
enum { FRAMES, WORDS };

static struct cairn_scenario *store(void)
{
    struct cairn_scenario *s = build_scenario();
    static const double latency_s[] = {0.01};
    build_site(s, "store", 40);
    build_region(s, "north");
    build_hardware(s, "orin");
    build_hardware(s, "l4");
    int model = build_model(s, "resnet50");
    build_variant(s, "int8", 0.74);
    build_variant(s, "fp16", 0.76);
    build_profile(s, INT8, 0, latency_s, 1);
    build_profile(s, FP16, 0, latency_s, 1);
    build_profile(s, FP16, 1, latency_s, 1);
    build_pool(s, "box", STORE, 0, 4);
    build_pool(s, "gpu", NORTH, 1, 40);
    build_pool(s, "rented", NORTH, 1, CAIRN_NONE);
    s->pools[SHARED].tenancy = CAIRN_SHARED_POOL;
    build_api(s, "vision-api", NORTH, build_service(s, "vision", model, 0.3));
    build_workload(s, "frames", STORE, model, 16);
    build_workload(s, "words", STORE, model, 1);
    build_cache(s, "answers", STORE, 100);
    build_link(s, "uplink", STORE, NORTH);
    return s;
}

static struct cairn_route route(int workload, int pool, int variant, double share)
{
    return (struct cairn_route){.workload = workload,
                                .pool = pool,
                                .variant = variant,
                                .cache = CAIRN_NONE,
                                .share = share,
                                .fallback = CAIRN_NONE,
                                .fallback_variant = CAIRN_NONE};
}

START_TEST(routes_stand_in_order)
{
    struct cairn_scenario *s = store();
    struct cairn_placement p;
    cairn_placement_init(&p, s);
    struct cairn_route routes[] = {route(WORDS, BOX, FP16, 1), route(FRAMES, GPU, FP16, 0.5),
                                   route(FRAMES, BOX, FP16, 0.2), route(FRAMES, BOX, INT8, 0.3)};
    for (int i = 0; i < 4; i++)
        cairn_placement_add(&p, &routes[i]);
    ck_assert_int_eq(p.n_routes, 4);
    static const int expected[] = {3, 2, 1, 0};
    for (int i = 0; i < 4; i++)
        ck_assert_double_eq(p.routes[i].share, routes[expected[i]].share);
    cairn_placement_release(&p);
    build_free(s);
}
END_TEST

START_TEST(same_meaning_is_equal)
{
    struct cairn_scenario *s = store();
    struct cairn_placement a, b;
    struct cairn_route frames = route(FRAMES, BOX, INT8, 1), words = route(WORDS, SHARED, FP16, 1);
    cairn_placement_init(&a, s);
    cairn_placement_add(&a, &frames);
    cairn_placement_add(&a, &words);
    a.pools[BOX] = (struct cairn_sizing){.count = 2, .batch_max = 1, .timeout_ns = 5};
    a.pools[GPU] = (struct cairn_sizing){.count = 9, .batch_max = 4, .timeout_ns = 7};
    cairn_placement_normalise(&a, s);

    /* The same in another order, with what has no meaning set otherwise. */
    cairn_placement_init(&b, s);
    b.routes = calloc(2, sizeof *b.routes);
    b.n_routes = 2;
    b.routes[0] = words;
    b.routes[1] = frames;
    b.routes[1].over = 3;
    b.routes[1].fallback_variant = FP16;
    b.pools[BOX] = (struct cairn_sizing){.count = 2};
    b.pools[SHARED] = (struct cairn_sizing){.count = 5, .batch_max = 8};
    cairn_placement_normalise(&b, s);

    ck_assert(cairn_placement_equal(&a, &b, s));
    ck_assert_uint_eq(cairn_placement_hash(&a, s), cairn_placement_hash(&b, s));
    ck_assert_int_eq(a.pools[GPU].count, 0);
    ck_assert_int_eq(a.pools[SHARED].count, 1);
    ck_assert_int_eq(b.pools[SHARED].batch_max, 1);

    struct cairn_placement c;
    cairn_placement_copy(&c, &a, s);
    ck_assert(cairn_placement_equal(&a, &c, s));
    c.pools[BOX].count = 3;
    ck_assert(!cairn_placement_equal(&a, &c, s));
    ck_assert_uint_ne(cairn_placement_hash(&a, s), cairn_placement_hash(&c, s));
    c.pools[BOX].count = 2;
    c.routes[0].variant = FP16;
    ck_assert(!cairn_placement_equal(&a, &c, s));
    ck_assert_uint_ne(cairn_placement_hash(&a, s), cairn_placement_hash(&c, s));
    c.routes[0].variant = INT8;
    c.routes[0].share = 0.5;
    ck_assert(!cairn_placement_equal(&a, &c, s));
    cairn_placement_release(&a);
    cairn_placement_release(&b);
    cairn_placement_release(&c);
    build_free(s);
}
END_TEST

START_TEST(baseline_fills_in)
{
    struct cairn_scenario *s = store();
    struct cairn_placement p;
    s->pools[BOX].queue = 6;
    s->pools[GPU].min = 3;
    int b = build_baseline(s, "today");
    int words = build_send(s, WORDS, API, CAIRN_NONE, 1);
    int frames = build_send(s, FRAMES, BOX, CAIRN_NONE, 1);
    build_size(s, BOX, 2, 4, 0.010);
    s->sends[frames].fallback = GPU;
    s->sends[words].cache = 0;
    cairn_placement_from_baseline(&p, s, b);
    ck_assert_int_eq(p.n_routes, 2);
    ck_assert_int_eq(p.routes[0].workload, FRAMES);
    ck_assert_int_eq(p.routes[0].variant, FP16); /* the most accurate on this hardware */
    ck_assert_int_eq(p.routes[0].fallback, GPU);
    ck_assert_int_eq(p.routes[0].fallback_variant, FP16);
    ck_assert_int_eq(p.routes[0].over, 6); /* when the queue is full */
    ck_assert_int_eq(p.routes[1].variant, CAIRN_NONE);
    ck_assert_int_eq(p.routes[1].cache, 0);
    ck_assert_int_eq(p.pools[BOX].count, 2);
    ck_assert_int_eq(p.pools[BOX].batch_max, 4);
    ck_assert_int_eq(p.pools[BOX].timeout_ns, 10000000);
    ck_assert_int_eq(p.pools[GPU].count, 3); /* the minimum */
    ck_assert_int_eq(p.pools[API].count, 1);
    ck_assert_int_eq(p.pools[SHARED].count, 0);
    cairn_placement_release(&p);

    s->sends[frames].variant = INT8;
    s->pools[GPU].min = 0;
    s->pools[BOX].queue = CAIRN_NONE;
    cairn_placement_from_baseline(&p, s, b);
    ck_assert_int_eq(p.routes[0].variant, INT8);
    ck_assert_int_eq(p.routes[0].fallback_variant, FP16); /* int8 was not measured on the l4 */
    ck_assert_int_eq(p.routes[0].over, 1);
    ck_assert_int_eq(p.pools[GPU].count, 1); /* at least one */
    cairn_placement_release(&p);
    build_free(s);
}
END_TEST

static void check_text(struct cairn_scenario *s, struct cairn_placement *p, const char *expected)
{
    cairn_placement_normalise(p, s);
    char *text = cairn_placement_text(p, s);
    ck_assert_str_eq(text, expected);
    free(text);
}

START_TEST(text_reads_as_a_sentence)
{
    struct cairn_scenario *s = store();
    struct cairn_placement p;
    cairn_placement_init(&p, s);
    check_text(s, &p, "");
    struct cairn_route r = route(FRAMES, BOX, INT8, 1);
    cairn_placement_add(&p, &r);
    p.pools[BOX] = (struct cairn_sizing){.count = 2, .batch_max = 1};
    check_text(s, &p, "frames: box (int8), 2 x orin per store");
    p.pools[BOX] = (struct cairn_sizing){.count = 2, .batch_max = 4};
    check_text(s, &p, "frames: box (int8), 2 x orin per store, batch 4");
    p.pools[BOX].timeout_ns = 10000000;
    s->places[STORE].count = 1;
    check_text(s, &p, "frames: box (int8), 2 x orin, batch 4 or 10 ms");

    p.routes[0].fallback = GPU;
    p.routes[0].fallback_variant = FP16;
    p.routes[0].over = 8;
    p.pools[GPU] = (struct cairn_sizing){.count = 1, .batch_max = 1};
    check_text(
        s, &p,
        "frames: box (int8), 2 x orin, batch 4 or 10 ms or, when 8 wait, gpu (fp16), 1 x l4");
    cairn_placement_release(&p);

    cairn_placement_init(&p, s);
    r = route(FRAMES, BOX, INT8, 0.125);
    cairn_placement_add(&p, &r);
    r = route(FRAMES, GPU, FP16, 0.875);
    cairn_placement_add(&p, &r);
    r = route(WORDS, API, CAIRN_NONE, 1);
    r.cache = 0;
    cairn_placement_add(&p, &r);
    p.pools[BOX].count = 1;
    p.pools[GPU].count = 3;
    check_text(s, &p,
               "frames: 12.5 % box (int8), 1 x orin and 87.5 % gpu (fp16), 3 x l4; "
               "words: cache answers, then vision-api (managed service)");
    cairn_placement_release(&p);

    cairn_placement_init(&p, s);
    r = route(FRAMES, BOX, INT8, 1);
    cairn_placement_add(&p, &r);
    r = route(WORDS, BOX, FP16, 1);
    cairn_placement_add(&p, &r);
    p.pools[BOX].count = 1;
    check_text(s, &p, "frames: box (int8), 1 x orin; words: box (fp16)");
    p.routes[1].pool = SHARED;
    check_text(s, &p, "frames: box (int8), 1 x orin; words: rented (fp16), a share of l4");
    cairn_placement_release(&p);
    build_free(s);
}
END_TEST

Suite *test_placement(void);
Suite *test_placement(void)
{
    Suite *s = suite_create("placement");
    TCase *tc = tcase_create("placement");
    tcase_add_test(tc, routes_stand_in_order);
    tcase_add_test(tc, same_meaning_is_equal);
    tcase_add_test(tc, baseline_fills_in);
    tcase_add_test(tc, text_reads_as_a_sentence);
    suite_add_tcase(s, tc);
    return s;
}
