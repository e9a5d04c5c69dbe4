/*
 * A scenario as `cairn check` reads it: its three passes, what follows from it, how much it takes
 * to simulate. And what check promises: what is valid is so as the effective scenario too.
 */

#include <cairn/load.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "fuzz/fuzz.h"
#include "model/effort.h"

static void check(const char *path)
{
    const char *const words[] = {"check", path, NULL};
    const char *const json[] = {"check", "--json", path, NULL};

    fuzz_command(words);
    fuzz_command(json);
}

/* Loading the text of a valid scenario gives one again. */
static void load_effective(const struct cairn_scenario *scenario)
{
    const char *text = cairn_scenario_effective(scenario);
    char *path = fuzz_path("effective.xml");
    struct cairn_scenario *again;
    struct cairn_diag diag;

    fuzz_write("effective.xml", text, strlen(text));
    cairn_diag_init(&diag);
    again = cairn_scenario_load(path, NULL, &diag);
    if (!again)
        abort();
    cairn_scenario_free(again);
    cairn_diag_release(&diag);
    cairn_free(path);
}

void fuzz_scenario(const uint8_t *data, size_t size)
{
    char *path = fuzz_path("scenario.xml");
    struct cairn_scenario *scenario;
    struct cairn_diag diag;

    fuzz_write("scenario.xml", data, size);
    cairn_diag_init(&diag);
    scenario = cairn_scenario_load(path, NULL, &diag);
    if (!!scenario == cairn_diag_failed(&diag))
        abort(); /* refused without a word, or valid with errors */
    if (scenario) {
        cairn_effort_requests(scenario);
        load_effective(scenario);
        check(path);
    } else {
        char *text = cairn_diag_text(&diag);

        free(text);
    }
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
    cairn_free(path);
}
