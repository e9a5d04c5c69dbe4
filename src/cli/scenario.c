#include "cli/scenario.h"

#include <cairn/load.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "cli/catalogue.h"

static void override(const struct cairn_call *call, struct cairn_time_plan *time)
{
    time->seed = cairn_options_count(&call->options, &cairn_option_seed, time->seed);
    time->replications = (int)cairn_options_count(&call->options, &cairn_option_replications,
                                                  (uint64_t)time->replications);
    time->precision =
        cairn_options_fraction(&call->options, &cairn_option_precision, time->precision);
}

struct cairn_scenario *cairn_call_load(struct cairn_call *call, const char *path)
{
    char *folder = cairn_catalogue_folder(call);
    struct cairn_load_options options = {.catalogue = folder};
    struct cairn_scenario *scenario;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    scenario = cairn_scenario_load(path, &options, &diag);
    cairn_call_diagnostics(call, &diag);
    cairn_diag_release(&diag);
    cairn_free(folder);
    if (scenario)
        override(call, &scenario->time);
    return scenario;
}
