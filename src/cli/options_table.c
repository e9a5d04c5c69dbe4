/* The options that several commands take, and how help lists any of them. */

#include <assert.h>
#include <string.h>

#include "cli/options.h"

const struct cairn_option cairn_option_db = {
    .name = "db",
    .kind = CAIRN_OPTION_PATH,
    .value = "FILE",
    .help = "results file (results/cairn.sqlite)",
};
const struct cairn_option cairn_option_placement = {
    .name = "placement",
    .kind = CAIRN_OPTION_TEXT,
    .value = "NAME",
    .help = "a baseline of the scenario (the only one), best, all-edge or all-cloud",
};
const struct cairn_option cairn_option_catalogue = {
    .name = "catalogue",
    .kind = CAIRN_OPTION_PATH,
    .value = "DIR",
    .help = "folder of catalogues: before one beside FILE, instead of the installed one",
};
const struct cairn_option cairn_option_seed = {
    .name = "seed",
    .kind = CAIRN_OPTION_COUNT,
    .value = "N",
    .help = "seed of all randomness, instead of the scenario's",
    .high = UINT64_MAX,
};
const struct cairn_option cairn_option_replications = {
    .name = "replications",
    .kind = CAIRN_OPTION_COUNT,
    .value = "N",
    .help = "most replications (intervals take two), instead of the scenario's",
    .low = 2,
    .high = 1000000,
};
const struct cairn_option cairn_option_precision = {
    .name = "precision",
    .kind = CAIRN_OPTION_FRACTION,
    .value = "P",
    .help = "relative half-width to stop at, such as 1%, instead of the scenario's",
};
const struct cairn_option cairn_option_json = {
    .name = "json",
    .help = "print JSON",
};
const struct cairn_option cairn_option_csv = {
    .name = "csv",
    .help = "print comma-separated values (RFC 4180)",
};
const struct cairn_option cairn_option_quiet = {
    .name = "quiet",
    .letter = 'q',
    .help = "no progress and no remarks, only results and errors",
};
const struct cairn_option cairn_option_threads = {
    .name = "threads",
    .kind = CAIRN_OPTION_COUNT,
    .value = "N",
    .help = "threads that simulate (all processors); results do not depend on it",
    .low = 1,
    .high = 1024,
};
const struct cairn_option cairn_option_force = {
    .name = "force",
    .help = "overwrite what is there",
};

const struct cairn_option cairn_option_large = {
    .name = "force",
    .help = "simulate a scenario however large it is",
};

const struct cairn_option cairn_option_cache = {
    .name = "cache",
    .kind = CAIRN_OPTION_PATH,
    .value = "FILE",
    .help = "file that remembers what was simulated (cairn.cache beside the results, if any)",
};
const struct cairn_option cairn_option_no_cache = {
    .name = "no-cache",
    .help = "simulate everything anew, and remember nothing of it",
};

/* `--output FILE, -o FILE`: what stands left of the help. */
static void write_left(const struct cairn_option *row, struct cairn_buffer *out)
{
    cairn_buffer_puts(out, "  ");
    if (row->letter)
        cairn_buffer_appendf(out, "-%c, ", row->letter);
    cairn_buffer_appendf(out, "--%s", row->name);
    assert((row->kind == CAIRN_OPTION_FLAG) == !row->value);
    if (row->value)
        cairn_buffer_appendf(out, " %s", row->value);
}

void cairn_options_help(const struct cairn_option *const *rows, struct cairn_buffer *out)
{
    static const struct cairn_option help = {.name = "help", .letter = 'h', .help = "this text"};
    struct cairn_buffer left;
    size_t width = 0;
    size_t n = 0;

    cairn_buffer_init(&left);
    for (; rows && rows[n]; n++) {
        cairn_buffer_clear(&left);
        write_left(rows[n], &left);
        width = left.size > width ? left.size : width;
    }
    cairn_buffer_clear(&left);
    write_left(&help, &left);
    width = left.size > width ? left.size : width;
    for (size_t i = 0; i <= n; i++) {
        const struct cairn_option *row = i < n ? rows[i] : &help;

        cairn_buffer_clear(&left);
        write_left(row, &left);
        cairn_buffer_appendf(out, "%-*s  %s\n", (int)width, left.data, row->help);
    }
    cairn_buffer_release(&left);
}
