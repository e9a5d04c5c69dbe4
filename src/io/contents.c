#include "io/contents.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

enum { TWITTER_FIELDS = 7, ENOUGH = 5 /* errors; more of the same tells nothing */ };

/* Part of the text of the file. */
struct span {
    const char *at;
    size_t size;
};

struct reader {
    const struct cairn_input *input;
    struct cairn_diag *diag;
    enum cairn_content_format format;
    int line, bad;

    uint32_t *requests;
    size_t n_requests, requests_capacity;
    struct span *names; /* [content] */
    int64_t *sizes;     /* [content]: the largest */
    bool *several;      /* [content]: not always the same */
    size_t n_contents, names_capacity, sizes_capacity, several_capacity;
    uint32_t *index; /* content + 1 by hash of its name, 0 where empty; at most half full */
    size_t mask;
    size_t rows, other_operations;
};

/* ---- names ---- */

static uint64_t hash_of(struct span name)
{
    uint64_t hash = name.size;

    for (size_t i = 0; i < name.size; i++)
        hash = (hash ^ (unsigned char)name.at[i]) * UINT64_C(0x100000001b3); /* FNV-1a */
    return cairn_mix64(hash);
}

static bool same_name(struct span a, struct span b)
{
    return a.size == b.size && memcmp(a.at, b.at, a.size) == 0;
}

static size_t place_of(const struct reader *reader, struct span name)
{
    size_t at = (size_t)hash_of(name) & reader->mask;

    while (reader->index[at] > 0 && !same_name(reader->names[reader->index[at] - 1], name))
        at = (at + 1) & reader->mask;
    return at;
}

static void grow_index(struct reader *reader)
{
    reader->mask = 2 * reader->mask + 1;
    cairn_free(reader->index);
    reader->index = cairn_calloc(reader->mask + 1, sizeof *reader->index);
    for (size_t c = 0; c < reader->n_contents; c++)
        reader->index[place_of(reader, reader->names[c])] = (uint32_t)c + 1;
}

/* The number of a content, which is new where nobody has asked for it. */
static uint32_t content_of(struct reader *reader, struct span name, int64_t size)
{
    size_t at = place_of(reader, name);
    size_t n = reader->n_contents;
    uint32_t content;

    if (reader->index[at] == 0) {
        reader->names =
            cairn_grow(reader->names, &reader->names_capacity, n + 1, sizeof *reader->names);
        reader->sizes =
            cairn_grow(reader->sizes, &reader->sizes_capacity, n + 1, sizeof *reader->sizes);
        reader->several =
            cairn_grow(reader->several, &reader->several_capacity, n + 1, sizeof *reader->several);
        reader->names[n] = name;
        reader->sizes[n] = size;
        reader->several[n] = false;
        reader->n_contents++;
        reader->index[at] = (uint32_t)n + 1;
        if (2 * reader->n_contents > reader->mask)
            grow_index(reader);
        return (uint32_t)n;
    }
    content = reader->index[at] - 1;
    reader->several[content] = reader->several[content] || reader->sizes[content] != size;
    if (size > reader->sizes[content])
        reader->sizes[content] = size;
    return content;
}

/* ---- rows ---- */

static struct span trimmed(struct span span)
{
    while (span.size > 0 && (span.at[0] == ' ' || span.at[0] == '\t')) {
        span.at++;
        span.size--;
    }
    while (span.size > 0 && strchr(" \t\r", span.at[span.size - 1]))
        span.size--;
    return span;
}

/* Takes the last field off a row; false where there is but one. */
static bool take_last(struct span *row, struct span *field)
{
    size_t i = row->size;

    while (i > 0 && row->at[i - 1] != ',')
        i--;
    if (i == 0)
        return false;
    *field = trimmed((struct span){row->at + i, row->size - i});
    row->size = i - 1;
    return true;
}

static bool read_size(struct span span, int64_t *size)
{
    *size = 0;
    for (size_t i = 0; i < span.size; i++) {
        if (span.at[i] < '0' || span.at[i] > '9' || *size > INT64_C(100000000000000))
            return false;
        *size = 10 * *size + (span.at[i] - '0');
    }
    return span.size > 0;
}

static bool row_error(struct reader *reader, struct span row, const char *due)
{
    reader->bad++;
    cairn_diag_error(reader->diag, reader->input->path, reader->line, "\"%.*s\" is no %s",
                     row.size < 60 ? (int)row.size : 60, row.at, due);
    return false;
}

static void add_request(struct reader *reader, struct span name, int64_t size)
{
    size_t n = reader->n_requests;

    reader->requests =
        cairn_grow(reader->requests, &reader->requests_capacity, n + 1, sizeof *reader->requests);
    reader->requests[reader->n_requests++] = content_of(reader, name, size > 0 ? size : 1);
}

static bool read_plain(struct reader *reader, struct span row)
{
    struct span name = row, field;
    int64_t size;

    if (take_last(&name, &field) && read_size(field, &size) && trimmed(name).size > 0) {
        reader->rows++;
        add_request(reader, trimmed(name), size);
        return true;
    }
    if (reader->line == 1 && memchr(row.at, ',', row.size))
        return true; /* a header */
    return row_error(reader, row, "content and its size in bytes, such as a17,2048");
}

static bool read_twitter(struct reader *reader, struct span row)
{
    static const char due[] =
        "row of timestamp, key, key size, value size, client, operation and TTL";
    struct span rest = row, field[TWITTER_FIELDS];
    int64_t key_size, value_size;

    for (int i = TWITTER_FIELDS - 1; i > 1; i--)
        if (!take_last(&rest, &field[i]))
            return row_error(reader, row, due);
    for (size_t i = 0; i < rest.size;
         i++) /* the key may hold a comma; the time before it may not */
        if (rest.at[i] == ',') {
            field[1] = trimmed((struct span){rest.at + i + 1, rest.size - i - 1});
            if (!read_size(field[2], &key_size) || !read_size(field[3], &value_size))
                break;
            reader->rows++;
            if (same_name(field[5], (struct span){"get", 3}) ||
                same_name(field[5], (struct span){"gets", 4}))
                add_request(reader, field[1], key_size + value_size);
            else
                reader->other_operations++;
            return true;
        }
    return row_error(reader, row, due);
}

static void read_rows(struct reader *reader)
{
    const char *at = reader->input->bytes;
    const char *end = at + reader->input->size;

    if (end - at >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0) /* a byte order mark */
        at += 3;
    while (at < end && reader->bad < ENOUGH) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        struct span row = trimmed((struct span){at, (size_t)((stop ? stop : end) - at)});

        reader->line++;
        if (row.size > 0 && reader->format == CAIRN_CONTENT_PLAIN)
            read_plain(reader, row);
        else if (row.size > 0)
            read_twitter(reader, row);
        at = stop ? stop + 1 : end;
    }
}

/* ---- the trace ---- */

static void warn(const struct reader *reader, struct cairn_origin origin)
{
    size_t several = 0;

    for (size_t c = 0; c < reader->n_contents; c++)
        several += reader->several[c];
    if (reader->other_operations > 0)
        cairn_diag_warning(reader->diag, origin.file, origin.line,
                           "trace %s: %zu of %zu rows are look-ups; other operations are left out",
                           reader->input->path, reader->n_requests, reader->rows);
    if (several > 0)
        cairn_diag_warning(reader->diag, origin.file, origin.line,
                           "trace %s: %zu of %zu contents change their size; the largest is taken",
                           reader->input->path, several, reader->n_contents);
}

/* A content, to be put in order of popularity. */
struct standing {
    uint64_t requests;
    uint32_t content;
};

/* The most popular first; of equal popularity, the one that was asked for first. */
static int by_popularity(const void *left, const void *right)
{
    const struct standing *a = left, *b = right;

    if (a->requests != b->requests)
        return a->requests < b->requests ? 1 : -1;
    return (a->content > b->content) - (a->content < b->content);
}

/* Numbers contents by popularity, so that a number is a rank. */
static void renumber(struct reader *reader)
{
    size_t n = reader->n_contents;
    struct standing *standings = cairn_calloc(n, sizeof *standings);
    uint32_t *rank = cairn_calloc(n, sizeof *rank);
    int64_t *sizes = cairn_calloc(n, sizeof *sizes);

    for (size_t c = 0; c < n; c++)
        standings[c].content = (uint32_t)c;
    for (size_t i = 0; i < reader->n_requests; i++)
        standings[reader->requests[i]].requests++;
    qsort(standings, n, sizeof *standings, by_popularity);
    for (size_t r = 0; r < n; r++) {
        rank[standings[r].content] = (uint32_t)r;
        sizes[r] = reader->sizes[standings[r].content];
    }
    for (size_t i = 0; i < reader->n_requests; i++)
        reader->requests[i] = rank[reader->requests[i]];
    cairn_free(reader->sizes);
    reader->sizes = sizes;
    cairn_free(standings);
    cairn_free(rank);
}

static struct cairn_content_trace *make_trace(struct cairn_arena *arena,
                                              const struct reader *reader)
{
    struct cairn_content_trace *trace = cairn_arena_alloc(arena, sizeof *trace);
    uint32_t *requests = cairn_arena_array(arena, reader->n_requests, sizeof *requests);
    int64_t *sizes = cairn_arena_array(arena, reader->n_contents, sizeof *sizes);
    struct cairn_hash128 key;
    struct cairn_hash hash;

    memcpy(requests, reader->requests, reader->n_requests * sizeof *requests);
    memcpy(sizes, reader->sizes, reader->n_contents * sizeof *sizes);
    cairn_hash_init(&hash);
    for (size_t i = 0; i < reader->n_requests; i++)
        cairn_hash_u64(&hash, requests[i]);
    for (size_t i = 0; i < reader->n_contents; i++)
        cairn_hash_i64(&hash, sizes[i]);
    key = cairn_hash_final(&hash);
    *trace = (struct cairn_content_trace){
        .requests = requests,
        .n_requests = reader->n_requests,
        .sizes_bytes = sizes,
        .contents = (int)reader->n_contents,
        .key = {key.word[0], key.word[1]},
    };
    return trace;
}

const struct cairn_content_trace *cairn_contents_read(struct cairn_arena *arena,
                                                      const struct cairn_input *input,
                                                      enum cairn_content_format format,
                                                      struct cairn_origin origin,
                                                      struct cairn_diag *diag)
{
    struct reader reader = {.input = input, .diag = diag, .format = format, .mask = 1023};
    struct cairn_content_trace *trace = NULL;

    reader.index = cairn_calloc(reader.mask + 1, sizeof *reader.index);
    read_rows(&reader);
    if (reader.bad == 0 && reader.n_requests == 0)
        cairn_diag_error(diag, origin.file, origin.line, "trace %s holds no requests", input->path);
    if (reader.bad == 0 && reader.n_requests > 0) {
        renumber(&reader);
        trace = make_trace(arena, &reader);
        warn(&reader, origin);
    }
    cairn_free(reader.requests);
    cairn_free(reader.names);
    cairn_free(reader.sizes);
    cairn_free(reader.several);
    cairn_free(reader.index);
    return trace;
}

/* The same trace, where another workload has it already. */
static const struct cairn_content_trace *known(const struct cairn_scenario *scenario,
                                               const char *href, enum cairn_content_format format)
{
    for (int w = 0; w < scenario->n_workloads; w++) {
        const struct cairn_popularity *of = &scenario->workloads[w].popularity;

        if (of->trace && of->trace_href == href && of->format == format)
            return of->trace;
    }
    return NULL;
}

static void derive(const struct cairn_deriver *deriver, struct cairn_node *node)
{
    struct cairn_scenario *scenario = deriver->scenario;
    struct cairn_popularity *of = &scenario->workloads[node->parent->index].popularity;
    const struct cairn_attribute *href = cairn_node_attribute(node, "trace");
    struct cairn_input *input;

    if (!href)
        return;
    if (of->contents != CAIRN_NONE) {
        cairn_diag_error(deriver->diag, href->origin.file, href->origin.line,
                         "%s has a trace and contents: say one of them",
                         cairn_node_label(deriver->arena, node));
        return;
    }
    input = cairn_deriver_open(deriver, node, "trace");
    if (!input)
        return;
    of->trace_href = input->href;
    of->trace = known(scenario, input->href, of->format);
    if (!of->trace)
        of->trace =
            cairn_contents_read(deriver->arena, input, of->format, node->origin, deriver->diag);
    if (of->trace)
        of->contents = of->trace->contents;
}

void cairn_contents_derive(const struct cairn_deriver *deriver)
{
    const struct cairn_node *root = deriver->root;

    for (int i = 0; i < root->n_children; i++) {
        const struct cairn_node *site = root->children[i];

        for (int j = 0; j < site->n_children; j++) {
            struct cairn_node *popularity = strcmp(site->children[j]->name, "workload") == 0
                                                ? cairn_node_child(site->children[j], "popularity")
                                                : NULL;

            if (popularity)
                derive(deriver, popularity);
        }
    }
}
