#include "io/import_write.h"

#include <string.h>

#include "base/alloc.h"
#include "base/escape.h"

static const char *const classes[] = {"measured", "vendor", "modelled", "assumed"};

/* Text in the making, and the row behind each of its lines. */
struct writing {
    const struct cairn_import *import;
    struct cairn_buffer *out;
    struct cairn_import_rows *rows;
};

void cairn_import_attribute(struct cairn_buffer *out, const char *name, const char *value)
{
    cairn_buffer_appendf(out, " %s=\"", name);
    cairn_escape_xml_line(out, value, strlen(value)); /* one line per element */
    cairn_buffer_putc(out, '"');
}

static void attribute(struct writing *writing, const char *name, const char *value)
{
    if (value)
        cairn_import_attribute(writing->out, name, value);
}

/* Ends a line that this row is behind. */
static void end_line(struct writing *writing, const char *text, struct cairn_origin row)
{
    struct cairn_import_rows *rows = writing->rows;

    cairn_buffer_puts(writing->out, text);
    cairn_buffer_putc(writing->out, '\n');
    rows->rows = cairn_grow(rows->rows, &rows->capacity, rows->n + 1, sizeof *rows->rows);
    rows->rows[rows->n++] = row;
}

/* ---- sources ---- */

/* Entries are the hardware and then the profiles; a source is named after what cites it. */
static char *fact_source_id(const struct cairn_import_hardware *hardware, int part)
{
    static const char *const parts[] = {"power", "memory", "embodied"};
    int first = part; /* parts of one row have one source, named after the first of them */

    for (int i = part - 1; i >= 0; i--)
        if (hardware->facts[i].origin.file &&
            hardware->facts[i].source == hardware->facts[part].source)
            first = i;
    return cairn_format("import-%s-%s", hardware->id, parts[first]);
}

static char *profile_source_id(const struct cairn_import_profile *profile)
{
    return cairn_format("import-%s-%s-%s", profile->first.model, profile->first.variant,
                        profile->first.hardware);
}

static void write_source(struct writing *writing, const char *id, const char *title,
                         const struct cairn_import_source *source, struct cairn_origin row)
{
    cairn_buffer_puts(writing->out, "  <source");
    attribute(writing, "id", id);
    attribute(writing, "title", title);
    attribute(writing, "href", source->href);
    attribute(writing, "licence", source->licence);
    end_line(writing, "/>", row);
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* "line 4 of a.csv" or "lines 4 5 of a.csv, 7 of b.csv" */
static void write_lines(const struct cairn_import_profile *profile, struct cairn_buffer *out)
{
    const char *file = profile->points[0].origin.file;

    cairn_buffer_puts(out, profile->n_points > 1 ? "lines" : "line");
    for (size_t i = 0; i < profile->n_points; i++) {
        const struct cairn_origin *row = &profile->points[i].origin;

        if (strcmp(file, row->file) != 0)
            cairn_buffer_appendf(out, " of %s,", name_of(file));
        file = row->file;
        cairn_buffer_appendf(out, " %d", row->line);
    }
    cairn_buffer_appendf(out, " of %s", name_of(file));
}

static void write_fact_sources(struct writing *writing,
                               const struct cairn_import_hardware *hardware)
{
    int last = -1;

    for (int i = 0; i < CAIRN_N_IMPORT_PARTS; i++) {
        const struct cairn_import_fact *fact = &hardware->facts[i];
        const struct cairn_import_source *source;
        char *id, *title;

        if (!fact->origin.file || fact->source == last)
            continue;
        last = fact->source;
        source = &writing->import->sources[last];
        id = fact_source_id(hardware, i);
        title = cairn_format("%s; line %d of %s", source->title, fact->origin.line,
                             name_of(fact->origin.file));
        write_source(writing, id, title, source, fact->origin);
        cairn_free(title);
        cairn_free(id);
    }
}

static void write_profile_source(struct writing *writing,
                                 const struct cairn_import_profile *profile)
{
    const char *remark = writing->import->wish.source;
    const struct cairn_import_source *source = &profile->first.source;
    char *id = profile_source_id(profile);
    struct cairn_buffer title;

    cairn_buffer_init(&title);
    cairn_buffer_appendf(&title, "%s; %s%s", source->title, remark ? remark : "",
                         remark ? "; " : "");
    write_lines(profile, &title);
    write_source(writing, id, title.data, source, profile->first.origin);
    cairn_buffer_release(&title);
    cairn_free(id);
}

/* ---- entries ---- */

static void write_hardware(struct writing *writing, const struct cairn_import_hardware *hardware)
{
    static const char *const elements[] = {"power", "memory", "embodied"};

    cairn_buffer_puts(writing->out, "  <hardware");
    attribute(writing, "id", hardware->id);
    attribute(writing, "name", hardware->name);
    attribute(writing, "kind", hardware->kind);
    end_line(writing, ">", hardware->origin);
    for (int i = 0; i < CAIRN_N_IMPORT_PARTS; i++) {
        const struct cairn_import_fact *fact = &hardware->facts[i];
        char *source;

        if (!fact->origin.file)
            continue;
        source = fact_source_id(hardware, i);
        cairn_buffer_appendf(writing->out, "    <%s %s", elements[i], fact->attributes);
        attribute(writing, "source", source);
        attribute(writing, "class", classes[fact->evidence]);
        end_line(writing, "/>", fact->origin);
        cairn_free(source);
    }
    end_line(writing, "  </hardware>", hardware->origin);
}

static void write_profile(struct writing *writing, const struct cairn_import_profile *profile)
{
    const struct cairn_import_measurement *first = &profile->first;
    char *source = profile_source_id(profile);

    cairn_buffer_puts(writing->out, "  <profile");
    attribute(writing, "model", first->model);
    attribute(writing, "variant", first->variant);
    attribute(writing, "hardware", first->hardware);
    attribute(writing, "boundary", first->boundary);
    attribute(writing, "request", first->request);
    attribute(writing, "source", source);
    attribute(writing, "class", classes[first->evidence]);
    end_line(writing, ">", first->origin);
    for (size_t i = 0; i < profile->n_points; i++) {
        const struct cairn_import_point *point = &profile->points[i];

        cairn_buffer_appendf(writing->out, "    <point batch=\"%d\"", point->batch);
        attribute(writing, "latency", point->latency);
        attribute(writing, "power", point->power);
        attribute(writing, "energy", point->energy);
        end_line(writing, "/>", point->origin);
    }
    end_line(writing, "  </profile>", first->origin);
    cairn_free(source);
}

/* ---- what profiles refer to ---- */

/* How the catalogue can name a file, or NULL; freed by the caller. */
static char *href_of(struct cairn_import_place place, const char *path)
{
    size_t n = place.catalogue ? strlen(place.catalogue) : 0;

    if (n > 0 && strncmp(path, place.catalogue, n) == 0 && path[n] == '/')
        return cairn_format("catalogue/%s", path + n + 1);
    return place.here && path[0] != '/' && !strstr(path, "..") ? cairn_strdup(path) : NULL;
}

/* Does a file have what a profile refers to? And a profile of the same, which would clash? */
static bool is_needed(const struct cairn_import *import, const char *file)
{
    const struct cairn_scenario *known = import->known;
    bool needed = false;

    for (size_t i = 0; i < import->n_profiles; i++) {
        const struct cairn_import_measurement *first = &import->profiles[i].first;

        for (int j = 0; j < known->n_models; j++)
            needed |= strcmp(known->models[j].id, first->model) == 0 &&
                      strcmp(known->models[j].origin.file, file) == 0;
        for (int j = 0; j < known->n_hardware; j++)
            needed |= strcmp(known->hardware[j].id, first->hardware) == 0 &&
                      strcmp(known->hardware[j].origin.file, file) == 0;
        for (int j = 0; j < known->n_profiles; j++) {
            const struct cairn_profile *other = &known->profiles[j];

            if (strcmp(other->origin.file, file) == 0 &&
                strcmp(known->models[other->model].id, first->model) == 0 &&
                strcmp(known->variants[other->variant].id, first->variant) == 0 &&
                strcmp(known->hardware[other->hardware].id, first->hardware) == 0)
                return false;
        }
    }
    return needed;
}

static void write_uses(struct writing *writing, struct cairn_import_place place)
{
    const struct cairn_scenario *known = writing->import->known;

    for (int i = 0; i < known->n_files; i++) {
        const char *file = known->files[i].path;
        char *href = is_needed(writing->import, file) ? href_of(place, file) : NULL;

        if (href) {
            cairn_buffer_puts(writing->out, "  <use");
            attribute(writing, "href", href);
            end_line(writing, "/>", (struct cairn_origin){NULL, 0});
        }
        cairn_free(href);
    }
}

/* ---- the whole ---- */

static void write_entries(struct writing *writing)
{
    const struct cairn_import *import = writing->import;

    for (size_t i = 0; i < import->n_hardware; i++)
        write_fact_sources(writing, &import->hardware[i]);
    for (size_t i = 0; i < import->n_profiles; i++)
        write_profile_source(writing, &import->profiles[i]);
    for (size_t i = 0; i < import->n_hardware; i++)
        write_hardware(writing, &import->hardware[i]);
    for (size_t i = 0; i < import->n_profiles; i++)
        write_profile(writing, &import->profiles[i]);
}

void cairn_import_write(const struct cairn_import *import, struct cairn_import_place place,
                        const char *extra, struct cairn_import_rows *rows, struct cairn_buffer *out)
{
    static const struct cairn_origin none = {NULL, 0};
    struct cairn_import_rows own = {0};
    struct writing writing = {.import = import, .out = out, .rows = rows ? rows : &own};

    end_line(&writing, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", none);
    end_line(&writing, "<catalogue format=\"1\">", none);
    if (!extra)
        write_uses(&writing, place);
    write_entries(&writing);
    cairn_buffer_appendf(out, "%s</catalogue>\n", extra ? extra : "");
    cairn_free(own.rows);
}
