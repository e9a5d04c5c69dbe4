/*
 * Do the breakpoints of exact sweeps agree with sweeps of 10,000 points, each of which accounts for
 * all candidates in the scenario with that value? A table for docs/VALIDATION.md. Fails where a
 * breakpoint is not between the two neighbouring points at which the sweep changes, or a total
 * differs by 1e-9, or more than a thousandth of the points' scenarios were looked at to find it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/swept.h"

enum { POINTS = 10000, ASKED = 21, LESS = 1000 };

static const struct {
    const char *name, *file, *select, *range;
} sweeps[] = {
    {"far ends", "tests/study/far.xml", "//grid/intensity/@value",
     "from=\"1 gCO2e/kWh\" to=\"4000 gCO2e/kWh\" scale=\"log\""},
    {"mixed", "tests/study/mixed.xml",
     "//grid[@id='south']/intensity[@kind='average' and @scope='life-cycle']/@value",
     "from=\"5 gCO2e/kWh\" to=\"1200 gCO2e/kWh\""},
    {"store-cameras", "scenarios/store-cameras.xml",
     "//grid[@id='PL']/intensity[@kind='long-run']/@value",
     "from=\"1 gCO2e/kWh\" to=\"900 gCO2e/kWh\""},
};

static bool measure(size_t which, int points)
{
    char more[400];
    struct swept swept;
    struct swept_plain plain;
    struct cairn_exact exact;
    int changes, agree, made;
    double worst;
    bool good;

    snprintf(more, sizeof more, "<vary select=\"%s\" %s points=\"%d\"/>", sweeps[which].select,
             sweeps[which].range, points);
    swept_init(&swept, sweeps[which].file, more);
    cairn_exact_init(&exact, &swept.question, 0, &swept.limits);
    if (exact.status != CAIRN_EXACT) {
        fprintf(stderr, "soak_breakpoints: %s: %s\n", sweeps[which].name, exact.why);
        return false;
    }
    swept_plain_init(&plain, &swept, ASKED, exact.last.question.n_replications);
    agree = swept_agreement(&plain, &swept, &exact, &changes, &worst);
    good = agree == changes && changes == exact.envelope.n - 1 && worst <= 1e-9;
    made = exact.stations.n;
    good = good && made <= points / LESS;
    printf("| %s | %d | %d | %d | %d | %.0fx | %d | %.0fx | %s |\n", sweeps[which].name,
           plain.n_candidates, changes, agree, exact.n_answers, (double)points / exact.n_answers,
           made, (double)points / made, worst <= 1e-12 ? "below 1e-12" : "below 1e-9");
    fflush(stdout);
    swept_plain_release(&plain, &swept);
    cairn_exact_release(&exact);
    swept_release(&swept);
    return good;
}

int main(int argc, char **argv)
{
    int points = argc > 1 ? atoi(argv[1]) : POINTS;
    bool good = true;

    printf(
        "| sweep of %d points | candidates | changes | at a breakpoint | whole questions asked | "
        "less | scenarios looked at in all | less | totals differ |\n"
        "|---|---|---|---|---|---|---|---|---|\n",
        points);
    for (size_t i = 0; i < sizeof sweeps / sizeof *sweeps; i++)
        good = measure(i, points) && good;
    return !good;
}
