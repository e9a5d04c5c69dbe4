#include "io/recording.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/nearest.h"
#include "base/number.h"
#include "io/csv.h"
#include "io/stamp.h"

enum { REQUESTS_MOST = 1 << 24, COLUMNS_MOST = 4, ENOUGH = 5 };

static const int64_t ns_per_s = 1000000000;
static const int64_t ns_per_minute = INT64_C(60) * 1000000000;
/* Times lie within as much of 1970 (to 2096), and no recording is longer: differences fit too. */
static const int64_t most_s = INT64_C(4000000000);

struct request {
    int64_t at_ns;
    struct cairn_recorded_tokens tokens;
    int row; /* breaks ties */
};

struct reading {
    struct cairn_csv csv;
    const struct cairn_replay *replay;
    const struct format *format;
    int column[COLUMNS_MOST]; /* of the format's headers */
    int minutes;              /* of counts: how many columns */
    struct request *requests; /* owned */
    size_t n, capacity;
    int rows, failed, others;
};

/* A published format: its headers, and what one row of it holds. False after an error. */
struct format {
    const char *headers[COLUMNS_MOST];
    bool (*read_row)(struct reading *reading);
    bool has_tokens;
    int selects; /* column that `only` is about, or CAIRN_NONE */
};

static const char *cell(const struct reading *reading, int header)
{
    return reading->csv.fields[reading->column[header]];
}

static bool complain(struct reading *reading, const char *text, const char *problem)
{
    cairn_diag_error(reading->csv.diag, reading->csv.input->path, reading->csv.record_line,
                     "\"%.60s\" %s", text, problem);
    return false;
}

/* ---- cells ---- */

/* Decimal seconds without an exponent, exactly. False if it is anything else. */
static bool plain_seconds(const char *text, int64_t *ns)
{
    int64_t sign = *text == '-' ? -1 : 1;
    int64_t whole = 0, fraction = 0;
    int digits = 0;

    text += *text == '-' || *text == '+';
    for (; *text >= '0' && *text <= '9' && digits < 10; text++, digits++)
        whole = 10 * whole + (*text - '0');
    if (*text == '.') {
        text++;
        for (int64_t unit = ns_per_s / 10; *text >= '0' && *text <= '9';
             text++, digits++, unit /= 10)
            fraction += unit * (*text - '0');
    }
    if (digits == 0 || *text || whole >= most_s)
        return false;
    *ns = sign * (whole * ns_per_s + fraction);
    return true;
}

static bool seconds_ns(struct reading *reading, const char *text, int64_t *ns)
{
    const char *end = text;
    double value;

    if (plain_seconds(text, ns))
        return true;
    if (cairn_number_scan(text, &value, &end) != CAIRN_NUMBER_OK || *end ||
        fabs(value) >= (double)most_s)
        return complain(reading, text, "is not a number of seconds");
    *ns = (int64_t)(value * 1e9);
    return true;
}

static bool stamp_ns(struct reading *reading, const char *text, int64_t *ns)
{
    long long seconds;
    int fraction_ns;

    if (!cairn_stamp_read_ns(text, &seconds, &fraction_ns) || seconds >= most_s ||
        seconds <= -most_s)
        return complain(reading, text, "is no time stamp such as 2023-11-16 18:15:46.6805900");
    *ns = seconds * ns_per_s + fraction_ns;
    return true;
}

/* A count; one with a fraction of zeros is one too. */
static bool whole(struct reading *reading, const char *text, uint32_t *value)
{
    const char *at = text;
    uint64_t sum = 0;

    for (; *at >= '0' && *at <= '9' && sum < UINT32_MAX; at++)
        sum = 10 * sum + (uint64_t)(*at - '0');
    if (at > text && *at == '.')
        at += 1 + strspn(at + 1, "0");
    if (at == text || *at || sum > UINT32_MAX)
        return complain(reading, text, "is not a whole number");
    *value = (uint32_t)sum;
    return true;
}

/* ---- rows ---- */

static bool add(struct reading *reading, int64_t at_ns, struct cairn_recorded_tokens tokens)
{
    if (reading->n == REQUESTS_MOST) {
        cairn_diag_error(reading->csv.diag, reading->csv.input->path, reading->csv.record_line,
                         "more than %d requests", REQUESTS_MOST);
        return false;
    }
    reading->requests = cairn_grow(reading->requests, &reading->capacity, reading->n + 1,
                                   sizeof *reading->requests);
    reading->requests[reading->n++] = (struct request){at_ns, tokens, reading->rows};
    return true;
}

static bool read_timestamps(struct reading *reading)
{
    const char *text = cell(reading, 0);
    int64_t at_ns;

    if (!(strchr(text, ':') ? stamp_ns(reading, text, &at_ns) : seconds_ns(reading, text, &at_ns)))
        return false;
    return add(reading, at_ns, (struct cairn_recorded_tokens){0});
}

static bool read_azure_llm(struct reading *reading)
{
    struct cairn_recorded_tokens tokens;
    int64_t at_ns;

    if (!stamp_ns(reading, cell(reading, 0), &at_ns) ||
        !whole(reading, cell(reading, 1), &tokens.context) ||
        !whole(reading, cell(reading, 2), &tokens.generated))
        return false;
    return add(reading, at_ns, tokens);
}

static bool read_vidur(struct reading *reading)
{
    struct cairn_recorded_tokens tokens;
    int64_t at_ns;

    if (!seconds_ns(reading, cell(reading, 0), &at_ns) ||
        !whole(reading, cell(reading, 1), &tokens.context) ||
        !whole(reading, cell(reading, 2), &tokens.generated))
        return false;
    return add(reading, at_ns, tokens);
}

static bool read_burstgpt(struct reading *reading)
{
    struct cairn_recorded_tokens tokens;
    int64_t at_ns;

    if (!seconds_ns(reading, cell(reading, 0), &at_ns) ||
        !whole(reading, cell(reading, 2), &tokens.context) ||
        !whole(reading, cell(reading, 3), &tokens.generated))
        return false;
    if (tokens.generated == 0) {
        reading->failed++;
        return true;
    }
    return add(reading, at_ns, tokens);
}

static bool read_functions_2021(struct reading *reading)
{
    int64_t end_ns, duration_ns;

    if (!seconds_ns(reading, cell(reading, 2), &end_ns) ||
        !seconds_ns(reading, cell(reading, 3), &duration_ns))
        return false;
    end_ns -= duration_ns;
    if (end_ns / ns_per_s >= most_s || end_ns / ns_per_s <= -most_s)
        return complain(reading, cell(reading, 3),
                        "is so long that the request came too far from 1970");
    return add(reading, end_ns, (struct cairn_recorded_tokens){0});
}

/* [REPLAY] Uniform moments of a minute, from a hash of row, minute and count. */
static bool read_functions_2019(struct reading *reading)
{
    for (int m = 0; m < reading->minutes; m++) {
        uint32_t count;

        if (!whole(reading, reading->csv.fields[reading->column[3] + m], &count))
            return false;
        for (uint32_t i = 0; i < count; i++) {
            uint64_t bits =
                cairn_mix64(cairn_mix64((uint64_t)reading->rows << 16 | (uint64_t)m) + i);
            int64_t within_ns = (int64_t)((double)(bits >> 11) * 0x1p-53 * (double)ns_per_minute);

            if (!add(reading, m * ns_per_minute + within_ns, (struct cairn_recorded_tokens){0}))
                return false;
        }
    }
    return true;
}

static const struct format formats[] = {
    [CAIRN_TIMESTAMPS] = {{NULL}, read_timestamps, false, CAIRN_NONE},
    [CAIRN_AZURE_LLM] = {{"TIMESTAMP", "ContextTokens", "GeneratedTokens"},
                         read_azure_llm,
                         true,
                         CAIRN_NONE},
    [CAIRN_AZURE_FUNCTIONS_2019] = {{"HashOwner", "HashApp", "HashFunction", "1"},
                                    read_functions_2019,
                                    false,
                                    2},
    [CAIRN_AZURE_FUNCTIONS_2021] = {{"app", "func", "end_timestamp", "duration"},
                                    read_functions_2021,
                                    false,
                                    1},
    [CAIRN_BURSTGPT] = {{"Timestamp", "Model", "Request tokens", "Response tokens"},
                        read_burstgpt,
                        true,
                        1},
    [CAIRN_VIDUR] = {{"arrived_at", "num_prefill_tokens", "num_decode_tokens"},
                     read_vidur,
                     true,
                     CAIRN_NONE},
};

/* ---- the file ---- */

/* Finds a column; *at is 0 where none is asked for. False after an error at the replay. */
static bool find_column(struct reading *reading, const char *header, int *at)
{
    const struct cairn_csv *csv = &reading->csv;
    struct cairn_origin origin = reading->replay->origin;
    const char *near;

    *at = header ? cairn_csv_column(csv, header) : 0;
    if (*at >= 0)
        return true;
    near = cairn_nearest(header, csv->header, (size_t)csv->n_columns);
    cairn_diag_error(csv->diag, origin.file, origin.line, "no column \"%.60s\" in %s%s%.60s%s",
                     header, csv->input->path, near ? "; there is \"" : "", near ? near : "",
                     near ? "\"" : "");
    return false;
}

static bool find_columns(struct reading *reading)
{
    const struct format *format = reading->format;

    if (reading->replay->format == CAIRN_TIMESTAMPS)
        return find_column(reading, reading->replay->column, &reading->column[0]);
    for (int i = 0; i < COLUMNS_MOST && format->headers[i]; i++)
        if (!find_column(reading, format->headers[i], &reading->column[i]))
            return false;
    if (reading->replay->format != CAIRN_AZURE_FUNCTIONS_2019)
        return true;
    reading->minutes = reading->csv.n_columns - reading->column[3];
    for (int m = 0; m < reading->minutes; m++) {
        const char *header = reading->csv.header[reading->column[3] + m];

        if (strtol(header, NULL, 10) != m + 1)
            return complain(reading, header, "is not the header of the next minute");
    }
    return true;
}

static bool read_rows(struct reading *reading)
{
    size_t errors = cairn_diag_count(reading->csv.diag, CAIRN_ERROR);
    int bad = 0;

    while (bad < ENOUGH && cairn_csv_next(&reading->csv)) {
        const char *only = reading->replay->only;

        reading->rows++;
        if (only && strcmp(cell(reading, reading->format->selects), only) != 0)
            reading->others++;
        else
            bad += !reading->format->read_row(reading);
    }
    return cairn_diag_count(reading->csv.diag, CAIRN_ERROR) == errors;
}

static int compare(const void *a, const void *b)
{
    const struct request *x = a, *y = b;

    if (x->at_ns != y->at_ns)
        return x->at_ns < y->at_ns ? -1 : 1;
    return x->row - y->row;
}

static void sort(struct reading *reading)
{
    bool sorted = true;

    for (size_t i = 1; sorted && i < reading->n; i++)
        sorted = reading->requests[i - 1].at_ns <= reading->requests[i].at_ns;
    if (!sorted)
        qsort(reading->requests, reading->n, sizeof *reading->requests, compare);
}

static bool refuse(struct reading *reading, const char *problem)
{
    struct cairn_origin origin = reading->replay->origin;

    cairn_diag_error(reading->csv.diag, origin.file, origin.line, "recording %s has %s",
                     reading->csv.input->path, problem);
    return false;
}

/* [REPLAY] The circle: the gap behind the last request is the mean of the others. */
static bool close_circle(struct reading *reading, struct cairn_arena *arena,
                         struct cairn_recording *recording)
{
    const struct request *requests = reading->requests;
    size_t n = reading->n;
    int64_t first_ns, span_ns;
    struct cairn_recorded_tokens *tokens = NULL;
    int64_t *at_ns;

    if (n < 2)
        return refuse(reading, n == 0 ? "no request to replay" : "one request: no rate");
    first_ns = reading->minutes > 0 ? 0 : requests[0].at_ns;
    span_ns = requests[n - 1].at_ns - first_ns;
    if (span_ns > most_s * ns_per_s)
        return refuse(reading, "more than 126 years between its requests");
    if (span_ns == 0)
        return refuse(reading, "all requests at one time: no rate");
    at_ns = cairn_arena_array(arena, n, sizeof *at_ns);
    if (reading->format->has_tokens)
        tokens = cairn_arena_array(arena, n, sizeof *tokens);
    for (size_t i = 0; i < n; i++) {
        at_ns[i] = requests[i].at_ns - first_ns;
        if (tokens)
            tokens[i] = requests[i].tokens;
    }
    *recording = (struct cairn_recording){
        .n = (int)n,
        .at_ns = at_ns,
        .tokens = tokens,
        .length_ns = reading->minutes > 0 ? reading->minutes * ns_per_minute
                                          : span_ns + span_ns / (int64_t)(n - 1),
        .rows = reading->rows,
        .failed = reading->failed,
        .others = reading->others,
    };
    recording->length_ns += at_ns[n - 1] == recording->length_ns;
    return true;
}

static void measure(struct cairn_recording *recording)
{
    int64_t last_ns = recording->at_ns[recording->n - 1];
    struct cairn_hash hash;
    struct cairn_hash128 content;

    recording->longest_gap_ns = recording->length_ns - last_ns + recording->at_ns[0];
    cairn_hash_init(&hash);
    cairn_hash_i64(&hash, recording->length_ns);
    for (int i = 0; i < recording->n; i++) {
        int64_t gap_ns = i > 0 ? recording->at_ns[i] - recording->at_ns[i - 1] : 0;

        if (gap_ns > recording->longest_gap_ns)
            recording->longest_gap_ns = gap_ns;
        cairn_hash_i64(&hash, recording->at_ns[i]);
        if (recording->tokens)
            cairn_hash_u64(&hash, (uint64_t)recording->tokens[i].context << 32 |
                                      recording->tokens[i].generated);
    }
    content = cairn_hash_final(&hash);
    memcpy(recording->content, content.word, sizeof recording->content);
}

bool cairn_recording_read(struct cairn_arena *arena, const struct cairn_input *input,
                          const struct cairn_replay *replay, struct cairn_diag *diag,
                          struct cairn_recording *recording)
{
    struct reading reading = {.replay = replay, .format = &formats[replay->format]};
    struct cairn_arena scratch; /* of the text of the file */
    bool good;

    cairn_arena_init(&scratch);
    good = cairn_csv_open(&reading.csv, &scratch, input, diag) && find_columns(&reading) &&
           read_rows(&reading);
    if (good)
        sort(&reading);
    good = good && close_circle(&reading, arena, recording);
    if (good)
        measure(recording);
    cairn_free(reading.requests);
    cairn_arena_release(&scratch);
    return good;
}
