#ifndef CAIRN_CLI_PLOT_H
#define CAIRN_CLI_PLOT_H

/*
 * Figures of a study, drawn by gnuplot.
 *
 * A figure is two files in plots/, embedded into the program: NAME.sql says what is drawn, as
 * queries over the views of the results file, and NAME.gp how. `plots/style.gp` comes before each.
 *
 * A query stands behind a line `-- values` or `-- data NAME`, and may use :study; what stands
 * before the first of them, WITH ... AS (...), begins each. There are no semicolons. The columns of
 * the one row of `values` become variables of the script; `width` and `height` are the picture's
 * size in pixels, `title` and `caption` what stands above and below it (the caption is wrapped to
 * the width). The rows of `data` become the datablock $NAME, and NAME_n their number. A figure
 * whose `values` has no row, or whose first `data` has none, has nothing to show.
 *
 * Texts come from scenarios that anybody may have written. They reach gnuplot only in double
 * quotes, with everything but letters, digits and a few signs as octal escapes, so that none is
 * ever read as a command; gnuplot is started without a shell, reads from its standard input and
 * writes to its standard output.
 *
 * Not here: figures. What is not in a view of the file is not drawn.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "io/store.h"

struct cairn_plot {
    const char *name, *about;
    const char *queries, *script;
};

/* Ends with a row without a name. */
extern const struct cairn_plot cairn_plots[];

/* Names alone, in the same order; ends with NULL. */
extern const char *const cairn_plot_names[];

enum cairn_plot_format {
    CAIRN_PLOT_SVG,
    CAIRN_PLOT_PDF,
    CAIRN_PLOT_PNG,
    CAIRN_PLOT_GP, /* the script with its data, to be changed by hand */
};

/* "svg" and so on; ends with NULL. */
extern const char *const cairn_plot_formats[];

struct cairn_plot_text {
    struct cairn_buffer script;
    struct cairn_buffer title, caption;
    bool is_empty; /* the study has nothing to show in this figure; the rest is unfinished */
};

void cairn_plot_text_init(struct cairn_plot_text *text);
void cairn_plot_text_release(struct cairn_plot_text *text);

/* Composes what gnuplot is to read. */
enum cairn_store_status cairn_plot_compose(const struct cairn_plot *plot, struct cairn_store *store,
                                           int64_t study, enum cairn_plot_format format,
                                           struct cairn_plot_text *text);

/* Appends "text" as gnuplot reads it back, whatever is in it. */
void cairn_plot_quote(const char *text, struct cairn_buffer *out);

/*
 * Has gnuplot draw what was composed, and appends the picture. An SVG has the figure's title and
 * caption as its own, for those who do not see it. False with a message (no newline) where gnuplot
 * cannot be started or fails.
 */
bool cairn_plot_draw(const struct cairn_plot_text *text, enum cairn_plot_format format,
                     struct cairn_buffer *picture, struct cairn_buffer *error);

#endif
