#include <string.h>

#include "fuzz/fuzz.h"

const struct fuzz_target fuzz_targets[] = {
    {"scenario", fuzz_scenario, NULL},
    {"simulate", fuzz_simulate, NULL},
    {"units", fuzz_units, NULL},
    {"tables", fuzz_tables, fuzz_tables_readers},
    {"results", fuzz_results, fuzz_results_readers},
    {"words", fuzz_words, NULL},
    {"xpath", fuzz_xpath, NULL},
    {0},
};

const struct fuzz_target *fuzz_target_find(const char *name)
{
    for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
        if (strcmp(target->name, name) == 0)
            return target;
    return NULL;
}

int fuzz_reader(const struct fuzz_target *target, const uint8_t *data, size_t size, size_t *begins)
{
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t length = end ? (size_t)(end - data) : 0;

    *begins = 0;
    for (int i = 0; length > 0 && target->readers && target->readers[i]; i++)
        if (strlen(target->readers[i]) == length && memcmp(target->readers[i], data, length) == 0) {
            *begins = length + 1;
            return i;
        }
    return -1;
}
