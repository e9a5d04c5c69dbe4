/*
 * cairn sweep FILE --vary 'XPATH=FROM:TO' --uncertain 'XPATH=LAW' ...: the question at every value
 * of some numbers, and over draws of others.
 */

#include <fcntl.h>
#include <unistd.h>

#include <cairn/version.h>

#include "base/alloc.h"
#include "base/cpus.h"
#include "cli/interrupt.h"
#include "cli/running.h"
#include "cli/said_vary.h"
#include "cli/scenario.h"
#include "cli/view.h"
#include "cli/width.h"
#include "math/arithmetic.h"
#include "study/record_point.h"
#include "study/sweep_ranks.h"

static const struct cairn_option option_vary = {
    .name = "vary",
    .kind = CAIRN_OPTION_TEXTS,
    .value = "WHAT",
    .help = "'XPATH=FROM:TO[:POINTS[:log]]' or 'XPATH=V1,V2,...'; may be said again",
};

static const struct cairn_option option_uncertain = {
    .name = "uncertain",
    .kind = CAIRN_OPTION_TEXTS,
    .value = "WHAT",
    .help = "'XPATH=normal(MEAN,CV)', 'XPATH=uniform(LOW..HIGH)', ...; may be said again",
};

static const struct cairn_option option_draws = {
    .name = "draws",
    .kind = CAIRN_OPTION_COUNT,
    .value = "N",
    .help = "how many draws of what is uncertain",
    .low = 20,
    .high = 1000000,
};

static const char *const designs[] = {"factorial", "latin-hypercube", "sobol", NULL};

static const struct cairn_option option_design = {
    .name = "design",
    .kind = CAIRN_OPTION_WORD,
    .value = "WORD",
    .help = "factorial, latin-hypercube or sobol: every combination, or points spread over ranges",
    .words = designs,
};

static const struct cairn_option option_points = {
    .name = "points",
    .kind = CAIRN_OPTION_COUNT,
    .value = "N",
    .help = "how many points are spread",
    .low = 1,
    .high = 10000000,
};

static const struct cairn_option option_robust = {
    .name = "robust",
    .kind = CAIRN_OPTION_FLAG,
    .help = "compare placements over all points at once: at worst, in the mean, by regret",
};

typedef bool (*sayer)(const char *said, struct cairn_buffer *xml, struct cairn_buffer *error);

/* Every value of an option as an element, on a line of its own. */
static bool say_each(struct cairn_call *call, const struct cairn_option *option, sayer say_one,
                     struct cairn_buffer *xml)
{
    struct cairn_buffer error;
    const char *const *texts;
    bool good = true;
    size_t n;

    cairn_buffer_init(&error);
    texts = cairn_options_texts(&call->options, option, &n);
    for (size_t i = 0; good && i < n; i++) {
        good = say_one(texts[i], xml, &error);
        cairn_buffer_puts(xml, "\n");
    }
    if (!good)
        cairn_call_fail(call, CAIRN_EXIT_USAGE, "%s", error.data);
    cairn_buffer_release(&error);
    return good;
}

/* What the command line says, as elements of a scenario, each on the line of its number. */
static bool say(struct cairn_call *call, struct cairn_buffer *xml)
{
    int design = cairn_options_word(&call->options, &option_design);
    uint64_t points = cairn_options_count(&call->options, &option_points, 0);
    bool robust = cairn_options_given(&call->options, &option_robust);
    uint64_t draws = cairn_options_count(&call->options, &option_draws, 0);
    bool good;

    cairn_buffer_puts(xml, "<scenario format=\"1\" name=\"command-line\">");
    good = say_each(call, &option_vary, cairn_said_vary, xml) &&
           say_each(call, &option_uncertain, cairn_said_uncertain, xml);
    if (design >= 0 || points > 0 || robust) {
        cairn_buffer_puts(xml, "<sweep");
        if (design >= 0)
            cairn_buffer_appendf(xml, " design=\"%s\"", designs[design]);
        if (points > 0)
            cairn_buffer_appendf(xml, " points=\"%llu\"", (unsigned long long)points);
        cairn_buffer_puts(xml, robust ? " robust=\"yes\"/>\n" : "/>\n");
    }
    if (draws > 0)
        cairn_buffer_appendf(xml, "<draws n=\"%llu\"/>\n", (unsigned long long)draws);
    cairn_buffer_puts(xml, "</scenario>\n");
    return good;
}

/* Points that are printed; of more there is at how many each placement is best. */
enum { MOST_PRINTED = 10000, MOST_READ = 200 };

/* What draws say, in a sentence and as a table; beside points only where people read it. */
static void tell(struct cairn_running *running, const struct cairn_study_report *report,
                 const char *outlook)
{
    struct cairn_style style = cairn_style_of(STDOUT_FILENO);
    struct cairn_buffer *out = &running->call->output->data;
    char *where = cairn_format("study = %lld", (long long)report->study);
    struct cairn_view_request request = {
        .view = cairn_view_find("outlook"), .where = where, .alone = true};
    char *sentence = cairn_format("%s: %s", running->scenario, outlook ? outlook : "");
    bool text = cairn_call_format(running->call) == CAIRN_FORMAT_TEXT;

    if (outlook && text) {
        cairn_width_wrap(sentence, style.width, 4, out);
        cairn_buffer_putc(out, '\n');
    }
    if (outlook && (text || running->n_points == 0))
        cairn_view_write(&request, running->store, cairn_call_format(running->call), style, out,
                         NULL);
    cairn_free(sentence);
    cairn_free(where);
}

static void write_points(struct cairn_running *running)
{
    bool text = cairn_call_format(running->call) == CAIRN_FORMAT_TEXT;
    bool few = running->n_points <= (text ? MOST_READ : MOST_PRINTED);
    const char *view = few ? "sweep" : "best-at";
    char *where = cairn_format("study = %lld", (long long)running->studies[0].id);
    struct cairn_view_request request = {
        .view = cairn_view_find(view), .where = where, .alone = true, .brief = !few && text};

    cairn_view_write(&request, running->store, cairn_call_format(running->call),
                     cairn_style_of(STDOUT_FILENO), &running->call->output->data, NULL);
    cairn_free(where);
}

/* How points were answered, and what that proves. */
static void say_method(struct cairn_running *running)
{
    struct cairn_cell id = CAIRN_INTEGER("study", running->studies[0].id);
    struct cairn_rows *rows = cairn_store_query(
        running->store,
        "SELECT method || ': ' || coalesce(why, proven) FROM sweep WHERE study = :study", &id, 1);

    if (cairn_rows_next(rows))
        cairn_call_say(running->call, "points %s", (const char *)cairn_rows_cell(rows, 0).bytes);
    cairn_rows_free(rows);
}

/* How many valid points have no answer, and what the first of them says why. */
static void say_unanswered(struct cairn_running *running)
{
    struct cairn_cell cells[] = {CAIRN_INTEGER("study", running->studies[0].id),
                                 CAIRN_INTEGER("invalid", CAIRN_POINT_INVALID)};
    struct cairn_rows *rows = cairn_store_query(
        running->store,
        "SELECT count(*), min(point), note FROM point WHERE study = :study AND note IS NOT NULL "
        "AND status <> :invalid HAVING count(*) > 0",
        cells, 2);

    if (cairn_rows_next(rows))
        cairn_call_say(running->call, "%lld of %lld points have no answer; point %lld: %s",
                       (long long)cairn_rows_cell(rows, 0).integer, (long long)running->n_points,
                       (long long)cairn_rows_cell(rows, 1).integer,
                       (const char *)cairn_rows_cell(rows, 2).bytes);
    cairn_rows_free(rows);
}

/* Placements over all points, where that was asked for. */
static void write_robust(struct cairn_running *running)
{
    char *where = cairn_format("study = %lld AND eligible", (long long)running->studies[0].id);
    struct cairn_view_request request = {
        .view = cairn_view_find("robust"), .where = where, .alone = true, .brief = true};
    struct cairn_buffer table;
    int n_rows = 0;

    cairn_buffer_init(&table);
    cairn_view_write(&request, running->store, CAIRN_FORMAT_TEXT, cairn_style_of(STDOUT_FILENO),
                     &table, &n_rows);
    if (n_rows > 0)
        cairn_buffer_appendf(&running->call->output->data, "\n%s", table.data);
    cairn_buffer_release(&table);
    cairn_free(where);
}

static int finish(struct cairn_running *running)
{
    struct cairn_call *call = running->call;
    struct cairn_buffer took;

    if (running->n_failed > 0)
        return cairn_running_failed(running);
    if (cairn_interrupted()) {
        cairn_call_say(call, "stopped; %lld of %lld points are in %s, the same command goes on",
                       (long long)(running->n_points - running->n_left),
                       (long long)running->n_points, running->path);
        return CAIRN_EXIT_INTERRUPTED;
    }
    if (running->n_points > 0)
        write_points(running);
    if (cairn_call_format(call) == CAIRN_FORMAT_TEXT)
        write_robust(running);
    if (cairn_call_format(call) == CAIRN_FORMAT_TEXT)
        cairn_running_flips(running, running->studies[0].id);
    if (cairn_store_status(running->store) != CAIRN_STORE_OK)
        return cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(running->store));
    if (running->n_points == 0)
        return CAIRN_EXIT_FINE;
    say_method(running);
    say_unanswered(running);
    cairn_buffer_init(&took);
    cairn_running_took(running, &took);
    cairn_call_say(call, "%lld point%s in %s: %lld new, %lld known already%s",
                   (long long)running->n_points, running->n_points == 1 ? "" : "s", running->path,
                   (long long)running->n_answered,
                   (long long)(running->n_points - running->n_answered), took.data);
    cairn_buffer_release(&took);
    return running->n_points_invalid == 0                   ? CAIRN_EXIT_FINE
           : running->n_points_invalid == running->n_points ? CAIRN_EXIT_INVALID
                                                            : CAIRN_EXIT_PART;
}

static int sweep_scenario(struct cairn_call *call, struct cairn_ranks *ranks,
                          struct cairn_template *from, const struct cairn_scenario *scenario)
{
    struct cairn_running running;
    int status;

    cairn_running_init(&running, call);
    running.ranks = ranks;
    running.points_alone = !cairn_options_given(&call->options, &option_uncertain);
    running.tell = tell;
    cairn_running_scenario(&running, from, scenario);
    status = finish(&running);
    cairn_running_release(&running);
    return status;
}

/* ---- one of several ranks ---- */

/* What goes wrong in the same way for all of them is said by rank 0. */
static void be_silent(void)
{
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

    if (null < 0)
        return;
    dup2(null, STDERR_FILENO);
    close(null);
}

/* All must be able to get the same bits from the same question. Called by all. */
static bool ranks_agree(struct cairn_call *call, struct cairn_ranks *ranks,
                        const struct cairn_scenario *scenario)
{
    static const char *const what[] = {"versions of cairn", "types of processor",
                                       "scenarios, or cannot read it"};
    const struct cairn_time_plan *time = scenario ? &scenario->time : NULL;
    struct cairn_buffer texts[3];
    bool agree = true;

    for (size_t i = 0; i < 3; i++)
        cairn_buffer_init(&texts[i]);
    cairn_buffer_appendf(&texts[0], "%s, model %s", cairn_version(), CAIRN_MODEL_VERSION);
    cairn_cpus_type(&texts[1]);
    cairn_buffer_appendf(&texts[1], " %016llx", (unsigned long long)cairn_arithmetic_fingerprint());
    if (scenario)
        cairn_buffer_appendf(&texts[2], "seed %llu, %d replications, precision %.17g\n%s",
                             (unsigned long long)time->seed, time->replications, time->precision,
                             cairn_scenario_effective(scenario));
    for (size_t i = 0; i < 3; i++) {
        if (!cairn_ranks_agree(ranks, texts[i].data ? texts[i].data : "") && agree) {
            cairn_call_fail(call, CAIRN_EXIT_FAILED, "ranks have different %s", what[i]);
            agree = false;
        }
        cairn_buffer_release(&texts[i]);
    }
    return agree;
}

static bool stop(void *context)
{
    (void)context;
    return cairn_interrupted();
}

/* Answers points for rank 0. */
static void work(struct cairn_call *call, struct cairn_ranks *ranks, struct cairn_template *from,
                 const struct cairn_scenario *scenario)
{
    struct cairn_archive archive;
    struct cairn_study_options options = {.limits.stop = stop, .archive = &archive};
    struct cairn_sweep_question question = {.from = from,
                                            .scenario = scenario,
                                            .options = &options,
                                            .adapt = cairn_call_adapt,
                                            .context = call};

    cairn_interrupt_catch();
    cairn_archive_open(&archive, NULL);
    cairn_sweep_work(ranks, &question);
    cairn_archive_close(&archive);
}

/* ---- the command ---- */

/* From a scenario on, which is NULL where there is none, and its errors were written. */
static int sweep(struct cairn_call *call, struct cairn_ranks *ranks, struct cairn_template *from,
                 const struct cairn_scenario *scenario)
{
    int status = CAIRN_EXIT_FINE;

    if (ranks && !ranks_agree(call, ranks, scenario))
        return CAIRN_EXIT_FAILED;
    if (!scenario)
        return CAIRN_EXIT_INVALID;
    if (scenario->n_varies == 0 && !cairn_options_given(&call->options, &option_uncertain))
        return cairn_call_fail(call, CAIRN_EXIT_USAGE,
                               "nothing varies in %s; say --vary 'XPATH=FROM:TO', or what is "
                               "--uncertain",
                               call->options.arguments[0]);
    if (cairn_ranks_own(ranks) > 0) {
        work(call, ranks, from, scenario);
        return status;
    }
    status = sweep_scenario(call, ranks, from, scenario);
    cairn_sweep_dismiss(ranks);
    return status;
}

static int run(struct cairn_call *call)
{
    struct cairn_template *from = NULL;
    struct cairn_scenario *scenario = NULL;
    int status = CAIRN_EXIT_USAGE;
    struct cairn_ranks *ranks;
    struct cairn_buffer xml;
    const char *why;

    ranks = cairn_ranks_join(&why);
    if (why)
        return cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s", why);
    if (cairn_ranks_own(ranks) > 0)
        be_silent();
    cairn_buffer_init(&xml);
    if (say(call, &xml)) {
        from = cairn_call_template(call, call->options.arguments[0], xml.data);
        scenario = from ? cairn_call_make(call, from) : NULL;
        status = sweep(call, ranks, from, scenario);
    }
    cairn_scenario_free(scenario);
    cairn_template_free(from);
    cairn_buffer_release(&xml);
    cairn_ranks_leave(ranks);
    return status;
}

static const struct cairn_option *const options[] = {
    &option_vary,
    &option_uncertain,
    &option_draws,
    &option_design,
    &option_points,
    &option_robust,
    &cairn_option_db,
    &cairn_option_force_again,
    CAIRN_OPTIONS_SIMULATING,
    CAIRN_OPTIONS_PRINTING,
    NULL,
};

const struct cairn_command cairn_cmd_sweep = {
    .name = "sweep",
    .arguments = "FILE",
    .help = "answer a scenario at every value of some of its numbers, or over draws of them",
    .details =
        "XPATH selects attributes of the effective scenario, which 'cairn check --effective'\n"
        "prints. Values have units; a bare number has that of the last one: 20:900 gCO2e/kWh.\n"
        "XPATH*=0.5:2 multiplies what stands there. Several --vary, and the <vary> elements of\n"
        "the file, make a grid of points, or ranges over which --design spreads --points; no two\n"
        "of them select the same attribute.\n"
        "--uncertain says what is believed of a number: normal(MEAN,CV), lognormal(MEAN,CV),\n"
        "gamma(MEAN,CV), normal(P5..P95), lognormal(P5..P95), uniform(LOW..HIGH),\n"
        "triangular(LOW,MODE,HIGH), empirical(V1,V2,...); candidates are weighed over draws.\n"
        "Each point asks the whole question again. Points are in the results file as soon as\n"
        "they are answered: what was stopped goes on with the same command. Of many points it\n"
        "prints at how many each placement is best; 'cairn show sweep' has all of them.\n"
        "Points whose numbers make no scenario are invalid: exit status 4, or 3 where all are.\n",
    .examples = "cairn sweep scenarios/store-cameras.xml \\\n"
                "    --vary \"//grid[@id='PL']/intensity/@value=20:900 gCO2e/kWh:23\"\n"
                "cairn sweep scenarios/store-cameras.xml --vary '//arrivals/@rate*=0.5,1,2'\n"
                "cairn sweep scenarios/store-cameras.xml \\\n"
                "    --uncertain '//intensity/@value*=lognormal(1,0.3)' --draws 1000\n",
    .least = 1,
    .most = 1,
    .options = options,
    .run = run,
};
