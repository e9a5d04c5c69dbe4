/*
 * compare.h - what is different in another results file
 *
 * Studies are compared one by one, in the deterministic tables only: who computed them, when and
 * how fast does not count. A study of one file meets the one of the other that has the same key,
 * which asks the same question; what is left then meets the next of the same scenario name,
 * which asks another one. Rows meet by their primary key, and are the same where every value is,
 * to the bit.
 *
 * Answers are told apart: at each point of a study the placement, its status and its figure.
 */
#ifndef CAIRN_STUDY_COMPARE_H
#define CAIRN_STUDY_COMPARE_H

#include <stdbool.h>
#include <stdint.h>

#include "io/store.h"

enum cairn_compare_match {
    CAIRN_COMPARE_SAME,   /* the same question */
    CAIRN_COMPARE_OTHER,  /* another question of the same name */
    CAIRN_COMPARE_ONLY_A, /* one of the files has no such study */
    CAIRN_COMPARE_ONLY_B,
};

struct cairn_compared_study {
    char *scenario; /* owned */
    enum cairn_compare_match match;
    int64_t a, b; /* ids in the files; 0: none */
    int64_t rows; /* that differ or that one of them does not have */
};

/* An answer that is another one. Texts are owned; NULL: there is none. */
struct cairn_compared_answer {
    int study; /* into studies */
    int64_t point;
    char *setting;                          /* NULL: the scenario as it stands */
    char *placement_a, *placement_b, *unit; /* in a line */
    char *status_a, *status_b;              /* NULL: there is no answer */
    double value_a, value_b;                /* of the aim; NaN: none */
};

struct cairn_compared_table {
    const char *name; /* static */
    int64_t changed, only_a, only_b;
    char *example; /* of a difference, or NULL; owned */
};

struct cairn_comparison {
    bool identical;
    struct cairn_compared_study *studies;
    struct cairn_compared_answer *answers; /* by study and point */
    struct cairn_compared_table *tables;   /* those that differ; in the order of the file */
    int n_studies, n_answers, n_tables;
    size_t studies_capacity, answers_capacity, tables_capacity;
};

/* Compares; what a store's status says afterwards decides whether all of it could be read. */
void cairn_comparison_init(struct cairn_comparison *comparison, struct cairn_store *a,
                           struct cairn_store *b);
void cairn_comparison_release(struct cairn_comparison *comparison);

#endif
