/*
 * A results file that somebody has changed. The first line of an input says who reads it; what
 * follows is SQL that is done to a good file, up to a zero byte, and then changes of its bytes:
 * each four bytes are a place in the file, high byte first, and what stands there.
 */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "fuzz/fuzz.h"

/* The words of each reader; %s is the file. */
static const struct {
    const char *words[6];
} calls[] = {
    {{"show", "FILE"}},
    {{"show", "--json", "FILE", "v_optimum"}},
    {{"show", "--csv", "FILE", "v_candidate"}},
    {{"show", "FILE", "v_footprint"}},
    {{"compare", "FILE", "GOOD"}},
    {{"compare", "--json", "GOOD", "FILE"}},
    {{"report", "--force", "-o", "PAGE", "FILE"}},
    {{"plot", "FILE"}},
    {{"plot", "--force", "FILE", "--to", "FIGURES"}},
};

/* In the order of calls. */
const char *const fuzz_results_readers[] = {"show",
                                            "show json",
                                            "show candidates",
                                            "show footprint",
                                            "compare",
                                            "compare json",
                                            "report",
                                            "plot",
                                            "draw",
                                            NULL};

static struct {
    char *bytes;
    size_t size;
} good;

static void read_good(const char *path)
{
    FILE *file = fopen(path, "r");

    good.bytes = cairn_alloc(1 << 22);
    good.size = file ? fread(good.bytes, 1, 1 << 22, file) : 0;
    if (good.size == 0)
        abort();
    fclose(file);
}

/* The results of a small scenario. */
static void make_good(void)
{
    char *path = fuzz_path("good.sqlite");
    const char *const words[] = {"run",  "--no-cache", "--threads=1",         "--quiet",
                                 "--db", path,         "tests/fuzz/base.xml", NULL};

    fuzz_command(words);
    read_good(path);
    cairn_free(path);
}

/* Steps of SQLite's machine; nobody's file takes so many to be made. */
enum { STEPS = 1000, MOST_STEPS = 200 };

static int give_up(void *context)
{
    return ++*(int *)context > MOST_STEPS;
}

static void change_rows(const char *path, const char *sql)
{
    sqlite3 *db;
    int steps = 0;

    if (sqlite3_open(path, &db) == SQLITE_OK) {
        sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1 << 20);
        sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
        sqlite3_progress_handler(db, STEPS, give_up, &steps);
        sqlite3_exec(db, sql, NULL, NULL, NULL);
    }
    sqlite3_close(db);
}

static void change_bytes(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "r+");

    for (size_t i = 0; file && i + 4 <= size; i += 4) {
        size_t at = (size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];

        if (fseek(file, (long)(at % good.size), SEEK_SET) != 0 || fputc(data[i + 3], file) == EOF)
            abort();
    }
    if (file)
        fclose(file);
}

static void call(int which)
{
    const char *words[8] = {0};
    char *paths[8] = {0};
    int n = 0;

    for (; calls[which].words[n]; n++) {
        const char *word = calls[which].words[n];

        paths[n] = strcmp(word, "FILE") == 0      ? fuzz_path("bad.sqlite")
                   : strcmp(word, "GOOD") == 0    ? fuzz_path("good.sqlite")
                   : strcmp(word, "PAGE") == 0    ? fuzz_path("page.html")
                   : strcmp(word, "FIGURES") == 0 ? fuzz_path("figures/")
                                                  : cairn_strdup(word);
        words[n] = paths[n];
    }
    words[n] = strcmp(words[0], "plot") == 0 ? "--as=gp" : NULL; /* gnuplot is not started */
    fuzz_command(words);
    for (int i = 0; i < n; i++)
        cairn_free(paths[i]);
}

void fuzz_results(const uint8_t *data, size_t size)
{
    size_t begins;
    int reader = fuzz_reader(fuzz_target_find("results"), data, size, &begins);
    const uint8_t *zero = reader < 0 ? NULL : memchr(data + begins, 0, size - begins);
    size_t end = zero ? (size_t)(zero - data) : size;
    char *path, *sql;

    if (reader < 0)
        return;
    if (!good.bytes)
        make_good();
    path = fuzz_path("bad.sqlite");
    sql = cairn_strndup((const char *)data + begins, end - begins);
    fuzz_write("bad.sqlite", good.bytes, good.size);
    change_rows(path, sql);
    if (zero)
        change_bytes(path, zero + 1, size - end - 1);
    call(reader);
    cairn_free(sql);
    cairn_free(path);
}
