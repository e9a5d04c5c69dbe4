#ifndef CAIRN_IO_IMPORT_H
#define CAIRN_IO_IMPORT_H

/*
 * Imports: published benchmark results and footprints become entries of a catalogue.
 *
 * Words: a format is a layout in which somebody publishes (import_formats.h); a row is one record
 * of a file, and what it says becomes part of one entry: power, memory or embodied carbon of a
 * hardware, or one point of a profile. A row that says too little for that is left out, with a
 * reason. Names as published become ids by lower case and hyphens (cairn_import_id); model,
 * variant and hardware of a profile are looked up in the catalogues that are known.
 *
 * Invariants: every entry has a source of its own, which names the data set, the system and the
 * rows, and a class: measured where the figure stands in the file, modelled where it was computed
 * from such figures, assumed where the caller said it. Numbers that stand in the file keep their
 * text; computed ones have six digits. Rows measured under other conditions never share a profile.
 * Nothing is guessed: what a file does not say (batch of a throughput, idle power of a system under
 * test) is asked for, or the row is left out. Reading stops at what is no file of the format; what
 * is wrong goes to `diag`, and rows that were left out are warnings there.
 *
 * Not here: looking for files, writing them (the command line does).
 */

#include <stdbool.h>
#include <stddef.h>

#include <cairn/scenario.h>

#include "base/arena.h"
#include "base/diag.h"
#include "io/input.h"

/* What the caller says of the rows; every text may be NULL. */
struct cairn_import_wish {
    const char *system;                     /* only rows whose system contains this */
    const char *benchmark;                  /* only rows of this benchmark, task or category */
    const char *model, *variant, *hardware; /* ids, instead of those made of names */
    const char *power, *boundary;           /* "700 W", for rows that measured none, and where */
    const char *request;                    /* what one request is */
    const char *source;                     /* a remark that goes into the sources */
    int batch;                              /* behind throughputs; 0: not known */
    int devices; /* of the hardware in the systems measured; 0 is 1: the hardware is the system */
};

/* One publication, as <source>. */
struct cairn_import_source {
    const char *title, *href, *licence; /* href and licence may be NULL */
};

enum cairn_import_part { CAIRN_IMPORT_POWER, CAIRN_IMPORT_MEMORY, CAIRN_IMPORT_EMBODIED };
enum { CAIRN_N_IMPORT_PARTS = CAIRN_IMPORT_EMBODIED + 1 };

/* A part of a hardware entry. */
struct cairn_import_fact {
    struct cairn_origin origin; /* file is NULL where there is none */
    const char *attributes;     /* `size="4 GB"` */
    int source;                 /* into sources */
    enum cairn_evidence_class evidence;
};

struct cairn_import_hardware {
    struct cairn_origin origin; /* of the row that said it first */
    const char *id, *name;
    const char *kind; /* or NULL */
    struct cairn_import_fact facts[CAIRN_N_IMPORT_PARTS];
    int namesakes; /* numbers that were tried behind its id */
};

/* What one row says of a variant on a hardware. */
struct cairn_import_measurement {
    struct cairn_origin origin;
    const char *system, *benchmark;         /* as published */
    const char *model, *variant, *hardware; /* ids that follow from the names; NULL: none does */
    const char *boundary, *request;
    const char *conditions; /* rows that differ here were measured under other conditions */
    struct cairn_import_source source;
    enum cairn_evidence_class evidence;
    int batch;
    const char *latency;        /* of the whole batch, "4.1 ms" */
    const char *power, *energy; /* one of them; energy is per request */
};

struct cairn_import_point {
    struct cairn_origin origin;
    int batch;
    const char *latency, *power, *energy;
};

struct cairn_import_profile {
    struct cairn_import_measurement first; /* with the ids that it got; evidence is the weakest */
    struct cairn_import_point *points;     /* in order of batch; owned */
    size_t n_points, capacity;
};

/* Rows that follow each other. */
struct cairn_import_range {
    const char *file;
    int first, last;
};

struct cairn_import_left_out {
    const char *reason;
    size_t n;                          /* rows */
    struct cairn_import_range *ranges; /* owned */
    size_t n_ranges, capacity;
};

struct cairn_import {
    struct cairn_arena *arena;
    struct cairn_diag *diag;
    struct cairn_import_wish wish;
    const struct cairn_scenario *known; /* the catalogues */
    const char *path;                   /* of the file being read */
    struct cairn_import_source *sources;
    size_t n_sources, sources_capacity;
    struct cairn_import_hardware *hardware;
    size_t n_hardware, hardware_capacity;
    struct cairn_import_profile *profiles;
    size_t n_profiles, profiles_capacity;
    struct cairn_import_left_out *left_out; /* by reason, in order of the first row */
    size_t n_left_out, left_out_capacity;
    size_t n_rows;   /* that the caller wants */
    size_t n_taken;  /* of them */
    size_t n_others; /* that the caller does not */
    struct cairn_import_near {
        const char *name;          /* of theirs, the one that shares most with the one asked for */
        size_t size;               /* characters that it shares */
    } near_system, near_benchmark; /* name is NULL where nothing was asked for, or nothing shared */
    int only;                      /* this line of the file, or 0 */
    bool refused;                  /* an id that the caller gave is not known: said once */
};

/* `known` and the texts of `wish` must outlive it. */
void cairn_import_init(struct cairn_import *import, struct cairn_arena *arena,
                       struct cairn_diag *diag, const struct cairn_import_wish *wish,
                       const struct cairn_scenario *known);
void cairn_import_release(struct cairn_import *import);

/* ---- for formats ---- */

/* An id: lower case, digits, dots, hyphens; what is something else becomes a hyphen. */
const char *cairn_import_id(struct cairn_arena *arena, const char *name);

/* Six significant digits and a unit. */
const char *cairn_import_quantity(struct cairn_arena *arena, double value, const char *unit);

/* Is this row asked for? Counts it. `place` is a path that may name the benchmark too, or NULL. */
bool cairn_import_wanted(struct cairn_import *import, int line, const char *system,
                         const char *benchmark, const char *place);

/*
 * Leaves a row out. The reason is what such rows have in common, and is counted; the detail, which
 * may be NULL, is of this row.
 */
void cairn_import_leave_out(struct cairn_import *import, int line, const char *reason,
                            const char *detail);

/*
 * Adds parts to a hardware entry, which is the one that the caller names or one of this id; where
 * rows have made one of the same name, it gets a number. Those facts whose attributes are not NULL
 * count, in the order of enum cairn_import_part; their origin and source are set here.
 */
void cairn_import_add_hardware(struct cairn_import *import, int line, const char *id,
                               const char *name, const char *kind,
                               const struct cairn_import_source *source,
                               const struct cairn_import_fact facts[CAIRN_N_IMPORT_PARTS]);

/* Adds a point to the profile that it belongs to, or leaves the row out. */
void cairn_import_add_point(struct cairn_import *import,
                            const struct cairn_import_measurement *measurement);

#endif
