#include "cli/view.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "cli/table.h"

static void add_cell(struct cairn_table *table, struct cairn_cell cell)
{
    switch (cell.kind) {
    case CAIRN_CELL_NULL:
    case CAIRN_CELL_BLOB:
        cairn_table_empty(table);
        break;
    case CAIRN_CELL_INTEGER:
        cairn_table_integer(table, cell.integer);
        break;
    case CAIRN_CELL_REAL:
        cairn_table_number(table, cell.real);
        break;
    case CAIRN_CELL_TEXT:
        cairn_table_text(table, cell.bytes);
        break;
    }
}

void cairn_view_query(const char *sql, const struct cairn_cell *parameters, int n_parameters,
                      struct cairn_store *store, enum cairn_format format, struct cairn_buffer *out)
{
    struct cairn_rows *rows = cairn_store_query(store, sql, parameters, n_parameters);
    int width = cairn_rows_width(rows);
    struct cairn_column *columns = cairn_calloc((size_t)width, sizeof *columns);
    struct cairn_table table;

    for (int i = 0; i < width; i++)
        columns[i].name = cairn_strdup(cairn_rows_name(rows, i));
    cairn_table_init(&table, columns, (size_t)width);
    while (cairn_rows_next(rows))
        for (int i = 0; i < width; i++)
            add_cell(&table, cairn_rows_cell(rows, i));
    cairn_rows_free(rows);
    if (cairn_table_rows(&table) > 0 || format != CAIRN_FORMAT_TEXT)
        cairn_table_write(&table, format, cairn_style_of(1), out);
    cairn_table_release(&table);
    for (int i = 0; i < width; i++)
        cairn_free((char *)columns[i].name);
    cairn_free(columns);
}

/* What a terminal shows of a study. */
static const struct section {
    const char *name, *sql;
} sections[] = {
    {"candidates", "SELECT rank, status, placement_summary AS placement, carbon_kg_per_year AS "
                   "\"kg/year\", excess_kg AS \"more kg\", replications AS n, broken_promises AS "
                   "broken FROM v_candidate WHERE study = :study LIMIT 12"},
    {"promises",
     "SELECT placement, workload, promise, verdict, promised, achieved, unit, text FROM "
     "v_promise WHERE study = :study AND (verdict <> 'kept' OR placement_id IN (SELECT "
     "placement FROM optimum WHERE study = :study))"},
    {"baselines", "SELECT baseline, status, coalesce(placement_summary, reason) AS placement, "
                  "carbon_kg AS kg, saving_kg AS \"saved kg\", 100 * saving_share AS \"saved %\" "
                  "FROM v_baseline WHERE study = :study"},
    {"bases", "SELECT basis, decides, placement, carbon_kg AS kg, answer_carbon_kg AS \"answer "
              "kg\", verdict, status FROM v_basis WHERE study = :study"},
    {"parts", "SELECT basis, part, sum(value) AS kg FROM v_footprint WHERE study = :study AND "
              "measure = 'carbon' AND placement_id = (SELECT placement FROM optimum WHERE study = "
              ":study) GROUP BY basis, part ORDER BY basis, kg DESC"},
    {"purchases", "SELECT place, item, name, count, times_bought AS bought, embodied_bought_kg AS "
                  "\"embodied kg\", price_bought_usd AS USD, peak_kw AS \"peak kW\", "
                  "energy_kwh_per_year AS \"kWh/year\" FROM v_purchase WHERE study = :study AND "
                  "is_answer"},
    {"pruned", "SELECT workload, pool, variant, reason, text FROM pruned WHERE study = :study"},
    {"flags", "SELECT DISTINCT subject, text FROM v_flag WHERE study = :study"},
};

void cairn_view_section(struct cairn_call *call, struct cairn_store *store, const char *title,
                        const char *section, int64_t study)
{
    struct cairn_cell id = CAIRN_INTEGER("study", study);
    struct cairn_buffer table;
    const struct section *s = sections;

    while (strcmp(s->name, section) != 0)
        s++;
    cairn_buffer_init(&table);
    cairn_view_query(s->sql, &id, 1, store, CAIRN_FORMAT_TEXT, &table);
    if (table.size > 0)
        cairn_buffer_appendf(&call->output->data, "\n%s\n%s", title, table.data);
    cairn_buffer_release(&table);
}

void cairn_view_optima(struct cairn_call *call, struct cairn_store *store, const int64_t *studies,
                       int n_studies)
{
    static const char *const text =
        "SELECT scenario, placement, basis, carbon_kg_per_year AS \"kg CO2e/year\", "
        "carbon_low_kg_per_year AS low, carbon_high_kg_per_year AS high, p_correct AS "
        "\"P(correct)\", runner_up, runner_up_excess_kg AS \"excess kg\", status FROM v_optimum "
        "WHERE point = 0 AND study IN (";
    static const char *const whole = "SELECT * FROM v_optimum WHERE point = 0 AND study IN (";
    enum cairn_format format = cairn_call_format(call);
    struct cairn_buffer sql;

    if (n_studies == 0 && format == CAIRN_FORMAT_TEXT)
        return;
    cairn_buffer_init(&sql);
    cairn_buffer_puts(&sql, format == CAIRN_FORMAT_TEXT ? text : whole);
    for (int i = 0; i < n_studies; i++)
        cairn_buffer_appendf(&sql, "%s%lld", i > 0 ? ", " : "", (long long)studies[i]);
    cairn_buffer_puts(&sql, ") ORDER BY scenario, study");
    if (format == CAIRN_FORMAT_TEXT)
        cairn_buffer_putc(&call->output->data, '\n');
    cairn_view_query(sql.data, NULL, 0, store, format, &call->output->data);
    cairn_buffer_release(&sql);
}
