#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "support/scenario_files.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/diag.h"

static const char *const names[] = {"scenario.xml", "recording.csv", "contents.csv"};

void scenario_files_init(struct scenario_files *files)
{
    strcpy(files->folder, "/tmp/cairn-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(files->folder));
}

void scenario_files_release(struct scenario_files *files)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = cairn_format("%s/%s", files->folder, names[i]);

        unlink(path);
        cairn_free(path);
    }
    rmdir(files->folder);
}

static void put(const struct scenario_files *files, const char *name, const char *text)
{
    char *path = cairn_format("%s/%s", files->folder, name);
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    cairn_free(path);
}

/* Ends what was attempted: aborts the test with what was said where nothing came of it. */
static void conclude(struct cairn_diag *diag, const void *made)
{
    struct cairn_buffer said;

    cairn_buffer_init(&said);
    cairn_diag_write(diag, &said);
    if (!made)
        ck_abort_msg("%.1000s", said.data);
    cairn_diag_release(diag);
    cairn_buffer_release(&said);
}

struct cairn_scenario *scenario_files_load_text(const struct scenario_files *files,
                                                const char *text)
{
    struct cairn_load_options options = {0};
    char *path = cairn_format("%s/%s", files->folder, names[0]);
    struct cairn_scenario *scenario;
    struct cairn_diag diag;

    put(files, names[0], text);
    cairn_diag_init(&diag);
    scenario = cairn_scenario_load(path, &options, &diag);
    conclude(&diag, scenario);
    cairn_free(path);
    return scenario;
}

struct cairn_template *scenario_files_template(const struct scenario_files *files)
{
    char *path = cairn_format("%s/%s", files->folder, names[0]);
    struct cairn_template *from;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    from = cairn_template_load(path, NULL, &diag);
    conclude(&diag, from);
    cairn_free(path);
    return from;
}

struct cairn_scenario *scenario_files_edit(struct cairn_template *from,
                                           const struct cairn_edit *edits, int n)
{
    struct cairn_scenario *scenario;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    scenario = cairn_template_make(from, edits, n, &diag);
    conclude(&diag, scenario);
    return scenario;
}

struct cairn_scenario *scenario_files_load(const struct scenario_files *files,
                                           const struct random_scenario *made,
                                           const struct draft_style *style)
{
    struct cairn_scenario *scenario;
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    draft_write(&made->draft, style, &text);
    put(files, names[1], made->recording.data);
    put(files, names[2], made->contents.data);
    scenario = scenario_files_load_text(files, text.data);
    cairn_buffer_release(&text);
    return scenario;
}
