/*
 * scenario_files.h - scenarios made up by a test, as files in a folder of their own
 */
#ifndef TESTS_SUPPORT_SCENARIO_FILES_H
#define TESTS_SUPPORT_SCENARIO_FILES_H

#include <cairn/load.h>
#include <cairn/scenario.h>

#include "support/random_scenario.h"

struct scenario_files {
    char folder[32];
};

/* Makes the folder, and removes it with what is in it. */
void scenario_files_init(struct scenario_files *files);
void scenario_files_release(struct scenario_files *files);

/* Writes a scenario in a style, with the files beside it, and loads it; aborts the test if not. */
struct cairn_scenario *scenario_files_load(const struct scenario_files *files,
                                           const struct random_scenario *made,
                                           const struct draft_style *style);

/* The same of text, with the files of the last scenario beside it. */
struct cairn_scenario *scenario_files_load_text(const struct scenario_files *files,
                                                const char *text);

/* The scenario that was loaded last, to be made with edits; freed with cairn_template_free(). */
struct cairn_template *scenario_files_template(const struct scenario_files *files);

/* Makes it with edits; aborts the test if that is no scenario. */
struct cairn_scenario *scenario_files_edit(struct cairn_template *from,
                                           const struct cairn_edit *edits, int n);

#endif
