#include "cli/scenario.h"

#include <cairn/load.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "cli/catalogue.h"
#include "cli/running.h"

/* Does the call want scenarios of any size? */
static bool large(const struct cairn_call *call)
{
    return cairn_options_given(&call->options, &cairn_option_large) ||
           cairn_options_given(&call->options, &cairn_option_force_again);
}

void cairn_call_adapt(void *context, struct cairn_scenario *scenario)
{
    const struct cairn_options *options = &((const struct cairn_call *)context)->options;
    struct cairn_time_plan *time = &scenario->time;

    time->seed = cairn_options_count(options, &cairn_option_seed, time->seed);
    time->replications =
        (int)cairn_options_count(options, &cairn_option_replications, (uint64_t)time->replications);
    time->precision = cairn_options_fraction(options, &cairn_option_precision, time->precision);
}

/* What the call says of loading; false after an error. The folder is to be freed. */
static bool take_options(struct cairn_call *call, struct cairn_load_options *options, char **folder)
{
    bool good = cairn_catalogue_folder(call, folder);

    options->catalogue = *folder;
    options->catalogue_first = cairn_options_given(&call->options, &cairn_option_catalogue);
    options->large = large(call);
    return good;
}

struct cairn_template *cairn_call_template(struct cairn_call *call, const char *path,
                                           const char *added)
{
    struct cairn_load_options options = {.added = added, .added_by = "command line"};
    struct cairn_template *from;
    struct cairn_diag diag;
    char *folder;

    if (!take_options(call, &options, &folder))
        return NULL;
    cairn_diag_init(&diag);
    from = cairn_template_load(path, &options, &diag);
    cairn_call_diagnostics(call, &diag);
    cairn_diag_release(&diag);
    cairn_free(folder);
    return from;
}

struct cairn_scenario *cairn_call_make(struct cairn_call *call, struct cairn_template *from)
{
    struct cairn_scenario *scenario;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    scenario = cairn_template_make(from, NULL, 0, &diag);
    cairn_call_diagnostics(call, &diag);
    cairn_diag_release(&diag);
    if (scenario)
        cairn_call_adapt(call, scenario);
    return scenario;
}

struct cairn_scenario *cairn_call_load(struct cairn_call *call, const char *path)
{
    struct cairn_load_options options = {0};
    struct cairn_scenario *scenario;
    struct cairn_diag diag;
    char *folder;

    if (!take_options(call, &options, &folder))
        return NULL;
    cairn_diag_init(&diag);
    scenario = cairn_scenario_load(path, &options, &diag);
    cairn_call_diagnostics(call, &diag);
    cairn_diag_release(&diag);
    cairn_free(folder);
    if (scenario)
        cairn_call_adapt(call, scenario);
    return scenario;
}
