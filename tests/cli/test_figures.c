/* The walk over the figures of a simulation, and their text: a town of three stores. */

#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "cli/figures.c"
#include "cli/simulate_text.c"
#include "support/build.h"
#include "support/town.h"

static struct cairn_scenario *scenario;
static struct cairn_placement placement;
static struct cairn_simulation simulation;
static const struct cairn_choose_limits limits = {.replications = 3};

/* A box in every store serves it; sounds go to a share of a GPU. */
static void setup(void)
{
    scenario = town();
    scenario->places[TOWN_STORE].count = 3;
    build_workload(scenario, "sounds", TOWN_STORE, 0, 1);
    cairn_placement_init(&placement, scenario);
    for (int w = 0; w < 2; w++) {
        int pool = w == 0 ? TOWN_BOX : TOWN_RENTED;

        cairn_placement_add(&placement, &(struct cairn_route){.workload = w,
                                                              .pool = pool,
                                                              .cache = CAIRN_NONE,
                                                              .share = 1,
                                                              .fallback = CAIRN_NONE,
                                                              .fallback_variant = CAIRN_NONE});
        placement.pools[pool].count = 1;
        placement.pools[pool].batch_max = 1;
    }
    cairn_simulation_init(&simulation, scenario, &placement, &limits);
}

static void teardown(void)
{
    cairn_simulation_release(&simulation);
    cairn_placement_release(&placement);
    build_free(scenario);
}

/* What a walk says, a line per group: kind, id, place, copies, figures. */
struct said {
    struct cairn_buffer text;
    int figures;
};

static void say_group(void *context, const struct cairn_figure_group *group)
{
    struct said *said = context;

    cairn_buffer_appendf(&said->text, "%s%s %s at %s x %d", said->text.size > 0 ? "\n" : "",
                         group->kind, group->id, group->place ? group->place : "-", group->copies);
    ck_assert_int_eq(group->total, strcmp(group->kind, "footprint") == 0);
}

static void say_figure(void *context, const char *metric, double mean, double half_width)
{
    struct said *said = context;

    (void)mean;
    (void)half_width;
    ck_assert_ptr_null(strchr(metric, ' '));
    said->figures++;
}

START_TEST(test_groups)
{
    struct said said = {.figures = 0};
    struct cairn_figure_receiver receiver = {say_group, say_figure, &said};

    cairn_buffer_init(&said.text);
    cairn_figures_visit(&receiver, &simulation);
    ck_assert_str_eq(said.text.data, "workload frames at store x 3\n"
                                     "pool box at store x 3\n"
                                     "workload sounds at store x 3\n"
                                     "pool rented at north x 3\n"
                                     "link line at store x 3\n"
                                     "footprint inventory at - x 1\n"
                                     "footprint decision at - x 1\n"
                                     "footprint sci at - x 1\n"
                                     "footprint ghg-location at - x 1");
    ck_assert_int_gt(said.figures, 60);
    cairn_buffer_release(&said.text);
}
END_TEST

static const struct {
    const char *metric, *words, *unit;
} names[] = {
    {"wait_p95_s", "wait p95", "s"},
    {"arrivals_per_s", "arrivals", "/s"},
    {"up_bytes_per_s", "up", "B/s"},
    {"energy_j_per_request", "energy", "J/request"},
    {"power_w", "power", "W"},
    {"lost_share", "lost share", ""},
    {"mean_batch", "mean batch", ""},
    {"water_without_reservoirs_l", "water without reservoirs", "L"},
    {"_s", " s", ""}, /* nothing before the unit: no unit */
};

START_TEST(test_names)
{
    char *words = words_of(names[_i].metric);

    ck_assert_str_eq(words, names[_i].words);
    ck_assert_str_eq(ending_of(names[_i].metric)->unit, names[_i].unit);
    cairn_free(words);
}
END_TEST

START_TEST(test_text)
{
    static const char *const parts[] = {
        "today: frames: box (int8), 1 x chip per store; sounds: rented (int8), a share of gpu\n",
        " replications of ",
        "\nworkload frames, one of 3 copies of store\n",
        "\npool box, one of 3 copies of store\n",
        "\npool rented at north, for one of 3 copies of the site\n",
        "\n  power ",
        "  W\n",
        "\nfootprint of all copies over ",
        "\nbasis ",
        "\ncarbon, kg ",
        "\n  embodied ",
        "\nenergy, kWh ",
    };
    struct cairn_buffer text;
    const char *at;

    cairn_buffer_init(&text);
    cairn_simulate_text(&simulation, "today", (struct cairn_style){.width = 0}, &text);
    at = text.data;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *next = strstr(at, parts[i]);

        ck_assert_msg(next != NULL, "'%s' does not come in: %s", parts[i], at);
        at = next;
    }
    cairn_buffer_release(&text);
}
END_TEST

Suite *test_figures(void)
{
    Suite *suite = suite_create("figures");
    TCase *tcase = tcase_create("figures");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_groups);
    tcase_add_loop_test(tcase, test_names, 0, (int)(sizeof names / sizeof *names));
    tcase_add_test(tcase, test_text);
    suite_add_tcase(suite, tcase);
    return suite;
}
