#include "study/points.h"

#include <math.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/number.h"

/* ---- all points ---- */

static int64_t combinations(const struct cairn_scenario *scenario)
{
    int64_t n = scenario->n_varies > 0;

    for (int v = 0; v < scenario->n_varies; v++)
        n *= scenario->varies[v].n;
    return n;
}

void cairn_points_init(struct cairn_points *points, const struct cairn_scenario *scenario)
{
    const struct cairn_sweep *sweep = &scenario->sweep;
    struct cairn_stream_key key = {.seed = scenario->time.seed, .purpose = CAIRN_PURPOSE_DESIGN};

    *points = (struct cairn_points){.scenario = scenario};
    points->spread = scenario->n_varies > 0 && sweep->design != CAIRN_FACTORIAL;
    points->n = points->spread ? sweep->points : combinations(scenario);
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
    double from = vary->values[0], to = vary->values[vary->n - 1];
    double low = fmin(from, to), high = fmax(from, to);

    if (vary->whole) /* also on a logarithmic scale, by its steps */
        return vary->spacing == CAIRN_LOGARITHMIC
                   ? fmin(high, floor(low * pow((high + 1) / low, u)))
                   : fmin(high, floor(low + u * (high - low + 1)));
    return vary->spacing == CAIRN_LOGARITHMIC ? from * pow(to / from, u) : from + (to - from) * u;
}

static char *text_of(const struct cairn_vary *vary, double value)
{
    char number[CAIRN_NUMBER_SIZE];

    cairn_number_exact(value, number);
    return cairn_format("%s%s%s", number, *vary->unit ? " " : "", vary->unit);
}

static void set_listed(struct cairn_setting *setting, int vary, int at)
{
    const struct cairn_vary *of = &setting->scenario->varies[vary];

    setting->values[vary] = of->values[at];
    setting->texts[vary] = of->texts ? cairn_strdup(of->texts[at]) : NULL;
}

/* A share of the way through what varies. */
static void set_share(struct cairn_setting *setting, int vary, double u)
{
    const struct cairn_vary *of = &setting->scenario->varies[vary];

    if (!of->from) {
        set_listed(setting, vary, (int)(u * of->n));
        return;
    }
    setting->values[vary] = within_range(of, u);
    setting->texts[vary] = of->texts ? text_of(of, setting->values[vary]) : NULL;
}

void cairn_setting_init(struct cairn_setting *setting, struct cairn_points *points, int64_t point)
{
    const struct cairn_scenario *scenario = points->scenario;
    size_t n = (size_t)scenario->n_varies;

    *setting = (struct cairn_setting){.scenario = scenario};
    setting->values = cairn_calloc(n, sizeof *setting->values);
    setting->texts = cairn_calloc(n, sizeof *setting->texts);
    if (points->spread)
        cairn_design_point(&points->design, point - 1, points->u);
    for (int v = 0; v < scenario->n_varies; v++)
        if (points->spread)
            set_share(setting, v, points->u[v]);
        else
            set_listed(setting, v, listed_at(scenario, point, v));
}

void cairn_setting_release(struct cairn_setting *setting)
{
    for (int v = 0; setting->scenario && v < setting->scenario->n_varies; v++)
        cairn_free(setting->texts[v]);
    cairn_free(setting->texts);
    cairn_free(setting->values);
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

char *cairn_setting_words(const struct cairn_setting *setting)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    for (int v = 0; v < setting->scenario->n_varies; v++) {
        const struct cairn_vary *vary = &setting->scenario->varies[v];
        double value = setting->values[v];

        cairn_buffer_appendf(&text, "%s%s ", v > 0 ? "; " : "", vary->subject);
        if (!setting->texts[v])
            cairn_buffer_appendf(&text, "x %.4g", value);
        else if (isnan(value))
            cairn_buffer_puts(&text, setting->texts[v]);
        else
            cairn_buffer_appendf(&text, "%.4g%s%s", value, *vary->unit ? " " : "", vary->unit);
    }
    return cairn_buffer_take(&text);
}
