/*
 * What fuzzing begins with, as far as it has to be made: seeds FOLDER SCENARIO... writes
 *
 *     FOLDER/dictionary       names of the format, its words, and units, for libFuzzer
 *     FOLDER/random-N.xml     scenarios of every mechanism (random_scenario.h)
 *     FOLDER/NAME.xml         the effective text of each scenario: it needs no catalogue
 */

#include <cairn/load.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "base/units.h"
#include "io/schema.h"
#include "support/random_scenario.h"

enum { N_SCENARIOS = 2 * N_THEMES };

static FILE *create(const char *folder, const char *name)
{
    char *path = cairn_format("%s/%s", folder, name);
    FILE *file = fopen(path, "w");

    if (!file) {
        perror(path);
        exit(1);
    }
    cairn_free(path);
    return file;
}

/* Other bytes than these as \xHH. */
static void put(FILE *file, const char *text)
{
    fputc('"', file);
    for (; *text; text++)
        if (*text > ' ' && *text <= '~' && *text != '"' && *text != '\\')
            fputc(*text, file);
        else
            fprintf(file, "\\x%02X", (unsigned)(unsigned char)*text);
    fputs("\"\n", file);
}

static void write_dictionary(FILE *file)
{
    struct cairn_arena arena;
    const struct cairn_schema *schema;

    cairn_arena_init(&arena);
    schema = cairn_schema_new(&arena);
    for (int e = 0; e < schema->n_elements; e++) {
        put(file, schema->elements[e].name);
        for (int a = 0; a < schema->elements[e].n_attributes; a++)
            put(file, schema->elements[e].attributes[a].name);
    }
    for (int t = 0; t < schema->n_types; t++)
        for (int w = 0; w < schema->types[t].n_words; w++)
            put(file, schema->types[t].words[w]);
    for (int d = 0; d < CAIRN_N_DIMENSIONS; d++) {
        const struct cairn_unit *units = cairn_units_dimension((enum cairn_dimension)d)->units;

        for (; units->name; units++)
            put(file, units->name);
    }
    cairn_arena_release(&arena);
}

static void write_scenario(const char *folder, int number)
{
    static const struct draft_style style;
    char *name = cairn_format("random-%d.xml", number);
    FILE *file = create(folder, name);
    struct random_scenario made;
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    random_scenario_init(&made, (uint64_t)number);
    draft_write(&made.draft, &style, &text);
    fwrite(text.data, 1, text.size, file);
    random_scenario_release(&made);
    cairn_buffer_release(&text);
    fclose(file);
    cairn_free(name);
}

/* Without the comments that say where each element comes from. */
static void write_lines(const char *text, FILE *file)
{
    while (*text) {
        size_t n = strcspn(text, "\n") + 1;

        if (strncmp(text + strspn(text, " "), "<!--", 4) != 0)
            fwrite(text, 1, n, file);
        text += n;
    }
}

static void write_effective(const char *folder, const char *path)
{
    static const struct cairn_load_options options = {.catalogue = "scenarios/catalogue"};
    const char *slash = strrchr(path, '/');
    struct cairn_scenario *scenario;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    scenario = cairn_scenario_load(path, &options, &diag);
    if (scenario) {
        FILE *file = create(folder, slash ? slash + 1 : path);

        write_lines(cairn_scenario_effective(scenario), file);
        fclose(file);
    }
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
}

int main(int argc, char **argv)
{
    FILE *file;

    if (argc < 2) {
        fprintf(stderr, "usage: seeds FOLDER SCENARIO...\n");
        return 2;
    }
    file = create(argv[1], "dictionary");
    write_dictionary(file);
    fclose(file);
    for (int i = 0; i < N_SCENARIOS; i++)
        write_scenario(argv[1], i);
    for (int i = 2; i < argc; i++)
        write_effective(argv[1], argv[i]);
    return 0;
}
