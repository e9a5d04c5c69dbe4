#include "cli/explain.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/pivot.h"
#include "cli/view.h"

/* In the order in which a reader asks. */
static const struct section {
    const char *title, *view, *where;
    int most;
} sections[] = {
    {"what runs where", "routes", "is_answer", 24},
    {"what was compared, best first: in what it differs", "candidates", "true", 8},
    {"what was simulated of the answer", "simulated", "point = 0", 1},
    {"promises of the answer, and those that others break", "promises",
     "(is_answer OR verdict = 'broken')", 16},
    {"how near the answer is to what it was promised or allowed", "binding", "true", 6},
    {"what promises and budgets cost: placements with less that break one", "excluded", "true", 4},
    {"budgets", "budgets", "is_answer OR verdict = 'broken'", 12},
    {"why each workload went where it went: what its next best place has more, part by part",
     "next-best", "true", 24},
    {"what would have to change for another placement to be as good", "flips", "true", 24},
    {"fronts of these candidates: carbon against something else, least carbon first", "pareto",
     "true", 24},
    {"against the baselines", "baselines", "true", 12},
    {"under each accounting basis", "bases", "true", 12},
    {"what emits, in kgCO2e a year under the basis that decides", "parts", "decides", 0},
    {"what to have or buy, with the kg CO2e of making it", "purchases", "is_answer", 24},
    {"how the choice narrowed", "narrowing", "true", 24},
    {"ruled out before simulation", "pruned", "true", 16},
    {"to know before trusting a figure", "flags", "true", 16},
};

struct explanation {
    struct cairn_store *store;
    struct cairn_cell study;
    struct cairn_style style;
    const char *path, *scenario;
    struct cairn_buffer *out;
};

/* Parts stand side by side, a column for each placement. */
static void write_parts(struct explanation *explanation, struct cairn_buffer *table)
{
    struct cairn_rows *rows = cairn_store_query(
        explanation->store,
        "SELECT part, role, carbon_kg_per_year FROM v_part WHERE study = :study AND decides",
        &explanation->study, 1);
    struct cairn_pivot pivot;

    cairn_pivot_init(&pivot);
    while (cairn_rows_next(rows)) {
        char *part = cairn_strdup(cairn_rows_cell(rows, 0).bytes);

        cairn_pivot_add(&pivot, part, cairn_rows_cell(rows, 1).bytes,
                        cairn_rows_cell(rows, 2).real);
        cairn_free(part);
    }
    cairn_rows_free(rows);
    cairn_pivot_write(&pivot, "part", "in all", explanation->style, table);
    cairn_pivot_release(&pivot);
}

static void write_rows(struct explanation *explanation, const struct section *section,
                       struct cairn_buffer *table)
{
    char *where = cairn_format("study = :study AND %s", section->where);
    struct cairn_view_request request = {
        .view = cairn_view_find(section->view),
        .where = where,
        .parameters = &explanation->study,
        .n_parameters = 1,
        .brief = true,
        .alone = true,
        .most = section->most,
    };
    int n;

    cairn_view_write(&request, explanation->store, CAIRN_FORMAT_TEXT, explanation->style, table,
                     &n);
    if (n > section->most)
        cairn_buffer_appendf(table, "... and %d more: cairn show %s %s --study %s\n",
                             n - section->most, explanation->path, section->view,
                             explanation->scenario);
    cairn_free(where);
}

static void write_section(struct explanation *explanation, const struct section *section)
{
    struct cairn_buffer table;

    cairn_buffer_init(&table);
    if (strcmp(section->view, "parts") == 0)
        write_parts(explanation, &table);
    else
        write_rows(explanation, section, &table);
    if (table.size > 0)
        cairn_buffer_appendf(explanation->out, "\n%s%s%s\n%s",
                             cairn_style_on(explanation->style, CAIRN_CYAN), section->title,
                             cairn_style_off(explanation->style), table.data);
    cairn_buffer_release(&table);
}

void cairn_explain(struct cairn_call *call, struct cairn_store *store, const char *path,
                   int64_t study)
{
    struct explanation explanation = {
        .store = store,
        .study = CAIRN_INTEGER("study", study),
        .style = cairn_style_of(STDOUT_FILENO),
        .path = path,
        .out = &call->output->data,
    };
    struct cairn_rows *rows = cairn_store_query(
        store, "SELECT scenario FROM study WHERE id = :study", &explanation.study, 1);
    char *scenario = cairn_strdup(cairn_rows_next(rows) ? cairn_rows_cell(rows, 0).bytes : "");

    cairn_rows_free(rows);
    explanation.scenario = scenario;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        write_section(&explanation, &sections[i]);
    cairn_free(scenario);
}

void cairn_explain_json(struct cairn_store *store, const char *where, struct cairn_buffer *out)
{
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        struct cairn_view_request request = {
            .view = cairn_view_find(sections[i].view),
            .where = where,
        };

        cairn_buffer_appendf(out, ",\n\"%s\": ", sections[i].view);
        cairn_view_write(&request, store, CAIRN_FORMAT_JSON, cairn_style_of(STDOUT_FILENO), out,
                         NULL);
    }
}
