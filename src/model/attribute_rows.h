/*
 * What the chapters of the attribute table (attributes.h) are written with: words that more than
 * one of them uses, ranges, and a shorthand for rows. For attributes_*.c only.
 */

#ifndef CAIRN_MODEL_ATTRIBUTE_ROWS_H
#define CAIRN_MODEL_ATTRIBUTE_ROWS_H

#include <limits.h>
#include <math.h>
#include <stddef.h>

#include "model/attributes.h"
#include <cairn/placement.h>

/* The chapters; each ends with a row without an element. */
extern const struct cairn_attribute_type cairn_attributes_catalogue[];
extern const struct cairn_attribute_type cairn_attributes_load[];
extern const struct cairn_attribute_type cairn_attributes_places[];
extern const struct cairn_attribute_type cairn_attributes_question[];

/* ---- words; the XSD lists the same ones (a test compares) ---- */

#define END_OF_WORDS \
    {                \
        NULL, 0      \
    }

static const struct cairn_word yes_no[] = {{"yes", 1}, {"no", 0}, END_OF_WORDS};
static const struct cairn_word evidence[] = {{"measured", CAIRN_MEASURED},
                                             {"vendor", CAIRN_VENDOR},
                                             {"modelled", CAIRN_MODELLED},
                                             {"assumed", CAIRN_ASSUMED},
                                             END_OF_WORDS};
static const struct cairn_word distribution[] = {{"deterministic", CAIRN_DETERMINISTIC},
                                                 {"exponential", CAIRN_EXPONENTIAL},
                                                 {"gamma", CAIRN_GAMMA},
                                                 {"lognormal", CAIRN_LOGNORMAL},
                                                 {"weibull", CAIRN_WEIBULL},
                                                 END_OF_WORDS};
static const struct cairn_word intensity_kind[] = {{"average", CAIRN_AVERAGE},
                                                   {"short-run", CAIRN_SHORT_RUN},
                                                   {"long-run", CAIRN_LONG_RUN},
                                                   {"residual", CAIRN_RESIDUAL},
                                                   END_OF_WORDS};
static const struct cairn_word intensity_scope[] = {
    {"life-cycle", CAIRN_LIFE_CYCLE}, {"direct", CAIRN_DIRECT}, END_OF_WORDS};
static const struct cairn_word signals[] = {
    {"average", CAIRN_AVERAGE}, {"short-run", CAIRN_SHORT_RUN}, END_OF_WORDS};
static const struct cairn_word daylight[] = {{"none", CAIRN_DAYLIGHT_NONE},
                                             {"eu", CAIRN_DAYLIGHT_EU},
                                             {"us", CAIRN_DAYLIGHT_US},
                                             {"australia", CAIRN_DAYLIGHT_AUSTRALIA},
                                             {"new-zealand", CAIRN_DAYLIGHT_NEW_ZEALAND},
                                             END_OF_WORDS};

/* ---- ranges. Upper ends are chosen somewhat arbitrarily, to catch a slip of units ---- */

#define DAY CAIRN_SECONDS_PER_DAY
#define CENTURY (100.0 * CAIRN_SECONDS_PER_YEAR)
#define FROM(least, most)            \
    {                                \
        (least), (most), false, NULL \
    }
#define ABOVE(least, most)          \
    {                               \
        (least), (most), true, NULL \
    }
#define WATTS FROM(0, 1e6)
#define JOULES FROM(0, 1e15)
#define GRAMS FROM(0, 1e10)
#define DOLLARS FROM(0, 1e10)
#define BYTES FROM(0, 1e15)
#define LIFETIME ABOVE(0, CENTURY)
#define LATENCY                                                                            \
    {                                                                                      \
        0, DAY, true, "a request that takes no time or more than a day is a slip of units" \
    }
#define SHARE FROM(0, 1)
#define NOT_NONE ABOVE(0, 1)
#define CV FROM(0, 100)
#define PUE                                                                                        \
    {                                                                                              \
        1, 5, false, "a building takes what its devices take and more, but not five times as much" \
    }
#define WUE FROM(0, 1000)
#define COUNT FROM(0, 1e9)
#define AT_LEAST_ONE FROM(1, 1e9)
#define BATCH FROM(1, 1e5)
#define CONTENTS FROM(1, 1e8)
#define CHANGE ABOVE(-1, 10)

/* ---- shorthand for rows: element, attribute, struct, field ... ---- */

#define PHYSICS CAIRN_EFFECT_PHYSICS
#define ACCOUNTING CAIRN_EFFECT_ACCOUNTING
#define CHOICE CAIRN_EFFECT_CHOICE
#define LABEL CAIRN_EFFECT_LABEL

#define IS(e, a, k, f) .element = e, .name = a, .kind = CAIRN_VALUE_##k, .effect = f
#define OF(s, m) .offset = offsetof(struct s, m)
#define QUANTITY(e, a, s, m, d, f, ...)                                               \
    {                                                                                 \
        IS(e, a, QUANTITY, f), OF(s, m), .dimension = CAIRN_##d, .range = __VA_ARGS__ \
    }
#define QUANTITY_OR_ANY(e, a, s, m, d, f, either, ...)                                 \
    {                                                                                  \
        IS(e, a, QUANTITY_OR_ANY, f), OF(s, m), .dimension = CAIRN_##d, .any = either, \
                                                .range = __VA_ARGS__                   \
    }
#define QUANTITIES(e, a, s, m, n, d, f, ...)                                                       \
    {                                                                                              \
        IS(e, a, QUANTITIES, f), OF(s, m), .count = offsetof(struct s, n), .dimension = CAIRN_##d, \
                                           .range = __VA_ARGS__                                    \
    }
#define WHOLE(e, a, s, m, f, none, ...)                                    \
    {                                                                      \
        IS(e, a, WHOLE, f), OF(s, m), .absent = none, .range = __VA_ARGS__ \
    }
#define WHOLES(e, a, s, m, n, f, ...)                                                       \
    {                                                                                       \
        IS(e, a, WHOLES, f), OF(s, m), .count = offsetof(struct s, n), .range = __VA_ARGS__ \
    }
#define WORD(e, a, s, m, w, f)                  \
    {                                           \
        IS(e, a, WORD, f), OF(s, m), .words = w \
    }
#define WORD_OR(e, a, s, m, w, f, none)                         \
    {                                                           \
        IS(e, a, WORD, f), OF(s, m), .words = w, .absent = none \
    }
#define TEXT(e, a, s, m, f)         \
    {                               \
        IS(e, a, TEXT, f), OF(s, m) \
    }
#define NUMBERS(e, s, m, f, n)                               \
    {                                                        \
        IS(e, "", NUMBERS, f), OF(s, m), .range = FROM(n, n) \
    }
#define REF(e, a, s, m, l, f)                                    \
    {                                                            \
        IS(e, a, REFERENCE, f), OF(s, m), .list = CAIRN_LIST_##l \
    }
#define VARIANT_AT(e, a, s, field, how, by)                                              \
    {                                                                                    \
        IS(e, a, VARIANT_OF_##how, PHYSICS), OF(s, field), .list = CAIRN_LIST_variants,  \
                                                           .via = offsetof(struct s, by) \
    }
#define VARIANT(e, s, how, by) VARIANT_AT(e, "variant", s, variant, how, by)
#define VARIANT_OF_STEP(e, s, how, by)                                  \
    {                                                                   \
        IS(e, "variant", VARIANT_OF_##how, PHYSICS), OF(s, variant),    \
            .list = CAIRN_LIST_variants, .via = offsetof(struct s, by), \
            .step = offsetof(struct s, step)                            \
    }
#define CONSUMED(e, a, f)     \
    {                         \
        IS(e, a, CONSUMED, f) \
    }
#define EVIDENCE(e, s)                                    \
    REF(e, "source", s, evidence.source, sources, LABEL), \
        WORD_OR(e, "class", s, evidence.known, evidence, LABEL, CAIRN_ASSUMED)

#define END_OF_ROWS     \
    {                   \
        .element = NULL \
    }

#endif
