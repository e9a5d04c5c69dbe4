/* How measurements find the profile that they are points of. */

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "io/import.h"

/* ---- ids ---- */

/* Says once that an id which the caller gave is not known. */
static void refuse_id(struct cairn_import *import, const char *what, const char *id,
                      const char *const *names, size_t n)
{
    const char *near = cairn_nearest(id, names, n);

    if (!import->refused && near)
        cairn_diag_error(import->diag, NULL, 0, "no %s \"%s\"; did you mean \"%s\"?", what, id,
                         near);
    else if (!import->refused)
        cairn_diag_error(import->diag, NULL, 0,
                         "no %s \"%s\" in the catalogues; name the file that has it", what, id);
    import->refused = true;
}

static int find(const char *const *names, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], id) == 0)
            return (int)i;
    return -1;
}

/*
 * Index of what the caller asked for, else of what follows from the name as published; -1 where it
 * is not known, which makes an error of the first and leaves the row out in the other case.
 */
static int look_up(struct cairn_import *import, const struct cairn_import_measurement *row,
                   const char *what, const char *asked, const char *id, const char *published,
                   const char *const *names, size_t n)
{
    int at = -1;
    char *reason;

    if (asked || id)
        at = find(names, n, asked ? asked : id);
    if (at < 0 && asked) {
        refuse_id(import, what, asked, names, n);
    } else if (at < 0) {
        reason = cairn_format("the catalogues have no such %s; name one with --%s", what, what);
        cairn_import_leave_out(import, row->origin.line, reason, published);
        cairn_free(reason);
    }
    return at;
}

static int find_model(struct cairn_import *import, const struct cairn_import_measurement *row)
{
    const struct cairn_scenario *known = import->known;
    size_t n = (size_t)known->n_models;
    const char **names = cairn_calloc(n, sizeof *names);
    int at;

    for (size_t i = 0; i < n; i++)
        names[i] = known->models[i].id;
    at = look_up(import, row, "model", import->wish.model, row->model, row->benchmark, names, n);
    cairn_free(names);
    return at;
}

static int find_variant(struct cairn_import *import, const struct cairn_import_measurement *row,
                        int model)
{
    const struct cairn_scenario *known = import->known;
    const struct cairn_model *of = &known->models[model];
    size_t n = (size_t)of->n_variants;
    const char **names = cairn_calloc(n, sizeof *names);
    char *published =
        cairn_format("%s of model %s", row->variant ? row->variant : "none said", of->id);
    int at;

    for (size_t i = 0; i < n; i++)
        names[i] = known->variants[of->first_variant + (int)i].id;
    at = look_up(import, row, "variant", import->wish.variant, row->variant, published, names, n);
    cairn_free(published);
    cairn_free(names);
    return at < 0 ? -1 : of->first_variant + at;
}

static int find_hardware(struct cairn_import *import, const struct cairn_import_measurement *row)
{
    const struct cairn_scenario *known = import->known;
    size_t n = (size_t)known->n_hardware;
    const char **names = cairn_calloc(n, sizeof *names);
    int at;

    for (size_t i = 0; i < n; i++)
        names[i] = known->hardware[i].id;
    at = look_up(import, row, "hardware", import->wish.hardware, row->hardware, row->system, names,
                 n);
    cairn_free(names);
    return at;
}

/* ---- profiles ---- */

static struct cairn_import_profile *find_profile(struct cairn_import *import,
                                                 const struct cairn_import_measurement *row)
{
    for (size_t i = 0; i < import->n_profiles; i++) {
        const struct cairn_import_measurement *first = &import->profiles[i].first;

        if (strcmp(first->model, row->model) == 0 && strcmp(first->variant, row->variant) == 0 &&
            strcmp(first->hardware, row->hardware) == 0)
            return &import->profiles[i];
    }
    return NULL;
}

static const char *kept(struct cairn_import *import, const char *text)
{
    return cairn_arena_strdup(import->arena, text);
}

/* Copies what lives in a row. */
static struct cairn_import_measurement keep(struct cairn_import *import,
                                            const struct cairn_import_measurement *row)
{
    struct cairn_import_measurement copy = *row;

    copy.system = kept(import, row->system);
    copy.benchmark = kept(import, row->benchmark);
    copy.conditions = kept(import, row->conditions);
    copy.request = kept(import, row->request);
    copy.source = (struct cairn_import_source){kept(import, row->source.title),
                                               kept(import, row->source.href),
                                               kept(import, row->source.licence)};
    return copy;
}

static struct cairn_import_profile *new_profile(struct cairn_import *import,
                                                const struct cairn_import_measurement *row,
                                                int variant, int hardware)
{
    int known = cairn_scenario_profile(import->known, variant, hardware);
    struct cairn_import_profile *profile;

    if (known != CAIRN_NONE)
        cairn_diag_warning(import->diag, row->origin.file, row->origin.line,
                           "%s:%d has a profile of %s %s on %s already; a scenario can use only "
                           "one of them",
                           import->known->profiles[known].origin.file,
                           import->known->profiles[known].origin.line, row->model, row->variant,
                           row->hardware);
    import->profiles = cairn_grow(import->profiles, &import->profiles_capacity,
                                  import->n_profiles + 1, sizeof *import->profiles);
    profile = &import->profiles[import->n_profiles++];
    *profile = (struct cairn_import_profile){.first = keep(import, row)};
    return profile;
}

/* A row that was measured under other conditions than those of the profile. */
static void refuse_other(struct cairn_import *import, const struct cairn_import_measurement *row,
                         const struct cairn_import_measurement *first)
{
    const struct cairn_import_wish *wish = &import->wish;
    const char *what = "measured under other conditions than what is there already; choose with "
                       "--system or --benchmark";
    char *detail = cairn_format("%s, and not %s", row->conditions, first->conditions);

    if (wish->model && wish->variant && wish->hardware) {
        cairn_diag_error(import->diag, row->origin.file, row->origin.line,
                         "\"%s\" cannot be points of one profile with line %d; choose with "
                         "--system or --benchmark, or name rows as FILE:LINE",
                         row->conditions, first->origin.line);
        cairn_diag_note(import->diag, first->origin.file, first->origin.line, "this is \"%s\"",
                        first->conditions);
    } else {
        cairn_import_leave_out(import, row->origin.line, what, detail);
    }
    cairn_free(detail);
}

static void leave_out(struct cairn_import *import, const struct cairn_import_point *point,
                      const char *reason, const struct cairn_import_point *other)
{
    char *detail = cairn_format("batch %d, as line %d", point->batch, other->origin.line);

    cairn_import_leave_out(import, point->origin.line, reason, detail);
    cairn_free(detail);
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/*
 * Does the profile say this already? A result that was inferred repeats the figures of another
 * batch size: a run under two names, of which that of the smaller batch is the true one.
 */
static bool is_said(struct cairn_import *import, struct cairn_import_profile *profile,
                    const struct cairn_import_point *point)
{
    const char *repeated = "the same figures as those of a smaller batch: one run under two names";

    for (size_t i = 0; i < profile->n_points; i++) {
        struct cairn_import_point other = profile->points[i];

        if (other.batch == point->batch) {
            leave_out(import, point, "the profile has a point of this batch already", &other);
            return true;
        }
        if (!same(other.latency, point->latency) || !same(other.power, point->power) ||
            !same(other.energy, point->energy))
            continue;
        leave_out(import, other.batch > point->batch ? &other : point, repeated,
                  other.batch > point->batch ? point : &other);
        if (other.batch > point->batch)
            profile->points[i] = *point;
        return true;
    }
    return false;
}

static void add(struct cairn_import *import, struct cairn_import_profile *profile,
                const struct cairn_import_measurement *row)
{
    struct cairn_import_point point = {row->origin, row->batch, kept(import, row->latency),
                                       kept(import, row->power), kept(import, row->energy)};
    size_t at = profile->n_points;

    if (is_said(import, profile, &point))
        return;
    profile->points =
        cairn_grow(profile->points, &profile->capacity, at + 1, sizeof *profile->points);
    for (; at > 0 && profile->points[at - 1].batch > point.batch; at--)
        profile->points[at] = profile->points[at - 1];
    profile->points[at] = point;
    profile->n_points++;
    if (row->evidence > profile->first.evidence)
        profile->first.evidence = row->evidence;
    import->n_taken++;
}

void cairn_import_add_point(struct cairn_import *import,
                            const struct cairn_import_measurement *measurement)
{
    struct cairn_import_measurement row = *measurement;
    const struct cairn_scenario *known = import->known;
    struct cairn_import_profile *profile;
    int model = find_model(import, &row);
    int variant = model < 0 ? -1 : find_variant(import, &row, model);
    int hardware = variant < 0 ? -1 : find_hardware(import, &row);

    if (hardware < 0)
        return;
    row.model = known->models[model].id;
    row.variant = known->variants[variant].id;
    row.hardware = known->hardware[hardware].id;
    if (import->wish.request)
        row.request = import->wish.request;
    profile = find_profile(import, &row);
    if (!profile)
        profile = new_profile(import, &row, variant, hardware);
    if (strcmp(profile->first.conditions, row.conditions) == 0 &&
        strcmp(profile->first.boundary, row.boundary) == 0)
        add(import, profile, &row);
    else
        refuse_other(import, &row, &profile->first);
}
