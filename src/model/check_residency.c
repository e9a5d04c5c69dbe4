/* check_residency.c - where data may be processed: areas that some place lies in */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "model/check.h"

struct areas {
    const struct cairn_scenario *scenario;
    struct cairn_diag *diag;
    char **names; /* of all places, each once, in alphabetical order */
    size_t n;
};

/* Appends the words of a list. */
static void add_areas(struct areas *areas, size_t *capacity, const char *words)
{
    while (words && *words) {
        size_t size = strcspn(words, " ");

        areas->names = cairn_grow(areas->names, capacity, areas->n + 1, sizeof *areas->names);
        areas->names[areas->n++] = cairn_strndup(words, size);
        words += size + strspn(words + size, " ");
    }
}

static int compare_areas(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

/* Those of all places, each once; many places may have them from one grid. */
static void index_areas(struct areas *areas)
{
    const struct cairn_scenario *scenario = areas->scenario;
    bool *seen = cairn_calloc((size_t)scenario->n_grids, sizeof *seen);
    size_t capacity = 0, n = 0;

    for (int i = 0; i < scenario->n_places; i++) {
        const struct cairn_place *place = &scenario->places[i];
        bool of_grid = place->grid != CAIRN_NONE &&
                       place->jurisdiction == scenario->grids[place->grid].jurisdiction;

        if (!of_grid || !seen[place->grid])
            add_areas(areas, &capacity, place->jurisdiction);
        if (of_grid)
            seen[place->grid] = true;
    }
    cairn_free(seen);
    if (areas->n > 1)
        qsort(areas->names, areas->n, sizeof *areas->names, compare_areas);
    for (size_t i = 0; i < areas->n; i++)
        if (n > 0 && strcmp(areas->names[n - 1], areas->names[i]) == 0)
            cairn_free(areas->names[i]);
        else
            areas->names[n++] = areas->names[i];
    areas->n = n;
}

static int compare_area(const void *area, const void *with)
{
    const char *const *other = with;

    return strcmp(area, *other);
}

/* The area itself, or one that is nearly called that, or NULL. */
static const char *nearest_area(const struct areas *areas, const char *area,
                                struct cairn_origin origin)
{
    if (areas->n > 0 && bsearch(area, areas->names, areas->n, sizeof *areas->names, compare_area))
        return area;
    return cairn_diag_keeps(areas->diag, CAIRN_ERROR, origin.file, origin.line)
               ? cairn_nearest(area, (const char *const *)areas->names, areas->n)
               : NULL;
}

/* A legal area that no place lies in is a slip, or a promise that nothing can keep. */
static void check_residency(const struct areas *areas, const struct cairn_workload *workload)
{
    const char *at = workload->promise.residency;
    const struct cairn_origin origin = workload->promise.origin;

    while (at && *at) {
        size_t size = strcspn(at, " ");
        char *area = cairn_strndup(at, size);
        const char *near = nearest_area(areas, area, origin);

        if (!near)
            cairn_diag_error(areas->diag, origin.file, origin.line,
                             "residency \"%s\" of workload \"%s\": no place lies there", area,
                             workload->id);
        else if (strcmp(near, area) != 0)
            cairn_diag_error(areas->diag, origin.file, origin.line,
                             "residency \"%s\" of workload \"%s\": no place lies there; did you "
                             "mean \"%s\"?",
                             area, workload->id, near);
        cairn_free(area);
        at += size + strspn(at + size, " ");
    }
}

void cairn_check_residency(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    struct areas areas = {.scenario = scenario, .diag = diag};

    index_areas(&areas);
    for (int i = 0; i < scenario->n_workloads; i++)
        check_residency(&areas, &scenario->workloads[i]);
    for (size_t i = 0; i < areas.n; i++)
        cairn_free(areas.names[i]);
    cairn_free(areas.names);
}
