/* Stand-in for a look-up of a scenario, until the library has it; its own takes precedence. */
#include <cairn/scenario.h>

#define STAND_IN __attribute__((weak))

STAND_IN int cairn_scenario_intensity(const struct cairn_scenario *s, int grid,
                                      enum cairn_intensity_kind kind,
                                      enum cairn_intensity_scope scope)
{
    const struct cairn_grid *g = &s->grids[grid];
    for (int i = g->first_intensity; i < g->first_intensity + g->n_intensities; i++)
        if (s->intensities[i].kind == kind && s->intensities[i].scope == scope)
            return i;
    return CAIRN_NONE;
}
