/* cairn compare A.db B.db: what changed between two results files. */

#include <math.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/style.h"
#include "cli/table.h"
#include "study/compare.h"

static const char *const matches[] = {
    [CAIRN_COMPARE_SAME] = "the same question",
    [CAIRN_COMPARE_OTHER] = "another question",
    [CAIRN_COMPARE_ONLY_A] = "only in the first",
    [CAIRN_COMPARE_ONLY_B] = "only in the second",
};

/* By how much more, as a share; NaN: there is no such number. */
static double change_of(const struct cairn_compared_answer *answer)
{
    return answer->value_a != 0 ? answer->value_b / answer->value_a - 1 : NAN;
}

static const char *scenario_of(const struct cairn_comparison *c, int study)
{
    return c->studies[study].scenario;
}

/* ---- tables ---- */

static void write_studies(struct cairn_call *call, const struct cairn_comparison *c)
{
    static const struct cairn_column columns[] = {
        {.name = "scenario"}, {.name = "question"}, {.name = "rows", .title = "rows that differ"}};
    struct cairn_table table;

    cairn_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (int s = 0; s < c->n_studies; s++)
        if (c->studies[s].rows > 0) {
            cairn_table_text(&table, c->studies[s].scenario);
            cairn_table_text(&table, matches[c->studies[s].match]);
            cairn_table_integer(&table, c->studies[s].rows);
        }
    cairn_call_table(call, &table);
    cairn_table_release(&table);
}

static void write_answers(struct cairn_call *call, const struct cairn_comparison *c)
{
    static const struct cairn_column columns[] = {
        {.name = "scenario"},
        {.name = "setting"},
        {.name = "placement_a", .title = "was"},
        {.name = "status_a", .title = "status"},
        {.name = "value_a", .title = "with", .digits = 6},
        {.name = "placement_b", .title = "is"},
        {.name = "status_b", .title = "status"},
        {.name = "value_b", .title = "with", .digits = 6},
        {.name = "unit"},
        {.name = "change", .title = "change %"},
    };
    struct cairn_table table;

    cairn_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (int i = 0; i < c->n_answers; i++) {
        const struct cairn_compared_answer *answer = &c->answers[i];

        cairn_table_text(&table, scenario_of(c, answer->study));
        cairn_table_text(&table, answer->setting);
        cairn_table_text(&table, answer->placement_a);
        cairn_table_text(&table, answer->status_a);
        cairn_table_number(&table, answer->value_a);
        cairn_table_text(&table, answer->placement_b);
        cairn_table_text(&table, answer->status_b);
        cairn_table_number(&table, answer->value_b);
        cairn_table_text(&table, answer->unit);
        cairn_table_number(&table, 100 * change_of(answer));
    }
    cairn_call_table(call, &table);
    cairn_table_release(&table);
}

static void write_tables(struct cairn_call *call, const struct cairn_comparison *c)
{
    static const struct cairn_column columns[] = {
        {.name = "table"},
        {.name = "changed"},
        {.name = "only_a", .title = "only in the first"},
        {.name = "only_b", .title = "only in the second"},
        {.name = "example"},
    };
    struct cairn_table table;

    cairn_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (int i = 0; i < c->n_tables; i++) {
        cairn_table_text(&table, c->tables[i].name);
        cairn_table_integer(&table, c->tables[i].changed);
        cairn_table_integer(&table, c->tables[i].only_a);
        cairn_table_integer(&table, c->tables[i].only_b);
        cairn_table_text(&table, c->tables[i].example);
    }
    cairn_call_table(call, &table);
    cairn_table_release(&table);
}

static void write_text(struct cairn_call *call, const struct cairn_comparison *c)
{
    if (c->identical)
        return;
    write_studies(call, c);
    cairn_buffer_putc(&call->output->data, '\n');
    if (c->n_answers > 0) {
        write_answers(call, c);
        cairn_buffer_putc(&call->output->data, '\n');
    }
    write_tables(call, c);
}

/* ---- JSON ---- */

static void write_json_answers(struct cairn_json *json, const struct cairn_comparison *c)
{
    cairn_json_array(json, "answers");
    for (int i = 0; i < c->n_answers; i++) {
        const struct cairn_compared_answer *answer = &c->answers[i];

        cairn_json_object(json, NULL);
        cairn_json_text(json, "scenario", scenario_of(c, answer->study));
        cairn_json_integer(json, "point", answer->point);
        cairn_json_text(json, "setting", answer->setting);
        cairn_json_text(json, "placement_a", answer->placement_a);
        cairn_json_text(json, "status_a", answer->status_a);
        cairn_json_number(json, "value_a", answer->value_a);
        cairn_json_text(json, "placement_b", answer->placement_b);
        cairn_json_text(json, "status_b", answer->status_b);
        cairn_json_number(json, "value_b", answer->value_b);
        cairn_json_text(json, "unit", answer->unit);
        cairn_json_number(json, "change", change_of(answer));
        cairn_json_end(json);
    }
    cairn_json_end(json);
}

static void write_json(struct cairn_call *call, const struct cairn_comparison *c)
{
    struct cairn_json json;

    cairn_json_init(&json, &call->output->data);
    cairn_json_object(&json, NULL);
    cairn_json_bool(&json, "identical", c->identical);
    cairn_json_array(&json, "studies");
    for (int s = 0; s < c->n_studies; s++) {
        cairn_json_object(&json, NULL);
        cairn_json_text(&json, "scenario", c->studies[s].scenario);
        cairn_json_text(&json, "question", matches[c->studies[s].match]);
        cairn_json_integer(&json, "rows", c->studies[s].rows);
        cairn_json_end(&json);
    }
    cairn_json_end(&json);
    write_json_answers(&json, c);
    cairn_json_array(&json, "tables");
    for (int i = 0; i < c->n_tables; i++) {
        cairn_json_object(&json, NULL);
        cairn_json_text(&json, "table", c->tables[i].name);
        cairn_json_integer(&json, "changed", c->tables[i].changed);
        cairn_json_integer(&json, "only_a", c->tables[i].only_a);
        cairn_json_integer(&json, "only_b", c->tables[i].only_b);
        cairn_json_text(&json, "example", c->tables[i].example);
        cairn_json_end(&json);
    }
    cairn_json_end(&json);
    cairn_json_end(&json);
}

/* ---- the command ---- */

static int compare(struct cairn_call *call, struct cairn_store *a, struct cairn_store *b)
{
    struct cairn_comparison comparison;
    int status;

    cairn_comparison_init(&comparison, a, b);
    if (cairn_store_status(a) != CAIRN_STORE_OK || cairn_store_status(b) != CAIRN_STORE_OK) {
        status = cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s",
                                 cairn_store_text(cairn_store_status(a) != CAIRN_STORE_OK ? a : b));
    } else {
        status = comparison.identical ? CAIRN_EXIT_FINE : CAIRN_EXIT_FAILED;
        switch (cairn_call_format(call)) {
        case CAIRN_FORMAT_TEXT:
            write_text(call, &comparison);
            break;
        case CAIRN_FORMAT_CSV:
            write_answers(call, &comparison);
            break;
        case CAIRN_FORMAT_JSON:
            write_json(call, &comparison);
            break;
        }
        if (comparison.identical)
            cairn_call_say(call, "identical: %d %s", comparison.n_studies,
                           comparison.n_studies == 1 ? "study" : "studies");
    }
    cairn_comparison_release(&comparison);
    return status;
}

static int run(struct cairn_call *call)
{
    struct cairn_store *stores[2] = {NULL, NULL};
    int status = CAIRN_EXIT_FINE;

    for (int i = 0; i < 2 && status == CAIRN_EXIT_FINE; i++)
        if (cairn_store_open(&stores[i], call->options.arguments[i], CAIRN_STORE_READ) !=
            CAIRN_STORE_OK)
            status = cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(stores[i]));
    if (status == CAIRN_EXIT_FINE)
        status = compare(call, stores[0], stores[1]);
    for (int i = 0; i < 2; i++)
        if (stores[i])
            cairn_store_close(stores[i]);
    return status;
}

static const struct cairn_option *const options[] = {
    &cairn_option_json,
    &cairn_option_csv,
    &cairn_option_quiet,
    NULL,
};

const struct cairn_command cairn_cmd_compare = {
    .name = "compare",
    .arguments = "A B",
    .help = "say what changed from one results file to another",
    .details =
        "Studies meet by their question, else by the name of their scenario. All that a question\n"
        "decides is compared to the bit; who computed it, when and how fast is not. Printed are\n"
        "studies that differ, answers that are other ones, and how many rows of which table\n"
        "differ; with --csv the answers alone.\n"
        "The exit status is 0 where the files are identical, and 1 where they are not or one of\n"
        "them cannot be read, which is said then.\n",
    .examples = "cairn compare before.sqlite after.sqlite\n"
                "cairn compare a.sqlite b.sqlite --quiet && echo the same\n",
    .least = 2,
    .most = 2,
    .options = options,
    .run = run,
};
