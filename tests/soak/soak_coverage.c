/*
 * Do nominal 95 % intervals hold what is true in 93.5 to 96.5 % of the runs? A table for
 * docs/VALIDATION.md; fails where one does not.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/coverage.h"

int main(int argc, char **argv)
{
    int runs = argc > 1 ? atoi(argv[1]) : 10000;
    int failures = 0;

    printf("| case | figure | truth | mean of runs | mean half-width | covered (%d runs) | "
           "replications |\n|---|---|---|---|---|---|---|\n",
           runs);
    for (int c = 0; c < COVERAGE_CASES; c++) {
        struct coverage coverage;

        coverage_measure(&coverage, (enum coverage_case)c, runs);
        for (int f = 0; f < COVERAGE_FIGURES; f++) {
            double share = (double)coverage.covered[f] / runs;
            const char *name = coverage_figure_name((enum coverage_figure)f);

            if (isnan(coverage.truth.value[f]))
                continue;
            printf("| %s | %s | %.6g | %.6g | %.2f %% | %.2f %% | %.1f |\n",
                   coverage_case_name((enum coverage_case)c), name, coverage.truth.value[f],
                   coverage.mean[f], 100.0 * coverage.half_width[f] / coverage.truth.value[f],
                   100.0 * share, coverage.replications);
            fflush(stdout);
            if (share < 0.935 || share > 0.965) {
                fprintf(stderr, "soak_coverage: %s, %s: %.2f %%\n",
                        coverage_case_name((enum coverage_case)c), name, 100.0 * share);
                failures++;
            }
        }
    }
    return failures > 0;
}
