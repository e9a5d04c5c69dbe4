#include "study/remembered.h"

#include <math.h>

#include "base/alloc.h"

void cairn_remembered_init(struct cairn_remembered *remembered,
                           const struct cairn_scenario *scenario)
{
    size_t n = (size_t)scenario->n_demands + 1;

    *remembered = (struct cairn_remembered){.least = cairn_calloc(n, sizeof(double)),
                                            .most = cairn_calloc(n, sizeof(double))};
    for (size_t d = 0; d < n; d++)
        remembered->least[d] = remembered->most[d] = 1;
}

void cairn_remembered_release(struct cairn_remembered *remembered)
{
    for (int i = 0; i < remembered->n; i++)
        cairn_placement_release(&remembered->placements[i]);
    cairn_free(remembered->placements);
    cairn_free(remembered->least);
    cairn_free(remembered->most);
}

int cairn_remembered_add(struct cairn_remembered *remembered,
                         const struct cairn_placement *placement,
                         const struct cairn_scenario *scenario)
{
    for (int i = 0; i < remembered->n; i++)
        if (cairn_placement_equal(&remembered->placements[i], placement, scenario))
            return i;
    remembered->placements = cairn_grow(remembered->placements, &remembered->capacity,
                                        (size_t)remembered->n + 1, sizeof *remembered->placements);
    cairn_placement_copy(&remembered->placements[remembered->n], placement, scenario);
    return remembered->n++;
}

void cairn_remembered_reach(struct cairn_remembered *remembered, const double *multiples, int n)
{
    for (int d = 0; d < n; d++) {
        remembered->least[d] = fmin(remembered->least[d], multiples[d]);
        remembered->most[d] = fmax(remembered->most[d], multiples[d]);
    }
}
