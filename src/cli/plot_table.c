/* The figures there are. */

#include "cli/plot.h"

#define PLOTS(PLOT)                                                                     \
    PLOT("carbon-by-part", carbon_by_part, "what emits: the answer against its rivals") \
    PLOT("flips", flips, "numbers at which another placement would win")                \
    PLOT("breakpoints", breakpoints, "which placement is best along one number")        \
    PLOT("cells", cells, "which placement is best over two numbers")                    \
    PLOT("pareto", pareto, "carbon against money, energy, water and latency")           \
    PLOT("latency", latency, "times of each workload against what is promised")         \
    PLOT("uncertainty", uncertainty, "candidates over draws of what is uncertain")      \
    PLOT("sensitivity", sensitivity, "which of what is uncertain the total comes from") \
    PLOT("growth", growth, "carbon year by year, and what moves it")

#define DECLARE(name, word, about) extern const char cairn_##word##_sql[], cairn_##word##_gp[];
PLOTS(DECLARE)
#undef DECLARE

const struct cairn_plot cairn_plots[] = {
#define ROW(name, word, about) {name, about, cairn_##word##_sql, cairn_##word##_gp},
    PLOTS(ROW)
#undef ROW
        {.name = NULL},
};

const char *const cairn_plot_names[] = {
#define NAME(name, word, about) name,
    PLOTS(NAME)
#undef NAME
        NULL,
};

const char *const cairn_plot_formats[] = {"svg", "pdf", "png", "gp", NULL};
