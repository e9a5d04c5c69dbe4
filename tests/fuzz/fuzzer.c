/*
 * The program that `make fuzz` runs: libFuzzer's, with the target that FUZZ_TARGET names. What
 * takes ten seconds of the processor is a finding: libFuzzer's own limit counts what other
 * programs take.
 */

#define _XOPEN_SOURCE 700 /* setitimer */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "base/alloc.h"
#include "fuzz/fuzz.h"
#include "fuzz/mutate.h"
#include "io/schema.h"
#include "io/store_private.h"
#include "io/xml.h"

/* libFuzzer's names. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

static const struct fuzz_target *target;

/* ---- the format, which each load reads again and which is always the same ---- */

/* Instead of (__wrap_) and by (__real_) the functions of these names, see the Makefile. */
const struct cairn_schema *__real_cairn_schema_new(struct cairn_arena *arena);
const struct cairn_schema *__wrap_cairn_schema_new(struct cairn_arena *arena);
struct cairn_xml_validator *__real_cairn_xml_validator_new(const char *xsd, size_t size);
struct cairn_xml_validator *__wrap_cairn_xml_validator_new(const char *xsd, size_t size);
void __wrap_cairn_xml_validator_free(struct cairn_xml_validator *validator);

const struct cairn_schema *__wrap_cairn_schema_new(struct cairn_arena *arena)
{
    static const struct cairn_schema *schema;
    static struct cairn_arena kept;

    (void)arena;
    if (!schema) {
        cairn_arena_init(&kept);
        schema = __real_cairn_schema_new(&kept);
    }
    return schema;
}

struct cairn_xml_validator *__wrap_cairn_xml_validator_new(const char *xsd, size_t size)
{
    static struct cairn_xml_validator *validator;

    if (!validator)
        validator = __real_cairn_xml_validator_new(xsd, size);
    return validator;
}

void __wrap_cairn_xml_validator_free(struct cairn_xml_validator *validator)
{
    (void)validator;
}

/* ---- the schema of results, with which that of each file is compared ---- */

enum cairn_store_status __real_cairn_store_check_schema(struct cairn_store *store);
enum cairn_store_status __wrap_cairn_store_check_schema(struct cairn_store *store);

/* All of it as one text, which the caller frees; NULL where it cannot be read. */
static char *schema_of(sqlite3 *db)
{
    static const char sql[] = "SELECT group_concat(type || '|' || name || '|' || sql, x'01') "
                              "FROM sqlite_schema";
    sqlite3_stmt *stmt = NULL;
    char *text = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0))
        text = cairn_strdup((const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    return text;
}

/* What passed before passes: to make the tables anew for each file takes most of the time. */
enum cairn_store_status __wrap_cairn_store_check_schema(struct cairn_store *store)
{
    static char *passed;
    char *text = schema_of(store->db);
    bool known = passed && text && strcmp(text, passed) == 0;

    if (known || __real_cairn_store_check_schema(store) != CAIRN_STORE_OK || passed || !text)
        cairn_free(text);
    else
        passed = text;
    return store->status;
}

/* ---- what libFuzzer calls ---- */

enum { MOST_S = 10 };

static void on_too_long(int signal)
{
    (void)signal;
    abort(); /* which libFuzzer reports, with where it was */
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const char *name = getenv("FUZZ_TARGET");

    (void)argc;
    (void)argv;
    target = name ? fuzz_target_find(name) : NULL;
    signal(SIGPROF, on_too_long);
    if (target)
        return 0;
    fprintf(stderr, "FUZZ_TARGET names none of:");
    for (target = fuzz_targets; target->name; target++)
        fprintf(stderr, " %s", target->name);
    fprintf(stderr, "\n");
    exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct itimerval most = {.it_value = {.tv_sec = MOST_S}}, none;

    setitimer(ITIMER_PROF, &most, NULL);
    target->one(data, size);
    setitimer(ITIMER_PROF, &none, NULL);
    return 0;
}

/* Keeps the line that names a reader, or writes another. */
static size_t mutate_file(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    struct mutate_random random = {seed};
    size_t begins, n = 0;

    if (fuzz_reader(target, data, size, &begins) < 0 || mutate_pick(&random, 40) == 0) {
        const char *line;

        while (target->readers[n])
            n++;
        line = target->readers[mutate_pick(&random, n)];
        n = strlen(line);
        if (n + 1 + size - begins > most)
            return size;
        memmove(data + n + 1, data + begins, size - begins);
        memcpy(data, line, n);
        data[n] = '\n';
        size += n + 1 - begins;
        begins = n + 1;
    }
    return begins + LLVMFuzzerMutate(data + begins, size - begins, most - begins);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    bool scenario = target->one == fuzz_scenario || target->one == fuzz_simulate;
    size_t changed = 0;

    if (target->readers)
        return mutate_file(data, size, most, seed);
    if (scenario && seed % 16 > 0)
        changed = mutate_scenario(data, size, most, seed);
    return changed > 0 ? changed : LLVMFuzzerMutate(data, size, most);
}
