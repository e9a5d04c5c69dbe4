#include "cli/check_catalogue.h"

#include <string.h>

/* One row per kind: its entries, of which those count that stand in the file itself. */
#define KINDS(KIND)                                     \
    KIND(grids, "grid", "grids")                        \
    KIND(hardware, "hardware", "hardware")              \
    KIND(models, "model", "models")                     \
    KIND(profiles, "profile", "profiles")               \
    KIND(services, "service", "services")               \
    KIND(accesses, "access network", "access networks") \
    KIND(datacentres, "data centre", "data centres")    \
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

void cairn_check_catalogue_json(const char *path, const struct cairn_scenario *catalogue,
                                struct cairn_json *json)
{
    int counts[N_KINDS];

    count(path, catalogue, counts);
    for (int i = 0; i < N_KINDS; i++)
        cairn_json_integer(json, kinds[i].key, counts[i]);
}
