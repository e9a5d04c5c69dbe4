/*
 * The log of a run of MLPerf Inference: mlperf_log_summary.txt as loadgen writes it, and beside it,
 * where power was measured, spl.txt (a reading of the power meter per second) and
 * mlperf_log_detail.txt, which says when the measured part of the run began and ended.
 *
 * Readings look like "Time,07-10-2022 01:02:03.456,Watts,22.95,Volts,...". Power is the mean of
 * those from power_begin to power_end, both included, as MLPerf's own checker has it; times compare
 * as texts within a run, once the year stands first.
 */

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "io/import_formats.h"
#include "io/import_mlperf.h"

static bool is_log(const char *text)
{
    const char *at = text + strspn(text, "= \r\n");

    return at > text && strncmp(at, "MLPerf Results Summary", 22) == 0;
}

/* ---- lines "name : value" ---- */

/* The value behind a name at the start of a line, cut and kept; its line in *line. NULL: none. */
static const char *find(struct cairn_arena *arena, const char *text, const char *name, int *line)
{
    size_t size = strlen(name);

    for (int n = 1; *text; n++) {
        size_t end = strcspn(text, "\r\n");
        const char *at = text + strspn(text, " ");

        if (strncmp(at, name, size) == 0) {
            at += size;
            at += strspn(at, " ");
            if (*at == ':') {
                at++;
                at += strspn(at, " ");
                *line = n;
                end = at < text + end ? (size_t)(text + end - at) : 0;
                while (end > 0 && at[end - 1] == ' ')
                    end--;
                return cairn_arena_strndup(arena, at, end);
            }
        }
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return NULL;
}

/* A number by its name; NaN without one. False after an error. */
static bool number(struct cairn_import *import, const char *text, const char *name, double *value)
{
    int line;
    const char *found = find(import->arena, text, name, &line);
    const char *end = NULL;

    *value = NAN;
    if (!found)
        return true;
    if (cairn_number_scan(found, value, &end) == CAIRN_NUMBER_OK && !*end && *value > 0)
        return true;
    cairn_diag_error(import->diag, import->path, line, "%s: \"%.40s\" is not a number above 0",
                     name, found);
    return false;
}

/* ---- power ---- */

enum { TIME_SIZE = 24 }; /* "2022-07-10 01:02:03.456" and its end */

/* "07-10-2022 01:02:03.456" with its year in front; false if it is something else. */
static bool read_time(const char *text, char time[TIME_SIZE])
{
    static const char pattern[] = "00-00-0000 00:00:00.000";

    for (size_t i = 0; i < TIME_SIZE - 1; i++)
        if (pattern[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i])
            return false;
    memcpy(time, text + 6, 4);
    time[4] = '-';
    memcpy(time + 5, text, 5);
    memcpy(time + 10, text + 10, 13);
    time[TIME_SIZE - 1] = '\0';
    return true;
}

/* The time of an event in the detailed log. */
static bool event_time(const char *detail, const char *event, char time[TIME_SIZE])
{
    const char *at = strstr(detail, event);
    const char *value = at ? strstr(at, "\"value\":") : NULL;

    if (!value || strcspn(at, "\n") < (size_t)(value - at))
        return false;
    value += strlen("\"value\":");
    value += strspn(value, " \"");
    return read_time(value, time);
}

/* A file beside the summary, or NULL where there is none. */
static const struct cairn_input *beside(struct cairn_import *import, const char *name)
{
    const char *slash = strrchr(import->path, '/');
    const char *path = cairn_arena_format(
        import->arena, "%.*s%s", slash ? (int)(slash + 1 - import->path) : 0, import->path, name);
    struct cairn_inputs inputs;

    if (access(path, F_OK) != 0)
        return NULL;
    cairn_inputs_init(&inputs, import->arena, import->diag, NULL);
    return cairn_inputs_root(&inputs, path);
}

static bool bad_reading(struct cairn_import *import, const struct cairn_input *spl, int line)
{
    cairn_diag_error(import->diag, spl->path, line,
                     "no reading of a power meter: \"Time,MM-DD-YYYY HH:MM:SS.mmm,Watts,...\"");
    return false;
}

/* Mean of the readings between two times; NaN where there is none. */
static bool mean_power(struct cairn_import *import, const struct cairn_input *spl, const char *from,
                       const char *to, double *mean_w)
{
    const char *at = spl->bytes;
    double sum_w = 0;
    int n = 0;

    for (int line = 1; *at; line++) {
        char time[TIME_SIZE];
        const char *watts, *end;
        double power_w;

        if (strncmp(at, "Time,", 5) != 0 || !read_time(at + 5, time))
            return bad_reading(import, spl, line);
        watts = at + 5 + TIME_SIZE - 1;
        if (strncmp(watts, ",Watts,", 7) != 0 ||
            cairn_number_scan(watts + 7, &power_w, &end) != CAIRN_NUMBER_OK || *end != ',')
            return bad_reading(import, spl, line);
        if (strcmp(time, from) >= 0 && strcmp(time, to) <= 0) {
            sum_w += power_w;
            n++;
        }
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    *mean_w = n > 0 ? sum_w / n : NAN;
    return true;
}

/* False after an error; without a power log there is no power. */
static bool read_power(struct cairn_import *import, double *power_w)
{
    const struct cairn_input *spl = beside(import, "spl.txt");
    const struct cairn_input *detail = spl ? beside(import, "mlperf_log_detail.txt") : NULL;
    char from[TIME_SIZE], to[TIME_SIZE];

    *power_w = NAN;
    if (!spl)
        return !cairn_diag_failed(import->diag);
    if (!detail || !event_time(detail->bytes, "\"power_begin\"", from) ||
        !event_time(detail->bytes, "\"power_end\"", to)) {
        cairn_diag_error(import->diag, spl->path, 0,
                         "mlperf_log_detail.txt beside it does not say power_begin and power_end: "
                         "which readings belong to the run is unknown");
        return false;
    }
    if (!mean_power(import, spl, from, to, power_w))
        return false;
    if (isnan(*power_w))
        cairn_diag_error(import->diag, spl->path, 0,
                         "no reading between power_begin and power_end");
    return !isnan(*power_w);
}

/* ---- the log ---- */

static void take(struct cairn_import *import, const char *text, const char *scenario, int line)
{
    struct cairn_mlperf_result result = {
        .line = line,
        .title = "MLPerf Inference, own or published log of a run",
        .href = "https://mlcommons.org/benchmarks/",
        .system = import->wish.hardware ? import->wish.hardware : "system under test",
        .benchmark = import->wish.model ? import->wish.model : "unnamed",
        .scenario = scenario,
        .precision = "",
        .latency_of = "mean",
        .query_j = NAN,
    };
    double mean_ns;

    if (!number(import, text, "Samples per second", &result.rate) ||
        !number(import, text, "Mean latency (ns)", &mean_ns) ||
        !read_power(import, &result.power_w))
        return;
    result.latency_s = mean_ns / 1e9;
    if (!isnan(result.power_w))
        result.title = "MLPerf Inference, own or published log of a run, power as the mean of "
                       "spl.txt from power_begin to power_end";
    cairn_mlperf_add(import, &result);
}

static void read_log(struct cairn_import *import, const struct cairn_input *input)
{
    int line = 1, result_line = 1, mode_line = 1;
    const char *scenario = find(import->arena, input->bytes, "Scenario", &line);
    const char *result = find(import->arena, input->bytes, "Result is", &result_line);
    const char *mode = find(import->arena, input->bytes, "Mode", &mode_line);

    if (!scenario || !result) {
        cairn_diag_error(import->diag, import->path, 0,
                         "the summary says no \"%s\": is it cut off?",
                         scenario ? "Result is" : "Scenario");
        return;
    }
    if (!cairn_import_wanted(import, line, import->path, "", import->path))
        return;
    if (strcmp(result, "VALID") != 0)
        cairn_import_leave_out(import, result_line, "the run is not valid", result);
    else if (mode && strncmp(mode, "Performance", 11) != 0)
        cairn_import_leave_out(import, mode_line, "no run for performance", mode);
    else
        take(import, input->bytes, scenario, line);
}

const struct cairn_import_format cairn_import_mlperf_log = {
    .name = "mlperf-log",
    .help = "mlperf_log_summary.txt of a run, with spl.txt beside it for power",
    .is = is_log,
    .read = read_log,
};
