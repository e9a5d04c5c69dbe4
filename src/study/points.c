#include "study/points.h"

#include <math.h>

#include "base/alloc.h"
#include "base/buffer.h"

int64_t cairn_points_count(const struct cairn_scenario *scenario)
{
    int64_t n = scenario->n_varies > 0;

    for (int v = 0; v < scenario->n_varies; v++)
        n *= scenario->varies[v].n;
    return n;
}

int cairn_points_value(const struct cairn_scenario *scenario, int64_t point, int vary)
{
    int64_t rest = point - 1;

    for (int v = scenario->n_varies - 1; v > vary; v--)
        rest /= scenario->varies[v].n;
    return (int)(rest % scenario->varies[vary].n);
}

void cairn_points_edits(const struct cairn_scenario *scenario, int64_t point,
                        struct cairn_edit *edits)
{
    for (int v = 0; v < scenario->n_varies; v++) {
        const struct cairn_vary *vary = &scenario->varies[v];
        int at = cairn_points_value(scenario, point, v);

        edits[v] = (struct cairn_edit){
            .select = vary->select,
            .value = vary->texts ? vary->texts[at] : NULL,
            .times = vary->values[at],
            .origin = vary->origin,
        };
    }
}

char *cairn_points_setting(const struct cairn_scenario *scenario, int64_t point)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    for (int v = 0; v < scenario->n_varies; v++) {
        const struct cairn_vary *vary = &scenario->varies[v];
        int at = cairn_points_value(scenario, point, v);

        cairn_buffer_appendf(&text, "%s%s ", v > 0 ? "; " : "", vary->subject);
        if (!vary->texts)
            cairn_buffer_appendf(&text, "x %.4g", vary->values[at]);
        else if (isnan(vary->values[at]))
            cairn_buffer_puts(&text, vary->texts[at]);
        else
            cairn_buffer_appendf(&text, "%.4g%s%s", vary->values[at], *vary->unit ? " " : "",
                                 vary->unit);
    }
    return cairn_buffer_take(&text);
}
