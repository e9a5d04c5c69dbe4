#include "cli/check_catalogue.h"

#include <string.h>

/* One row per kind: its entries, of which those count that stand in the file itself. */
#define KINDS(KIND)                                     \
    KIND(grids, "grid", "grids")                        \
    KIND(fuels, "fuel", "fuels")                        \
    KIND(hardware, "hardware", "hardware")              \
    KIND(models, "model", "models")                     \
    KIND(profiles, "profile", "profiles")               \
    KIND(services, "service", "services")               \
    KIND(accesses, "access network", "access networks") \
    KIND(datacentres, "data centre", "data centres")    \
    KIND(coolings, "cooling", "coolings")               \
    KIND(climates, "climate", "climates")               \
    KIND(media, "medium", "media")                      \
    KIND(shapes, "shape", "shapes")                     \
    KIND(surges, "surge", "surges")                     \
    KIND(sources, "source", "sources")

static const struct {
    const char *key, *one, *many;
} kinds[] = {
#define KIND_ENTRY(list, one, many) {#list, one, many},
    KINDS(KIND_ENTRY)
#undef KIND_ENTRY
};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

static void count(const char *path, const struct cairn_scenario *catalogue, int counts[N_KINDS])
{
    int kind = 0;

#define KIND_COUNT(list, one, many)                                        \
    counts[kind] = 0;                                                      \
    for (int i = 0; i < catalogue->n_##list; i++)                          \
        counts[kind] += strcmp(catalogue->list[i].origin.file, path) == 0; \
    kind++;
    KINDS(KIND_COUNT)
#undef KIND_COUNT
}

void cairn_check_catalogue_text(const char *path, const struct cairn_scenario *catalogue,
                                struct cairn_buffer *out)
{
    const char *before = ":";
    int counts[N_KINDS];

    count(path, catalogue, counts);
    cairn_buffer_appendf(out, "%s: valid catalogue", path);
    for (int i = 0; i < N_KINDS; i++)
        if (counts[i] > 0) {
            cairn_buffer_appendf(out, "%s %d %s", before, counts[i],
                                 counts[i] == 1 ? kinds[i].one : kinds[i].many);
            before = ",";
        }
    cairn_buffer_puts(out, *before == ':' ? ", empty\n" : "\n");
}

/* Does a diagnostic belong to the object of paths[at]? */
static bool belongs(const struct cairn_diag *diag, const struct cairn_diag_item *item,
                    const char *const *paths, int n, int at)
{
    for (int i = 0; i < n; i++)
        if (strcmp(diag->files[item->file], paths[i]) == 0)
            return i == at;
    return at == 0;
}

void cairn_check_found_json(const struct cairn_diag *diag, const char *const *paths, int n, int at,
                            struct cairn_json *json)
{
    static const char *const severities[] = {"error", "warning"};
    int64_t found[2] = {0, 0};

    for (size_t i = 0; i < diag->n_items; i++)
        found[diag->items[i].severity] += belongs(diag, &diag->items[i], paths, n, at);
    for (int i = 0; i < 2 && n <= 1; i++) /* with those that were too many to keep */
        found[i] = (int64_t)cairn_diag_count(diag, (enum cairn_severity)i);
    cairn_json_integer(json, "errors", found[CAIRN_ERROR]);
    cairn_json_integer(json, "warnings", found[CAIRN_WARNING]);
    cairn_json_array(json, "diagnostics");
    for (size_t i = 0; i < diag->n_items; i++) {
        const struct cairn_diag_item *item = &diag->items[i];

        if (!belongs(diag, item, paths, n, at))
            continue;
        cairn_json_object(json, NULL);
        cairn_json_text(json, "file", diag->files[item->file]);
        cairn_json_integer(json, "line", item->line);
        cairn_json_text(json, "severity", severities[item->severity]);
        cairn_json_text(json, "text", item->text);
        cairn_json_text(json, "notes", item->notes.size > 0 ? item->notes.data : NULL);
        cairn_json_end(json);
    }
    cairn_json_end(json);
}

void cairn_check_catalogue_json(const char *const *paths, int n, int at,
                                const struct cairn_scenario *catalogue,
                                const struct cairn_diag *diag, struct cairn_json *json)
{
    int counts[N_KINDS];

    cairn_json_object(json, NULL);
    cairn_json_text(json, "file", paths[at]);
    cairn_json_bool(json, "valid", catalogue != NULL);
    cairn_json_bool(json, "catalogue", true);
    if (catalogue)
        count(paths[at], catalogue, counts);
    for (int i = 0; i < N_KINDS && catalogue; i++)
        cairn_json_integer(json, kinds[i].key, counts[i]);
    cairn_check_found_json(diag, paths, n, at, json);
    cairn_json_end(json);
}
