/*
 * All shipped scenarios and all reference cases: whatever component a baseline of theirs has, the
 * recursion yields the bits of the event engine. Windows are cut short, so that it takes seconds.
 */

#include <check.h>

#include <cairn/load.h>
#include <cairn/placement.h>

#include "base/diag.h"
#include "model/component.h"
#include "support/same_bits.h"

static const struct {
    const char *file;
    bool by_events; /* a component of each baseline has a fallback, or requests with tokens */
} files[] = {
    {"scenarios/factory-inspection.xml", false},
    {"scenarios/fleet-10000.xml", false},
    {"scenarios/hospital-imaging.xml", false},
    {"scenarios/keyword-spotting.xml", false},
    {"scenarios/office-chat.xml", true},
    {"scenarios/parcel-peak.xml", false},
    {"scenarios/search-cache.xml", false},
    {"scenarios/store-cameras.xml", false},
    {"scenarios/stores-differ.xml", false},
    {"scenarios/voice-assistant.xml", false},
    {"tests/reference/b01-batch-light.xml", false},
    {"tests/reference/b14-timeout-short.xml", false},
    {"tests/reference/b17-unbounded.xml", false},
    {"tests/reference/c01-fifo.xml", false},
    {"tests/reference/c03-lru.xml", false},
    {"tests/reference/q01-mm1.xml", false},
    {"tests/reference/q02-mmc.xml", false},
    {"tests/reference/q03-mm1k.xml", false},
    {"tests/reference/q04-mgcc-overflow.xml", true},
    {"tests/reference/q07-mg1-lognormal.xml", false},
    {"tests/reference/q10-dm1.xml", false},
    {"tests/reference/q13-splitting.xml", false},
    {"tests/reference/q14-sleep.xml", false},
    {"tests/study/mixed.xml", false},
    {"tests/study/ties.xml", true},
};

enum { N_FILES = sizeof files / sizeof *files, SHORTER = 10 };

/* A tenth of the measured time, where it is cut into windows a tenth of each. */
static void shorten(struct cairn_plan *plan)
{
    plan->length_ns /= SHORTER;
}

static int try_baseline(const struct cairn_scenario *scenario, int baseline, const char *file)
{
    struct cairn_placement placement;
    struct cairn_components components;
    struct cairn_plan plan;
    int recursions = 0;

    cairn_placement_from_baseline(&placement, scenario, baseline);
    cairn_plan_init(&plan, scenario);
    shorten(&plan);
    cairn_components_init(&components, scenario, &plan, &placement);
    ck_assert_int_gt(components.n, 0);
    for (int c = 0; c < components.n; c++)
        recursions += check_same_bits(&components.items[c], scenario->time.seed, 0, file, c);
    cairn_components_release(&components);
    cairn_plan_release(&plan);
    cairn_placement_release(&placement);
    return recursions;
}

START_TEST(same_bits_by_both_paths)
{
    const char *file = files[_i].file;
    struct cairn_load_options options = {.catalogue = "scenarios/catalogue"};
    struct cairn_scenario *scenario;
    struct cairn_diag diag;
    int recursions = 0;

    cairn_diag_init(&diag);
    scenario = cairn_scenario_load(file, &options, &diag);
    cairn_diag_release(&diag);
    ck_assert_ptr_nonnull(scenario);
    for (int b = 0; b < scenario->n_baselines; b++)
        recursions += try_baseline(scenario, b, file);
    if (!files[_i].by_events)
        ck_assert_int_gt(recursions, 0);
    cairn_scenario_free(scenario);
}
END_TEST

Suite *test_paths(void)
{
    Suite *suite = suite_create("paths");
    TCase *core = tcase_create("paths");

    tcase_add_loop_test(core, same_bits_by_both_paths, 0, N_FILES);
    suite_add_tcase(suite, core);
    return suite;
}
