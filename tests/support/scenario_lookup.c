/* Stand-ins for the look-ups of a scenario, until the library has them; its own take precedence. */
#include <string.h>

#include <cairn/scenario.h>

#define STAND_IN __attribute__((weak))

STAND_IN int cairn_scenario_profile(const struct cairn_scenario *s, int variant, int hardware)
{
    for (int i = 0; i < s->n_profiles; i++)
        if (s->profiles[i].variant == variant && s->profiles[i].hardware == hardware)
            return i;
    return CAIRN_NONE;
}

STAND_IN int cairn_scenario_link(const struct cairn_scenario *s, int site, int region)
{
    for (int i = 0; i < s->n_links; i++)
        if (s->links[i].from == site && s->links[i].to == region)
            return i;
    return CAIRN_NONE;
}
