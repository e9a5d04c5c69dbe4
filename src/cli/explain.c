#include "cli/explain.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/pivot.h"
#include "cli/view.h"
#include "cli/width.h"

/* Of a flip: from a tenth to ten times what the number is. Beyond that nobody plans. */
#define NEAR "coalesce(flips_at / nullif(value, 0) BETWEEN 0.1 AND 10, 0)"

enum { MOST_NAMED = 3 }; /* numbers that flip nothing */

/* In the order in which a reader asks. */
static const struct section {
    const char *title, *view, *where;
    int most;
} sections[] = {
    {"what runs where", "routes", "is_answer", 24},
    {"what was compared, best first: in what it differs", "candidates", "true", 8},
    {"what was simulated of the answer", "simulated", "true", 1},
    {"promises of the answer, and those that others break", "promises",
     "(is_answer OR verdict = 'broken')", 16},
    {"how near the answer is to what it was promised or allowed", "binding", "true", 6},
    {"what promises and budgets cost: placements with less that break one", "excluded", "true", 4},
    {"budgets", "budgets", "is_answer OR verdict = 'broken'", 12},
    {"why each workload went where it went: what its next best place has more, part by part",
     "next-best", "true", 24},
    {"what would have to change for another placement to be as good, from a tenth to tenfold",
     "flips", NEAR, 24},
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

/* Numbers of one other placement that make it as good nowhere near. */
struct unlikely {
    char *role;
    struct cairn_buffer names;
    int n;
};

static void put_unlikely(struct explanation *explanation, struct unlikely *unlikely,
                         struct cairn_buffer *out)
{
    struct cairn_buffer text;

    if (unlikely->n == 0)
        return;
    cairn_buffer_init(&text);
    cairn_buffer_appendf(&text, "%s: no value in that range of %s", unlikely->role,
                         unlikely->names.data);
    if (unlikely->n > MOST_NAMED)
        cairn_buffer_appendf(&text, " or %d more", unlikely->n - MOST_NAMED);
    cairn_buffer_puts(&text, " makes it as good");
    cairn_width_wrap(text.data, explanation->style.width, 4, out);
    cairn_buffer_release(&text);
    cairn_buffer_release(&unlikely->names);
    cairn_buffer_init(&unlikely->names);
    cairn_free(unlikely->role);
    unlikely->role = NULL;
    unlikely->n = 0;
}

/* A line for each other placement. */
static void write_unlikely(struct explanation *explanation, struct cairn_buffer *out)
{
    struct cairn_rows *rows = cairn_store_query(
        explanation->store,
        "SELECT coalesce(role, other), words FROM v_flip WHERE study = :study AND NOT " NEAR,
        &explanation->study, 1);
    struct unlikely unlikely = {.n = 0};

    cairn_buffer_init(&unlikely.names);
    while (cairn_rows_next(rows)) {
        const char *role = cairn_rows_cell(rows, 0).bytes;
        const char *name = cairn_rows_cell(rows, 1).bytes;

        if (unlikely.n > 0 && strcmp(unlikely.role, role) != 0)
            put_unlikely(explanation, &unlikely, out);
        if (unlikely.n == 0)
            unlikely.role = cairn_strdup(role);
        if (unlikely.n++ < MOST_NAMED)
            cairn_buffer_appendf(&unlikely.names, "%s%s", unlikely.n > 1 ? ", " : "", name);
    }
    put_unlikely(explanation, &unlikely, out);
    cairn_buffer_release(&unlikely.names);
    cairn_rows_free(rows);
}

/* How many were left out, and what shows them: a command, which nobody may break. */
static void write_more(struct explanation *explanation, const struct section *section, int n,
                       struct cairn_buffer *table)
{
    char *said = cairn_format("... and %d more:", n);
    char *shows = cairn_format("cairn show %s %s --study %s", explanation->path, section->view,
                               explanation->scenario);
    int width = cairn_width(said, strlen(said)) + 1 + cairn_width(shows, strlen(shows));
    bool fits = explanation->style.width == 0 || width <= explanation->style.width;

    cairn_buffer_appendf(table, "%s%s%s\n", said, fits ? " " : "\n    ", shows);
    cairn_free(said);
    cairn_free(shows);
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
        write_more(explanation, section, n - section->most, table);
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
    if (strcmp(section->view, "flips") == 0)
        write_unlikely(explanation, &table);
    if (table.size > 0) {
        cairn_buffer_appendf(explanation->out, "\n%s",
                             cairn_style_on(explanation->style, CAIRN_CYAN));
        cairn_width_wrap(section->title, explanation->style.width, 2, explanation->out);
        cairn_buffer_appendf(explanation->out, "%s%s", cairn_style_off(explanation->style),
                             table.data);
    }
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
