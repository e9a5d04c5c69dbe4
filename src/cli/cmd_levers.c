/* cairn levers FILE: what each mitigation would save from a placement. */

#include <string.h>

#include "base/alloc.h"
#include "cli/chosen.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/levers_output.h"
#include "cli/pace.h"
#include "cli/remember.h"
#include "cli/scenario.h"
#include "study/record_lever.h"
#include "study/run.h"

static const struct cairn_option option_lever = {
    .name = "lever",
    .kind = CAIRN_OPTION_TEXT,
    .value = "NAME=VALUE,...",
    .help = "numbers that the scenario does not state, such as pue=1.2,lifetime=6y",
};
static const struct cairn_option option_db = {
    .name = "db",
    .kind = CAIRN_OPTION_PATH,
    .value = "FILE",
    .help = "results file to write the study and its levers to; where it is not said, none",
};
static const struct cairn_option option_only = {
    .name = "only",
    .kind = CAIRN_OPTION_TEXT,
    .value = "NAME,...",
    .help = "these levers, not all of them",
};

/* ---- what is asked ---- */

/* Sets which levers are asked for; otherwise says what is wrong and returns the status. */
static int read_only(struct cairn_call *call, bool only[CAIRN_N_LEVERS])
{
    const char *text = cairn_options_text(&call->options, &option_only, "");

    while (*text) {
        size_t n = strcspn(text, ",");
        char *name = cairn_strndup(text, n);
        int lever = cairn_lever_find(name);

        if (lever == CAIRN_NONE) {
            cairn_call_fail(call, CAIRN_EXIT_USAGE,
                            "no lever \"%s\"; 'cairn help levers' lists them", name);
            cairn_free(name);
            return CAIRN_EXIT_USAGE;
        }
        only[lever] = true;
        cairn_free(name);
        text += n + (text[n] == ',');
    }
    return CAIRN_EXIT_FINE;
}

/* Whether the settings mean something; otherwise says why not and returns the status. */
static int check_settings(struct cairn_call *call, const char *text)
{
    struct cairn_lever_settings settings;
    struct cairn_arena arena;
    struct cairn_buffer why;
    int status = CAIRN_EXIT_FINE;

    if (!text)
        return CAIRN_EXIT_FINE;
    cairn_arena_init(&arena);
    cairn_buffer_init(&why);
    cairn_lever_settings_init(&settings);
    if (!cairn_lever_settings_read(&settings, &arena, text, &why))
        status = cairn_call_fail(call, CAIRN_EXIT_USAGE, "--lever: %s", why.data);
    cairn_buffer_release(&why);
    cairn_arena_release(&arena);
    return status;
}

/* The placement that the call means; what is best, where it names none and there is not one. */
static int find_placement(struct cairn_call *call, const struct cairn_scenario *scenario,
                          const struct cairn_choose_limits *limits, const char **name,
                          struct cairn_placement *placement)
{
    if (cairn_options_given(&call->options, &cairn_option_placement) || scenario->n_baselines == 1)
        return cairn_call_placement(call, scenario, limits, name, placement);
    *name = "best";
    return cairn_call_choose(call, scenario, limits, *name, placement);
}

/* ---- at work ---- */

static bool stop(void *context)
{
    (void)context;
    return cairn_interrupted();
}

/* Progress of levers can be counted, that of their search cannot. */
struct telling {
    struct cairn_call *call;
    struct cairn_pace pace;
};

static void progress(void *context, const char *what, double done)
{
    struct telling *telling = context;

    if (cairn_lever_find(what) == CAIRN_NONE)
        cairn_progress_update(&telling->call->progress, done, "%s", what);
    else
        cairn_pace_tell(&telling->pace, &telling->call->progress, what, "levers",
                        (int64_t)(done * CAIRN_N_LEVERS + 0.5), CAIRN_N_LEVERS);
}

/* The study of the scenario, answered where the file does not hold it; and the levers in it. */
static int record(struct cairn_call *call, const struct cairn_levers *levers,
                  const struct cairn_choose_limits *limits, struct cairn_remembering *remembering)
{
    const char *path = cairn_options_text(&call->options, &option_db, NULL);
    struct cairn_study_options options = {
        .limits = *limits,
        .archive = cairn_remembering_archive(remembering),
    };
    struct cairn_study_report report = {0};
    struct cairn_store *store;
    int status = CAIRN_EXIT_FINE;

    if (cairn_store_open(&store, path, CAIRN_STORE_WRITE) == CAIRN_STORE_OK) {
        cairn_study_run(levers->scenario, store, &options, &report);
        if (report.status <= CAIRN_STUDY_KNOWN)
            cairn_record_levers(store, report.study, levers);
    }
    cairn_progress_clear(&call->progress);
    if (report.status == CAIRN_STUDY_STOPPED)
        status = CAIRN_EXIT_INTERRUPTED;
    else if (cairn_store_status(store) != CAIRN_STORE_OK)
        status = cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(store));
    cairn_free(report.headline);
    cairn_store_close(store);
    return status;
}

static int pull(struct cairn_call *call, struct cairn_levers_question *question,
                struct cairn_remembering *remembering)
{
    struct cairn_placement placement;
    struct cairn_levers levers;
    const char *name;
    int status = find_placement(call, question->scenario, question->limits, &name, &placement);

    if (status != CAIRN_EXIT_FINE)
        return status;
    question->placement = &placement;
    cairn_levers_init(&levers, question);
    cairn_progress_clear(&call->progress);
    if (cairn_interrupted())
        status = CAIRN_EXIT_INTERRUPTED;
    else if (levers.missing)
        status = cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s: the carbon of %s is not known: %s",
                                 question->scenario->path, name, levers.missing);
    else
        cairn_levers_output(call, &levers, name);
    if (status == CAIRN_EXIT_FINE && cairn_options_given(&call->options, &option_db))
        status = record(call, &levers, question->limits, remembering);
    cairn_levers_release(&levers);
    cairn_placement_release(&placement);
    question->placement = NULL;
    return status;
}

static int answer(struct cairn_call *call, struct cairn_levers_question *question)
{
    struct cairn_remembering remembering;
    struct cairn_archive *archive;
    struct telling telling = {.call = call};
    struct cairn_choose_limits limits = {
        .replications = question->scenario->time.replications,
        .stop = stop,
        .progress = progress,
        .context = &telling,
        .workers = cairn_call_workers(call),
    };
    int status;

    cairn_interrupt_catch();
    cairn_call_remember(call, cairn_options_text(&call->options, &option_db, NULL), &remembering);
    archive = cairn_remembering_archive(&remembering);
    limits.memory = archive ? &archive->lab : NULL;
    question->limits = &limits;
    status = pull(call, question, &remembering);
    question->limits = NULL;
    cairn_call_forget(call, &remembering);
    cairn_workers_free(limits.workers);
    return status;
}

static int run(struct cairn_call *call)
{
    struct cairn_levers_question question = {
        .adapt = cairn_call_adapt,
        .context = call,
        .settings = cairn_options_text(&call->options, &option_lever, NULL),
    };
    struct cairn_scenario *scenario = NULL;
    int status = check_settings(call, question.settings);

    if (status == CAIRN_EXIT_FINE)
        status = read_only(call, question.only);
    if (status != CAIRN_EXIT_FINE)
        return status;
    question.from = cairn_call_template(call, call->options.arguments[0], NULL);
    scenario = question.from ? cairn_call_make(call, question.from) : NULL;
    question.scenario = scenario;
    status = scenario ? answer(call, &question) : CAIRN_EXIT_INVALID;
    cairn_scenario_free(scenario);
    cairn_template_free(question.from);
    return status;
}

static const struct cairn_option *const options[] = {
    &cairn_option_placement,  &option_lever,          &option_only, &option_db, &cairn_option_large,
    CAIRN_OPTIONS_SIMULATING, CAIRN_OPTIONS_PRINTING, NULL,
};

const struct cairn_command cairn_cmd_levers = {
    .name = "levers",
    .arguments = "FILE",
    .help = "what each mitigation would save, alone and in the best order",
    .details =
        "Starts from a baseline of the scenario (the only one, or what --placement names;\n"
        "else from what is best) and pulls each lever on it: carbon, energy and money saved,\n"
        "USD per tonne (below 0: it saves both), and whether the promises hold; then takes\n"
        "whichever saves most, asks all others again on top of it, and so on. What overlaps is\n"
        "what a lever saves alone and no longer saves in its turn. The levers are\n"
        "\n"
        "  quantise    a variant of fewer bits that has a profile there\n"
        "  smaller     a smaller variant, pruned or distilled, of as many bits\n"
        "  cache       a cache that the scenario states and the placement does not use\n"
        "  batch       larger batches, as <batching> allows\n"
        "  fewer       no more devices than the promises need\n"
        "  sleep       idle devices sleep (sleep=10 s)\n"
        "  defer       a share of the work waits for a greener hour (defer=50 %, slack=12 h)\n"
        "  region      another place, with a greener grid\n"
        "  hardware    a pool of other hardware at the same place\n"
        "  lifetime    devices are kept longer (lifetime=+2 y)\n"
        "  pue         a better building (pue=1.1)\n"
        "  solar       panels behind the meter (solar=5 kW and solar-series=FILE,\n"
        "              solar-embodied, solar-lifetime, solar-price, solar-load=0 W)\n"
        "\n"
        "--lever sets the numbers in brackets. With --db the scenario's study and its levers are\n"
        "written to a results file (view v_lever). --json holds the abatement curve too.\n",
    .examples = "cairn levers scenarios/store-cameras.xml\n"
                "cairn levers scenarios/office-chat.xml --placement best --lever pue=1.15\n"
                "cairn levers scenarios/store-cameras.xml --only quantise,sleep,pue --csv\n",
    .least = 1,
    .most = 1,
    .options = options,
    .run = run,
};
