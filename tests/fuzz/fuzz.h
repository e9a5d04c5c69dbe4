/*
 * fuzz.h - what is read from strangers, read from any bytes
 *
 * A target is one way into the program: it takes bytes and does with them what a command does with
 * a file. It never fails; what it is for is that nothing in it crashes, hangs, leaks, trips an
 * assertion, or takes more memory than its share. libFuzzer calls it with bytes that it makes up
 * (fuzzer.c), the tests with those that were once worth keeping (replay.c).
 *
 * Several targets have several readers. Their input begins with a line that names one, such as
 * "trace csv"; the bytes behind the line are the file. An input that names none is nothing.
 *
 * Not here: what inputs are tried. mutate.h makes new ones of old ones, seeds.c the first ones.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fuzz_target {
    const char *name;
    void (*one)(const uint8_t *data, size_t size);
    const char *const *readers; /* first lines, end with NULL; NULL: the input is all file */
};

/* Ends with a row without a name. */
extern const struct fuzz_target fuzz_targets[];

/* NULL if there is none. */
const struct fuzz_target *fuzz_target_find(const char *name);

/*
 * Which reader an input asks for, and where its file begins; -1: none.
 */
int fuzz_reader(const struct fuzz_target *target, const uint8_t *data, size_t size, size_t *begins);

/* ---- files and commands ---- */

/*
 * The path of a file in a folder of this process, which is made in memory where the system has
 * that, is removed at the end, and holds the CSV files that shipped scenarios and tests refer to.
 * Owned by the caller, freed with cairn_free().
 */
char *fuzz_path(const char *name);

/* Writes a file there. */
void fuzz_write(const char *name, const void *data, size_t size);

/*
 * Runs `cairn WORD...` in this process; words end with NULL. What it prints goes where the
 * process's output goes. Returns the exit status.
 */
int fuzz_command(const char *const *words);

/* Where each target is defined. */
void fuzz_scenario(const uint8_t *data, size_t size);
void fuzz_simulate(const uint8_t *data, size_t size);
void fuzz_units(const uint8_t *data, size_t size);
void fuzz_tables(const uint8_t *data, size_t size);
void fuzz_results(const uint8_t *data, size_t size);
void fuzz_words(const uint8_t *data, size_t size);
void fuzz_xpath(const uint8_t *data, size_t size);

extern const char *const fuzz_tables_readers[], *const fuzz_results_readers[];

#endif
