#include "io/import.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "base/number.h"

void cairn_import_init(struct cairn_import *import, struct cairn_arena *arena,
                       struct cairn_diag *diag, const struct cairn_import_wish *wish,
                       const struct cairn_scenario *known)
{
    *import = (struct cairn_import){.arena = arena, .diag = diag, .wish = *wish, .known = known};
}

void cairn_import_release(struct cairn_import *import)
{
    for (size_t i = 0; i < import->n_profiles; i++)
        cairn_free(import->profiles[i].points);
    for (size_t i = 0; i < import->n_left_out; i++)
        cairn_free(import->left_out[i].ranges);
    cairn_free(import->profiles);
    cairn_free(import->hardware);
    cairn_free(import->sources);
    cairn_free(import->left_out);
}

/* ---- words ---- */

const char *cairn_import_id(struct cairn_arena *arena, const char *name)
{
    char *id = cairn_arena_strdup(arena, name);
    size_t n = 0;

    for (; *name; name++) {
        if (isalnum((unsigned char)*name))
            id[n++] = (char)tolower((unsigned char)*name);
        else if (*name == '.' && n > 0 && isdigit((unsigned char)id[n - 1]))
            id[n++] = '.';
        else if (n > 0 && id[n - 1] != '-')
            id[n++] = '-';
    }
    while (n > 0 && (id[n - 1] == '-' || id[n - 1] == '.'))
        n--;
    id[n] = '\0';
    return n > 0 ? id : "unnamed";
}

const char *cairn_import_quantity(struct cairn_arena *arena, double value, const char *unit)
{
    char number[CAIRN_NUMBER_SIZE];

    return cairn_arena_format(arena, "%s %s", cairn_number_format(value, 6, number), unit);
}

static bool contains(const char *text, const char *part)
{
    size_t size = strlen(part);

    for (; *text; text++)
        if (strncasecmp(text, part, size) == 0)
            return true;
    return size == 0;
}

/* Length of the longest text that is part of both. */
static size_t common(const char *a, const char *b)
{
    size_t longest = 0;

    for (; *a; a++)
        for (const char *from = b; *from; from++) {
            size_t n = 0;

            while (a[n] && tolower((unsigned char)a[n]) == tolower((unsigned char)from[n]))
                n++;
            longest = n > longest ? n : longest;
        }
    return longest;
}

/* Keeps a name if it is nearer to what was asked for than others were. */
static void note_near(struct cairn_import *import, struct cairn_import_near *near,
                      const char *asked, const char *name)
{
    size_t size = common(asked, name);

    if (size > near->size)
        *near = (struct cairn_import_near){cairn_arena_strdup(import->arena, name), size};
}

/* Is it one of the parts of a path? */
static bool has_part(const char *path, const char *part)
{
    size_t size = strlen(part);

    while (path && *path) {
        size_t n = strcspn(path, "/");

        if (n == size && strncasecmp(path, part, n) == 0)
            return true;
        path += n + (path[n] == '/');
    }
    return false;
}

/* ---- rows ---- */

bool cairn_import_wanted(struct cairn_import *import, int line, const char *system,
                         const char *benchmark, const char *place)
{
    const struct cairn_import_wish *wish = &import->wish;
    bool wanted = !wish->system || contains(system, wish->system);

    if (!wanted)
        note_near(import, &import->near_system, wish->system, system);
    if (wish->benchmark && strcasecmp(benchmark, wish->benchmark) != 0 &&
        !has_part(place, wish->benchmark)) {
        note_near(import, &import->near_benchmark, wish->benchmark, benchmark);
        wanted = false;
    }
    if (import->only > 0 && import->only != line)
        wanted = false;
    if (wanted)
        import->n_rows++;
    else
        import->n_others++;
    return wanted;
}

/* Appends a row to those of a reason, or to the range that it continues. */
static void add_rows(struct cairn_import_left_out *reason, const char *file, int line)
{
    struct cairn_import_range *last =
        reason->n_ranges > 0 ? &reason->ranges[reason->n_ranges - 1] : NULL;

    reason->n++;
    if (last && strcmp(last->file, file) == 0 && line == last->last + 1) {
        last->last = line;
        return;
    }
    reason->ranges =
        cairn_grow(reason->ranges, &reason->capacity, reason->n_ranges + 1, sizeof *reason->ranges);
    reason->ranges[reason->n_ranges++] = (struct cairn_import_range){file, line, line};
}

void cairn_import_leave_out(struct cairn_import *import, int line, const char *reason,
                            const char *detail)
{
    struct cairn_import_left_out *all = import->left_out;
    size_t i = 0;

    cairn_diag_warning(import->diag, import->path, line, "left out: %s%s%s", reason,
                       detail ? ": " : "", detail ? detail : "");
    while (i < import->n_left_out && strcmp(all[i].reason, reason) != 0)
        i++;
    if (i == import->n_left_out) {
        import->left_out =
            cairn_grow(all, &import->left_out_capacity, i + 1, sizeof *import->left_out);
        import->left_out[i] =
            (struct cairn_import_left_out){.reason = cairn_arena_strdup(import->arena, reason)};
        import->n_left_out++;
    }
    add_rows(&import->left_out[i], import->path, line);
}

static int add_source(struct cairn_import *import, const struct cairn_import_source *source)
{
    size_t n = import->n_sources;
    struct cairn_import_source *kept;

    import->sources =
        cairn_grow(import->sources, &import->sources_capacity, n + 1, sizeof *import->sources);
    kept = &import->sources[n];
    kept->title = import->wish.source ? cairn_arena_format(import->arena, "%s; %s", source->title,
                                                           import->wish.source)
                                      : cairn_arena_strdup(import->arena, source->title);
    kept->href = cairn_arena_strdup(import->arena, source->href);
    kept->licence = cairn_arena_strdup(import->arena, source->licence);
    import->n_sources++;
    return (int)n;
}

/* ---- hardware ---- */

static struct cairn_import_hardware *find_hardware(struct cairn_import *import, const char *id)
{
    for (size_t i = 0; i < import->n_hardware; i++)
        if (strcmp(import->hardware[i].id, id) == 0)
            return &import->hardware[i];
    return NULL;
}

/* The part that both have, or CAIRN_N_IMPORT_PARTS. Memory is said in passing: it may be again. */
static int overlap(const struct cairn_import_hardware *hardware,
                   const struct cairn_import_fact facts[CAIRN_N_IMPORT_PARTS])
{
    for (int i = 0; i < CAIRN_N_IMPORT_PARTS; i++)
        if (i != CAIRN_IMPORT_MEMORY && hardware->facts[i].origin.file && facts[i].attributes)
            return i;
    return CAIRN_N_IMPORT_PARTS;
}

/* An id that no row has: the same with a number. */
static const char *free_id(struct cairn_import *import, const char *id)
{
    struct cairn_import_hardware *first = find_hardware(import, id);
    const char *other = id;

    while (first && find_hardware(import, other))
        other = cairn_arena_format(import->arena, "%s-%d", id, 2 + first->namesakes++);
    return other;
}

/* A second row for the id that the caller gave. */
static void refuse_second(struct cairn_import *import, int line, const char *name,
                          const struct cairn_import_hardware *first, int part)
{
    static const char *const parts[] = {"power", "memory", "embodied carbon"};

    cairn_diag_error(import->diag, import->path, line,
                     "a second %s of hardware \"%s\": \"%s\"; name one row as FILE:LINE, or one "
                     "system with --system",
                     parts[part], first->id, name);
    cairn_diag_note(import->diag, first->facts[part].origin.file, first->facts[part].origin.line,
                    "the first is \"%s\"", first->name);
}

static struct cairn_import_hardware *new_hardware(struct cairn_import *import, int line,
                                                  const char *id, const char *name,
                                                  const char *kind)
{
    struct cairn_import_hardware *hardware;

    import->hardware = cairn_grow(import->hardware, &import->hardware_capacity,
                                  import->n_hardware + 1, sizeof *import->hardware);
    hardware = &import->hardware[import->n_hardware++];
    *hardware = (struct cairn_import_hardware){.origin = {import->path, line},
                                               .id = cairn_arena_strdup(import->arena, id),
                                               .name = cairn_arena_strdup(import->arena, name),
                                               .kind = kind};
    return hardware;
}

/* It is news that a scenario cannot use both. */
static void look_for_known(struct cairn_import *import, int line, const char *id)
{
    for (int i = 0; i < import->known->n_hardware; i++) {
        const struct cairn_hardware *known = &import->known->hardware[i];

        if (strcmp(known->id, id) == 0)
            cairn_diag_warning(import->diag, import->path, line,
                               "%s:%d has a hardware \"%s\" already; a scenario can use only one "
                               "of these files",
                               known->origin.file, known->origin.line, id);
    }
}

void cairn_import_add_hardware(struct cairn_import *import, int line, const char *id,
                               const char *name, const char *kind,
                               const struct cairn_import_source *source,
                               const struct cairn_import_fact facts[CAIRN_N_IMPORT_PARTS])
{
    const char *asked = import->wish.hardware;
    struct cairn_import_hardware *hardware = find_hardware(import, asked ? asked : id);
    int cited;

    if (hardware && asked && overlap(hardware, facts) < CAIRN_N_IMPORT_PARTS) {
        refuse_second(import, line, name, hardware, overlap(hardware, facts));
        return;
    }
    if (!hardware || !asked) {
        id = asked ? asked : free_id(import, id);
        look_for_known(import, line, id);
        hardware = new_hardware(import, line, id, name, kind);
    }
    cited = add_source(import, source);
    for (int i = 0; i < CAIRN_N_IMPORT_PARTS; i++)
        if (facts[i].attributes && !hardware->facts[i].origin.file) {
            hardware->facts[i] = facts[i];
            hardware->facts[i].origin = (struct cairn_origin){import->path, line};
            hardware->facts[i].source = cited;
        }
    import->n_taken++;
}
