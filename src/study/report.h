/*
 * report.h - a results file as one page for a browser
 *
 * The page is one HTML file that needs nothing else: styles, script, charts and figures are in it,
 * and it says that it wants nothing from anywhere. It opens with the answer of each study in a
 * sentence, draws the answer as a map (report_map.h), and goes through the sections
 * (report_section.h). Tables are HTML made here, so that they need no script; charts are drawn in
 * the browser, from the same rows, which stand in the page once more as JSON.
 *
 * The same file yields the same page. Not here: what is not in the file; opening, writing.
 */
#ifndef CAIRN_STUDY_REPORT_H
#define CAIRN_STUDY_REPORT_H

#include "base/buffer.h"
#include "io/store.h"

struct cairn_report_request {
    const char *path;  /* of the results file, as the page shows it */
    const char *study; /* only the scenario of this name; NULL: all */
};

/* Appends the page; *n_studies (may be NULL) is how many it tells of. */
enum cairn_store_status cairn_report_write(struct cairn_store *store,
                                           const struct cairn_report_request *request,
                                           struct cairn_buffer *out, int *n_studies);

#endif
