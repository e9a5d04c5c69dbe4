#include "cli/studies.h"

#include <string.h>

#include "base/alloc.h"
#include "base/nearest.h"

const struct cairn_option cairn_option_study = {
    .name = "study",
    .kind = CAIRN_OPTION_TEXT,
    .value = "NAME",
    .help = "only the scenario of this name",
};

const char *cairn_studies_file(struct cairn_call *call)
{
    const char *db = cairn_options_text(&call->options, &cairn_option_db, NULL);

    if (call->options.n_arguments == 0)
        return db ? db : "results/cairn.sqlite";
    if (!db)
        return call->options.arguments[0];
    cairn_call_fail(call, 0, "one results file: \"%s\" or \"%s\"?", db, call->options.arguments[0]);
    return NULL;
}

bool cairn_studies_has(struct cairn_call *call, struct cairn_store *store, const char *path,
                       const char *study)
{
    struct cairn_rows *rows =
        cairn_store_query(store, "SELECT DISTINCT scenario FROM study ORDER BY scenario", NULL, 0);
    char **names = NULL;
    size_t capacity = 0;
    size_t n = 0;
    bool found = false;
    const char *near;

    while (cairn_rows_next(rows)) {
        names = cairn_grow(names, &capacity, n + 1, sizeof *names);
        names[n++] = cairn_strdup(cairn_rows_cell(rows, 0).bytes);
        found |= !study || strcmp(names[n - 1], study) == 0;
    }
    if (cairn_rows_free(rows) != CAIRN_STORE_OK)
        cairn_call_fail(call, 0, "%s", cairn_store_text(store));
    else if (n == 0)
        cairn_call_fail(call, 0, "%s: no study is in this file yet", path);
    else if (!found) {
        near = cairn_nearest(study, (const char *const *)names, n);
        cairn_call_fail(call, 0, "%s: no study \"%s\"%s%s%s", path, study,
                        near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
    }
    for (size_t i = 0; i < n; i++)
        cairn_free(names[i]);
    cairn_free(names);
    return found;
}
