#include "study/years.h"

#include <math.h>

#include "base/alloc.h"

double cairn_years_course(const struct cairn_yearly *course, int year)
{
    if (year <= 1)
        return 1;
    if (course->n_values > 0)
        return course->values[year - 2 < course->n_values ? year - 2 : course->n_values - 1];
    return pow(1 + course->change, year - 1);
}

double cairn_years_demand(const struct cairn_demand *demand, int year)
{
    double most = demand->saturation;

    if (isnan(most))
        return cairn_years_course(&demand->course, year);
    return most /
           (1 + (most - 1) * exp(-log1p(demand->course.change) * most / (most - 1) * (year - 1)));
}

double cairn_years_response(const struct cairn_demand *demand, double before, double ratio)
{
    return exp((1 - demand->adjustment) * log(before) -
               demand->adjustment * demand->elasticity * log(ratio));
}

struct making {
    struct cairn_edit *edits;
    char **texts; /* owned, as many */
    int n;
};

static void multiply(struct making *m, const char *select, double times, struct cairn_origin origin)
{
    m->edits[m->n++] = (struct cairn_edit){.select = select, .times = times, .origin = origin};
}

static void move(struct making *m, const struct cairn_trend *trends, int n, int year)
{
    for (int i = 0; i < n; i++)
        multiply(m, trends[i].select, cairn_years_course(&trends[i].course, year),
                 trends[i].origin);
}

/* [POLICY] */
double cairn_years_policy(const struct cairn_growth_policy *policy, double first,
                          const struct cairn_scenario *scenario, int year)
{
    return first * pow(1 + policy->change, scenario->growth.from + year - 1 - policy->begins);
}

static void set_year(struct making *m, const char *select, int year, struct cairn_origin origin)
{
    m->texts[m->n] = cairn_format("%d", year);
    m->edits[m->n] =
        (struct cairn_edit){.select = select, .value = m->texts[m->n], .origin = origin};
    m->n++;
}

static void gain(struct making *m, const struct cairn_year_question *question)
{
    const struct cairn_scenario *s = question->scenario;
    const struct cairn_growth_policy *policy = question->policy;

    move(m, s->gains, s->n_gains, question->year);
    set_year(m, "/scenario/growth/@from", s->growth.from + question->year - 1, s->growth.origin);
    if (s->n_policies > 0) /* which begin after the first year, whatever that is */
        set_year(m, "//policy/@begins", s->growth.from + question->year, s->growth.origin);
    if (policy && policy->select && s->growth.from + question->year - 1 >= policy->begins)
        multiply(m, policy->select, cairn_years_policy(policy, policy->standard, s, question->year),
                 policy->origin);
}

static void grow(struct making *m, const struct cairn_year_question *question)
{
    const struct cairn_scenario *s = question->scenario;

    for (int d = 0; d < s->n_demands; d++) {
        m->texts[m->n] = cairn_format("//workload[@id='%s']/arrivals/@rate",
                                      s->workloads[s->demands[d].workload].id);
        multiply(m, m->texts[m->n],
                 cairn_years_demand(&s->demands[d], question->year) * question->responses[d],
                 s->demands[d].origin);
    }
}

struct cairn_scenario *cairn_years_make(struct cairn_template *from,
                                        const struct cairn_year_question *question,
                                        struct cairn_diag *diag)
{
    const struct cairn_scenario *s = question->scenario;
    size_t most = (size_t)(question->n_edits + s->n_trends + s->n_gains + s->n_demands) + 3;
    struct making m = {.edits = cairn_calloc(most, sizeof *m.edits),
                       .texts = cairn_calloc(most, sizeof *m.texts)};
    struct cairn_scenario *made;

    for (int i = 0; i < question->n_edits; i++)
        m.edits[m.n++] = question->edits[i];
    if (question->year > 1) {
        move(&m, s->trends, s->n_trends, question->year);
        if (question->gains)
            gain(&m, question);
        if (question->responses)
            grow(&m, question);
    }
    made = cairn_template_make(from, m.edits, m.n, diag);
    for (size_t i = 0; i < most; i++)
        cairn_free(m.texts[i]);
    cairn_free(m.texts);
    cairn_free(m.edits);
    return made;
}
