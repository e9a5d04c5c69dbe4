#ifndef TESTS_STORE_SAMPLE_H
#define TESTS_STORE_SAMPLE_H

/*
 * Results files to test with: a folder that goes away, and a small study with a row in every table
 * whose footprint can be done by hand.
 */

#include <sqlite3.h>

#include "io/store.h"

enum { SAMPLE_PATH = 256 };

/* A new empty folder, made current so that messages hold short names; removed by leave. */
struct sample_folder {
    char path[SAMPLE_PATH];
    char back[SAMPLE_PATH];
};
void sample_folder_enter(struct sample_folder *folder);
void sample_folder_leave(struct sample_folder *folder);

/* How many files the current folder holds. */
int sample_folder_count(void);

/* A study key: the letter 64 times. */
const char *sample_key(char letter, char key[65]);

/* Opens for writing and asserts that it worked. */
struct cairn_store *sample_open(const char *path);

/* Adds the study row alone, within a transaction; returns its id. */
int64_t sample_study(struct cairn_store *store, char letter);

/*
 * Writes a whole study in a transaction of its own. Its answer, placement 0, has two terms:
 *
 *   carbon under inventory and sci: 7.2e12 ns busy in 2 replications x 10 W x 4 copies x PUE 1.5
 *     x 500 g/kWh = 3600 s x 10 W x 4 x 1.5 x 500 g / 3.6e6 J = 30 g
 *   carbon under decision: 3 devices x 50000 g = 150 kg
 */
int64_t sample_fill(struct cairn_store *store, char letter);

/* The first column of the first row of a query by a plain client, as text; "" without a row. */
void sample_ask(const char *path, const char *sql, char *answer, int size);

/* Runs SQL by a plain client. */
void sample_execute(const char *path, const char *sql);

/* The first cell of the first row of an open file, which must be a number, or a text. */
double sample_number(struct cairn_store *store, const char *sql);
void sample_text(struct cairn_store *store, const char *sql, char *answer, size_t size);

#endif
