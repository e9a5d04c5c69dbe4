/*
 * A valid scenario of little work, simulated with its first baseline; sums are conserved. Most of
 * what random scenarios simulate is the drain of windows in which a queue is overloaded.
 */

#include <cairn/load.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "cli/call.h"
#include "fuzz/fuzz.h"
#include "model/effort.h"

enum { MOST_REQUESTS = 20000, MOST_WITH_DRAIN = 1000000 };

static bool is_little(const struct cairn_scenario *scenario)
{
    double requests = cairn_effort_requests(scenario), drain;
    struct cairn_plan plan;

    if (requests > MOST_REQUESTS)
        return false;
    cairn_plan_init(&plan, scenario);
    drain = (double)plan.drain_ns / (double)(plan.run_in_ns + plan.length_ns);
    cairn_plan_release(&plan);
    return requests * (1 + drain) < MOST_WITH_DRAIN;
}

static void simulate(const char *path, const char *baseline)
{
    char *placement = cairn_format("--placement=%s", baseline);
    const char *const words[] = {"simulate",    "--json",  "--audit", "--replications=2",
                                 "--threads=1", placement, path,      NULL};
    int status = fuzz_command(words);

    if (status == CAIRN_EXIT_FAILED || status == CAIRN_EXIT_USAGE)
        abort(); /* a sum that is not conserved; words that are none */
    cairn_free(placement);
}

void fuzz_simulate(const uint8_t *data, size_t size)
{
    char *path = fuzz_path("scenario.xml");
    struct cairn_scenario *scenario;
    struct cairn_diag diag;

    fuzz_write("scenario.xml", data, size);
    cairn_diag_init(&diag);
    scenario = cairn_scenario_load(path, NULL, &diag);
    if (scenario && scenario->n_baselines > 0 && is_little(scenario))
        simulate(path, scenario->baselines[0].id);
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
    cairn_free(path);
}
