/*
 * lever.h - the standard mitigations: what each of them would change where one stands
 *
 * A lever is a row of a table: a name, and a function that looks at a stand (stand.h) and proposes
 * changes, edits of the scenario or another placement. What it cannot propose it says why. Which
 * of its proposals is best, and what it saves, is for others to find out (levers.h).
 *
 * Levers that change the placement propose what the scenario could do as it stands: other variants
 * that have a profile there and keep the promised accuracy, caches and batching rules that it
 * states, pools that it has. They leave workloads with several steps alone, but for the cache in
 * front of them. What is not in the scenario (a PUE to reach, how much longer devices are kept) are
 * settings, each with a default that is shown; where a figure decides carbon and has no usual
 * value, there is no default, and the lever does not apply until one is given. [LEVER]
 */
#ifndef CAIRN_STUDY_LEVER_H
#define CAIRN_STUDY_LEVER_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/units.h"
#include "study/stand.h"

/* ---- settings ---- */

enum cairn_lever_setting {
    CAIRN_SET_SLEEP,
    CAIRN_SET_DEFER,
    CAIRN_SET_SLACK,
    CAIRN_SET_LIFETIME,
    CAIRN_SET_PUE,
    CAIRN_SET_SOLAR,
    CAIRN_SET_SOLAR_SERIES,
    CAIRN_SET_SOLAR_EMBODIED,
    CAIRN_SET_SOLAR_LIFETIME,
    CAIRN_SET_SOLAR_PRICE,
    CAIRN_SET_SOLAR_LOAD,
    CAIRN_N_LEVER_SETTINGS
};

struct cairn_lever_setting_kind {
    const char *name, *help;
    const char *absent; /* its default, or NULL: none */
    enum cairn_dimension dimension;
    bool text;                       /* a file, not a quantity */
    bool added;                      /* "+2 y" is 2 years more, "2 y" is 2 years */
    const char *element, *attribute; /* whose range a quantity has */
};

/* Rows in order of the enum; static. */
const struct cairn_lever_setting_kind *cairn_lever_setting_kind(enum cairn_lever_setting setting);

/* Values as text with their units; NULL: not said. The texts outlive the settings. */
struct cairn_lever_settings {
    const char *value[CAIRN_N_LEVER_SETTINGS];
};

/* The defaults. */
void cairn_lever_settings_init(struct cairn_lever_settings *settings);

/*
 * Puts in "pue=1.2, lifetime=6 y"; texts go to the arena. False, and `why`, where a name or a
 * value means nothing, or none that a scenario could state.
 */
bool cairn_lever_settings_read(struct cairn_lever_settings *settings, struct cairn_arena *arena,
                               const char *text, struct cairn_buffer *why);

/* The value of a quantity that is said, in base units; *added: it is to be added. */
double cairn_lever_setting_value(const struct cairn_lever_settings *settings,
                                 enum cairn_lever_setting setting, bool *added);

/* ---- proposals ---- */

struct cairn_proposal {
    struct cairn_edit *edits; /* in the arena, like all texts */
    int n_edits;
    bool moves;                       /* it has a placement of its own; owned */
    struct cairn_placement placement; /* canonical */
    bool *fit;                        /* [pool]: its size is to be found; NULL: of none */
    bool shrink;                      /* they get fewer devices, nothing else */
    const char *what;                 /* "frames: s-int8 for s-fp16" */
};

struct cairn_proposals {
    struct cairn_arena *arena; /* outlives them */
    const struct cairn_lever_settings *settings;
    const struct cairn_stand *stand;
    struct cairn_proposal *items; /* owned */
    int n;
    size_t capacity;
    struct cairn_buffer why; /* why there is none, or not more; clauses separated by "; " */
};

void cairn_proposals_init(struct cairn_proposals *proposals, struct cairn_arena *arena,
                          const struct cairn_lever_settings *settings,
                          const struct cairn_stand *stand);
void cairn_proposals_release(struct cairn_proposals *proposals);

/* Adds one, without edits and with the stand's placement. Good until the next is added. */
struct cairn_proposal *cairn_proposals_add(struct cairn_proposals *proposals);

/* A copy of the stand's placement to be changed; then cairn_placement_normalise(). */
struct cairn_placement *cairn_proposal_move(struct cairn_proposals *proposals,
                                            struct cairn_proposal *proposal);

void cairn_proposal_edit(struct cairn_proposals *proposals, struct cairn_proposal *proposal,
                         struct cairn_edit edit);

/* Takes back the last. */
void cairn_proposals_drop(struct cairn_proposals *proposals);

/* Says so where there is no proposal and no other reason. */
void cairn_proposals_otherwise(struct cairn_proposals *proposals, const char *text);

/* Says a reason, once. */
void cairn_proposals_because(struct cairn_proposals *proposals, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- the levers ---- */

struct cairn_lever {
    const char *name, *help;
    void (*propose)(struct cairn_proposals *proposals);
    enum cairn_lever_setting first_setting; /* that it uses, with n_settings of them */
    int n_settings;
};

enum { CAIRN_N_LEVERS = 12 };

/* By index; static. */
const struct cairn_lever *cairn_lever_at(int index);

/* Index of the one of that name, or CAIRN_NONE. */
int cairn_lever_find(const char *name);

/* Of lever_variant.c, lever_place.c, lever_edit.c. */
void cairn_lever_quantise(struct cairn_proposals *proposals);
void cairn_lever_smaller(struct cairn_proposals *proposals);
void cairn_lever_cache(struct cairn_proposals *proposals);
void cairn_lever_batch(struct cairn_proposals *proposals);
void cairn_lever_fewer(struct cairn_proposals *proposals);
void cairn_lever_region(struct cairn_proposals *proposals);
void cairn_lever_hardware(struct cairn_proposals *proposals);
void cairn_lever_sleep(struct cairn_proposals *proposals);
void cairn_lever_defer(struct cairn_proposals *proposals);
void cairn_lever_lifetime(struct cairn_proposals *proposals);
void cairn_lever_pue(struct cairn_proposals *proposals);
void cairn_lever_solar(struct cairn_proposals *proposals);

#endif
