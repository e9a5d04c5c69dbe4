#include "study/points.h"

#include <math.h>

#include "base/alloc.h"
#include "base/number.h"

/* ---- all points ---- */

void cairn_points_init(struct cairn_points *points, const struct cairn_scenario *scenario)
{
    const struct cairn_sweep *sweep = &scenario->sweep;
    struct cairn_stream_key key = {.seed = scenario->time.seed, .purpose = CAIRN_PURPOSE_DESIGN};

    *points = (struct cairn_points){.scenario = scenario};
    points->spread = scenario->n_varies > 0 && sweep->design != CAIRN_FACTORIAL;
    points->n = sweep->n;
    if (!points->spread)
        return;
    points->u = cairn_calloc((size_t)scenario->n_varies, sizeof *points->u);
    cairn_design_init(&points->design,
                      sweep->design == CAIRN_SOBOL ? CAIRN_DESIGN_SOBOL
                                                   : CAIRN_DESIGN_LATIN_HYPERCUBE,
                      key, points->n, scenario->n_varies);
}

void cairn_points_release(struct cairn_points *points)
{
    if (points->spread)
        cairn_design_release(&points->design);
    cairn_free(points->u);
    *points = (struct cairn_points){0};
}

/* ---- one point ---- */

double cairn_vary_value(const struct cairn_vary *vary, int i)
{
    double share = (double)i / (vary->n - 1);

    if (vary->values)
        return vary->values[i];
    if (i == vary->n - 1)
        return vary->last;
    return vary->spacing == CAIRN_LOGARITHMIC ? vary->first * pow(vary->last / vary->first, share)
                                              : vary->first + (vary->last - vary->first) * share;
}

void cairn_vary_span(const struct cairn_vary *vary, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (int i = 0; i < vary->n; i++) {
        *low = fmin(*low, cairn_vary_value(vary, i));
        *high = fmax(*high, cairn_vary_value(vary, i));
    }
}

/* Which value of its list a vary has at a combination. */
static int listed_at(const struct cairn_scenario *scenario, int64_t point, int vary)
{
    int64_t rest = point - 1;

    for (int v = scenario->n_varies - 1; v > vary; v--)
        rest /= scenario->varies[v].n;
    return (int)(rest % scenario->varies[vary].n);
}

static double within_range(const struct cairn_vary *vary, double u)
{
    double from = vary->first, to = vary->last;
    double low = fmin(from, to), high = fmax(from, to);

    if (vary->whole) /* also on a logarithmic scale, by its steps */
        return vary->spacing == CAIRN_LOGARITHMIC
                   ? fmin(high, floor(low * pow((high + 1) / low, u)))
                   : fmin(high, floor(low + u * (high - low + 1)));
    return vary->spacing == CAIRN_LOGARITHMIC ? from * pow(to / from, u) : from + (to - from) * u;
}

/* Of words the number is which it is. */
static double number_at(const struct cairn_vary *vary, int i)
{
    return vary->words ? i : cairn_vary_value(vary, i);
}

void cairn_points_numbers(struct cairn_points *points, int64_t point, double *numbers)
{
    const struct cairn_scenario *scenario = points->scenario;

    if (points->spread)
        cairn_design_point(&points->design, point - 1, points->u);
    for (int v = 0; v < scenario->n_varies; v++) {
        const struct cairn_vary *vary = &scenario->varies[v];

        if (!points->spread)
            numbers[v] = number_at(vary, listed_at(scenario, point, v));
        else if (vary->from)
            numbers[v] = within_range(vary, points->u[v]);
        else
            numbers[v] = number_at(vary, (int)(points->u[v] * vary->n));
    }
}

/* What replaces the text of an attribute exactly; NULL: nothing, it is multiplied. */
static char *text_of(const struct cairn_vary *vary, double number)
{
    char text[CAIRN_NUMBER_SIZE];

    if (vary->words)
        return cairn_strdup(vary->words[(int)number]);
    if (vary->as == CAIRN_AS_MULTIPLIER)
        return NULL;
    cairn_number_exact(number, text);
    return cairn_format("%s%s%s", text, *vary->unit ? " " : "", vary->unit);
}

void cairn_setting_init(struct cairn_setting *setting, struct cairn_points *points, int64_t point)
{
    const struct cairn_scenario *scenario = points->scenario;
    size_t n = (size_t)scenario->n_varies;

    *setting = (struct cairn_setting){.scenario = scenario};
    setting->numbers = cairn_calloc(n, sizeof *setting->numbers);
    setting->values = cairn_calloc(n, sizeof *setting->values);
    setting->texts = cairn_calloc(n, sizeof *setting->texts);
    cairn_points_numbers(points, point, setting->numbers);
    for (int v = 0; v < scenario->n_varies; v++) {
        setting->values[v] = scenario->varies[v].words ? NAN : setting->numbers[v];
        setting->texts[v] = text_of(&scenario->varies[v], setting->numbers[v]);
    }
}

void cairn_setting_release(struct cairn_setting *setting)
{
    for (int v = 0; setting->scenario && v < setting->scenario->n_varies; v++)
        cairn_free(setting->texts[v]);
    cairn_free(setting->texts);
    cairn_free(setting->values);
    cairn_free(setting->numbers);
    *setting = (struct cairn_setting){0};
}

void cairn_setting_edits(const struct cairn_setting *setting, struct cairn_edit *edits)
{
    for (int v = 0; v < setting->scenario->n_varies; v++) {
        const struct cairn_vary *vary = &setting->scenario->varies[v];

        edits[v] = (struct cairn_edit){
            .select = vary->select,
            .value = setting->texts[v],
            .times = setting->values[v],
            .origin = vary->origin,
        };
    }
}
