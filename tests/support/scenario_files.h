/*
 * scenario_files.h - scenarios made up by a test, as files in a folder of their own
 */
#ifndef TESTS_SUPPORT_SCENARIO_FILES_H
#define TESTS_SUPPORT_SCENARIO_FILES_H

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

#endif
