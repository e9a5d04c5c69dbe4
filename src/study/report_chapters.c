/* The chapters of a study in the report, in order. */

#include "study/report_section.h"

const struct cairn_report_chapter cairn_report_chapters[] = {
    {"short", "In short", cairn_report_answer},
    {"turns", "What flips it", cairn_report_turns},
    {"certain", "How sure it is", cairn_report_sure},
    {"counting", "Under other ways of counting", cairn_report_counting},
    {"takes", "What it takes", cairn_report_takes},
    {"ahead", "What else could be done, and the years to come", cairn_report_ahead},
    {"evidence", "What stands behind it", cairn_report_evidence},
    {.id = NULL},
};
