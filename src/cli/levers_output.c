#include "cli/levers_output.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "account/basis.h"
#include "base/alloc.h"
#include "base/number.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/width.h"
#include "study/record_lever.h"

/* Levers as they are shown: those that save first, most carbon first; then the others in order of
 * the table. Returns how many are shown. */
static int shown_order(const struct cairn_levers *levers, int order[CAIRN_N_LEVERS])
{
    int n = 0;

    for (int rank = 1; rank <= CAIRN_N_LEVERS; rank++)
        for (int i = 0; i < CAIRN_N_LEVERS; i++)
            if (levers->results[i].rank_carbon == rank)
                order[n++] = i;
    for (int i = 0; i < CAIRN_N_LEVERS; i++)
        if (levers->results[i].asked && levers->results[i].applies &&
            levers->results[i].rank_carbon == 0)
            order[n++] = i;
    for (int i = 0; i < CAIRN_N_LEVERS; i++)
        if (levers->results[i].asked && !levers->results[i].applies)
            order[n++] = i;
    return n;
}

enum { REASONS = 2 }; /* that people are shown */

/* The first of several reasons: "a; b; and 3 more"; freed by the caller. */
static char *first_reasons(const char *why)
{
    const char *end = why;
    int more = 0;

    for (int i = 0; i < REASONS && end; i++)
        end = strstr(i == 0 ? why : end + 1, "; ");
    if (!end)
        return cairn_strdup(why);
    for (const char *at = end; at; at = strstr(at + 1, "; "))
        more++;
    return cairn_format("%.*s; and %d more", (int)(end - why), why, more);
}

static double share_of(const struct cairn_levers *levers, double kg)
{
    return levers->carbon_kg > 0.0 ? 100.0 * kg / levers->carbon_kg : NAN;
}

/* ---- for people ---- */

static void write_table(struct cairn_table *table, struct cairn_call *call)
{
    cairn_table_write(table, CAIRN_FORMAT_TEXT, cairn_style_of(STDOUT_FILENO), &call->output->data);
    cairn_table_release(table);
}

static void write_alone(struct cairn_call *call, const struct cairn_levers *levers)
{
    static const struct cairn_column columns[] = {
        {.name = "lever"},
        {.name = "change", .title = "what"},
        {.name = "kg", .title = "saves kg"},
        {.name = "percent", .title = "%", .digits = 3},
        {.name = "kwh", .title = "kWh"},
        {.name = "usd", .title = "USD"},
        {.name = "usd_per_t", .title = "USD/t"},
        {.name = "note"},
    };
    int order[CAIRN_N_LEVERS];
    int n = shown_order(levers, order);
    struct cairn_table table;

    cairn_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (int i = 0; i < n; i++) {
        const struct cairn_lever_result *result = &levers->results[order[i]];
        const struct cairn_saving *alone = &result->alone;
        bool numbers = result->applies;
        char *why = first_reasons(result->why);
        char *note = result->breaks ? cairn_format("breaks %s", result->breaks) : NULL;

        cairn_table_text(&table, result->lever->name);
        cairn_table_text(&table, result->applies ? result->what : why);
        cairn_table_number(&table, numbers ? alone->carbon_kg.mean : NAN);
        cairn_table_number(&table, numbers ? share_of(levers, alone->carbon_kg.mean) : NAN);
        cairn_table_number(&table, numbers ? alone->energy_kwh.mean : NAN);
        cairn_table_number(&table, numbers ? alone->money_usd.mean : NAN);
        cairn_table_number(&table, numbers ? alone->usd_per_t : NAN);
        cairn_table_text(&table, note                       ? note
                                 : !result->applies         ? "does not apply"
                                 : result->rank_carbon == 0 ? "saves nothing"
                                                            : NULL);
        cairn_free(note);
        cairn_free(why);
    }
    write_table(&table, call);
}

/* What is nothing but rounding is shown as nothing. */
static double shown(const struct cairn_levers *levers, double kg)
{
    return fabs(kg) < 1e-9 * fabs(levers->carbon_kg) ? 0.0 : kg;
}

static void write_order(struct cairn_call *call, const struct cairn_levers *levers)
{
    static const struct cairn_column columns[] = {
        {.name = "step"},
        {.name = "lever"},
        {.name = "change", .title = "what"},
        {.name = "kg", .title = "saves kg"},
        {.name = "together_kg", .title = "together kg"},
        {.name = "percent", .title = "%", .digits = 3},
        {.name = "overlap_kg", .title = "overlap kg"},
        {.name = "usd_per_t", .title = "USD/t"},
    };
    struct cairn_table table;
    double together_kg = 0.0;

    cairn_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (int i = 0; i < levers->n_steps; i++) {
        const struct cairn_lever_result *result = &levers->results[levers->order[i]];

        together_kg += result->in_turn.carbon_kg.mean;
        cairn_table_integer(&table, result->step);
        cairn_table_text(&table, result->lever->name);
        cairn_table_text(&table, result->step_what);
        cairn_table_number(&table, result->in_turn.carbon_kg.mean);
        cairn_table_number(&table, together_kg);
        cairn_table_number(&table, share_of(levers, together_kg));
        cairn_table_number(&table, shown(levers, result->overlap_kg));
        cairn_table_number(&table, result->in_turn.usd_per_t);
    }
    write_table(&table, call);
}

static const char *rounded(double value, struct cairn_buffer *text)
{
    cairn_buffer_clear(text);
    cairn_table_round(value, 4, text);
    return text->data;
}

static void say(struct cairn_call *call, char *sentence)
{
    cairn_width_wrap(sentence, cairn_style_of(STDOUT_FILENO).width, 4, &call->output->data);
    cairn_free(sentence);
}

static void write_text(struct cairn_call *call, const struct cairn_levers *levers, const char *name)
{
    struct cairn_buffer *out = &call->output->data;
    struct cairn_buffer a, b, c;

    cairn_buffer_init(&a);
    cairn_buffer_init(&b);
    cairn_buffer_init(&c);
    say(call, cairn_format("%s: %s emits %s kg over %s years (%s). Each lever alone:",
                           levers->scenario->name, name, rounded(levers->carbon_kg, &a),
                           rounded(levers->scenario->time.horizon_s / CAIRN_SECONDS_PER_YEAR, &b),
                           cairn_basis(levers->scenario->choose.basis)->id));
    cairn_buffer_putc(out, '\n');
    write_alone(call, levers);
    cairn_buffer_putc(out, '\n');
    if (levers->n_steps == 0) {
        cairn_buffer_puts(out, "No lever saves carbon and keeps the promises.\n");
    } else {
        cairn_buffer_puts(out, "In the best order:\n\n");
        write_order(call, levers);
        cairn_buffer_putc(out, '\n');
        say(call, cairn_format(
                      "Together they save %s kg of %s; alone they would save %s kg in sum.",
                      rounded(levers->together.carbon_kg.mean, &a), rounded(levers->carbon_kg, &b),
                      rounded(levers->together.carbon_kg.mean + levers->overlap_kg, &c)));
    }
    cairn_buffer_release(&a);
    cairn_buffer_release(&b);
    cairn_buffer_release(&c);
}

/* ---- as CSV ---- */

static void add_saving(struct cairn_table *table, const struct cairn_saving *saving, bool there)
{
    cairn_table_number(table, there ? saving->carbon_kg.mean : NAN);
    cairn_table_number(table, there ? saving->carbon_kg.low : NAN);
    cairn_table_number(table, there ? saving->carbon_kg.high : NAN);
    cairn_table_number(table, there ? saving->energy_kwh.mean : NAN);
    cairn_table_number(table, there ? saving->money_usd.mean : NAN);
    cairn_table_number(table, there ? saving->usd_per_t : NAN);
}

static void add_rank(struct cairn_table *table, int rank)
{
    if (rank > 0)
        cairn_table_integer(table, rank);
    else
        cairn_table_empty(table);
}

static void write_rows(struct cairn_call *call, const struct cairn_levers *levers)
{
    static const struct cairn_column columns[] = {
        {.name = "lever"},         {.name = "status"},         {.name = "change"},
        {.name = "reason"},        {.name = "breaks"},         {.name = "saving_kg"},
        {.name = "saving_low_kg"}, {.name = "saving_high_kg"}, {.name = "saving_kwh"},
        {.name = "saving_usd"},    {.name = "usd_per_t"},      {.name = "rank_carbon"},
        {.name = "rank_cost"},     {.name = "step"},           {.name = "step_change"},
        {.name = "step_kg"},       {.name = "step_low_kg"},    {.name = "step_high_kg"},
        {.name = "step_kwh"},      {.name = "step_usd"},       {.name = "step_usd_per_t"},
        {.name = "overlap_kg"},
    };
    int order[CAIRN_N_LEVERS];
    int n = shown_order(levers, order);
    struct cairn_table table;

    cairn_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (int i = 0; i < n; i++) {
        const struct cairn_lever_result *result = &levers->results[order[i]];

        cairn_table_text(&table, result->lever->name);
        cairn_table_text(&table, cairn_lever_status(result));
        cairn_table_text(&table, result->what);
        cairn_table_text(&table, result->why && *result->why ? result->why : NULL);
        cairn_table_text(&table, result->breaks);
        add_saving(&table, &result->alone, result->applies);
        add_rank(&table, result->rank_carbon);
        add_rank(&table, result->rank_cost);
        add_rank(&table, result->step);
        cairn_table_text(&table, result->step_what);
        add_saving(&table, &result->in_turn, result->step > 0);
        cairn_table_number(&table, result->step > 0 ? result->overlap_kg : NAN);
    }
    cairn_call_table(call, &table);
    cairn_table_release(&table);
}

/* ---- as JSON ---- */

static void json_shown(struct cairn_json *json, const char *key,
                       const struct cairn_total_shown *shown)
{
    cairn_json_object(json, key);
    cairn_json_number(json, "mean", shown->mean);
    cairn_json_number(json, "low", shown->low);
    cairn_json_number(json, "high", shown->high);
    cairn_json_end(json);
}

static void json_saving(struct cairn_json *json, const char *key, const struct cairn_saving *saving)
{
    cairn_json_object(json, key);
    json_shown(json, "carbon_kg", &saving->carbon_kg);
    json_shown(json, "energy_kwh", &saving->energy_kwh);
    json_shown(json, "money_usd", &saving->money_usd);
    cairn_json_number(json, "usd_per_t", saving->usd_per_t);
    cairn_json_end(json);
}

static void json_levers(struct cairn_json *json, const struct cairn_levers *levers)
{
    int order[CAIRN_N_LEVERS];
    int n = shown_order(levers, order);

    cairn_json_array(json, "levers");
    for (int i = 0; i < n; i++) {
        const struct cairn_lever_result *result = &levers->results[order[i]];

        cairn_json_object(json, NULL);
        cairn_json_text(json, "lever", result->lever->name);
        cairn_json_text(json, "status", cairn_lever_status(result));
        cairn_json_text(json, "change", result->what);
        cairn_json_text(json, "reason", result->why && *result->why ? result->why : NULL);
        cairn_json_text(json, "breaks", result->breaks);
        if (result->applies)
            json_saving(json, "alone", &result->alone);
        if (result->rank_carbon > 0)
            cairn_json_integer(json, "rank_carbon", result->rank_carbon);
        if (result->rank_cost > 0)
            cairn_json_integer(json, "rank_cost", result->rank_cost);
        cairn_json_end(json);
    }
    cairn_json_end(json);
}

static void json_order(struct cairn_json *json, const struct cairn_levers *levers)
{
    cairn_json_array(json, "order");
    for (int i = 0; i < levers->n_steps; i++) {
        const struct cairn_lever_result *result = &levers->results[levers->order[i]];

        cairn_json_object(json, NULL);
        cairn_json_text(json, "lever", result->lever->name);
        cairn_json_text(json, "change", result->step_what);
        json_saving(json, "in_turn", &result->in_turn);
        cairn_json_number(json, "overlap_kg", result->overlap_kg);
        cairn_json_end(json);
    }
    cairn_json_end(json);
}

/* Each step is as wide as it saves and as high as it costs, the cheapest first. */
static void json_curve(struct cairn_json *json, const struct cairn_levers *levers)
{
    double at_t = 0.0;

    cairn_json_array(json, "curve");
    for (int i = 0; i < levers->n_steps; i++) {
        const struct cairn_lever_result *result = &levers->results[levers->curve[i]];

        cairn_json_object(json, NULL);
        cairn_json_text(json, "lever", result->lever->name);
        cairn_json_number(json, "from_t", at_t);
        at_t += result->in_turn.carbon_kg.mean / 1000.0;
        cairn_json_number(json, "to_t", at_t);
        cairn_json_number(json, "usd_per_t", result->in_turn.usd_per_t);
        cairn_json_end(json);
    }
    cairn_json_end(json);
}

static void write_json(struct cairn_call *call, const struct cairn_levers *levers, const char *name)
{
    char *settings = cairn_levers_settings(levers);
    struct cairn_json json;

    cairn_json_init(&json, &call->output->data);
    cairn_json_object(&json, NULL);
    cairn_json_text(&json, "scenario", levers->scenario->name);
    cairn_json_text(&json, "placement", name);
    cairn_json_text(&json, "basis", cairn_basis(levers->scenario->choose.basis)->id);
    cairn_json_text(&json, "settings", settings);
    cairn_json_integer(&json, "replications", levers->rig.n);
    cairn_json_number(&json, "carbon_kg", levers->carbon_kg);
    cairn_json_number(&json, "energy_kwh", levers->energy_kwh);
    cairn_json_number(&json, "money_usd", levers->money_usd);
    json_levers(&json, levers);
    json_order(&json, levers);
    json_saving(&json, "together", &levers->together);
    cairn_json_number(&json, "overlap_kg", levers->overlap_kg);
    json_curve(&json, levers);
    cairn_json_end(&json);
    cairn_free(settings);
}

void cairn_levers_output(struct cairn_call *call, const struct cairn_levers *levers,
                         const char *name)
{
    switch (cairn_call_format(call)) {
    case CAIRN_FORMAT_TEXT:
        write_text(call, levers, name);
        break;
    case CAIRN_FORMAT_CSV:
        write_rows(call, levers);
        break;
    case CAIRN_FORMAT_JSON:
        write_json(call, levers, name);
        break;
    }
}
