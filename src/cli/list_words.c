#include "cli/list_words.h"

#include <assert.h>
#include <string.h>

#include "base/units.h"
#include "model/attributes.h"

#define NUMBER_OF(rows) (sizeof(rows) / sizeof *(rows))

struct explanation {
    const char *word, *text;
};

/* Each word of an attribute with what it means. Every word has an explanation (a test looks). */
static void fill_words(const char *element, const char *attribute, const struct explanation *rows,
                       size_t n, struct cairn_table *table)
{
    const struct cairn_attribute_type *type = cairn_attribute_type(element, attribute);

    assert(type);
    for (const struct cairn_word *word = type->words; word->text; word++) {
        const char *text = NULL;

        for (size_t i = 0; i < n; i++)
            if (strcmp(rows[i].word, word->text) == 0)
                text = rows[i].text;
        cairn_table_text(table, word->text);
        cairn_table_text(table, text);
    }
}

static void fill_policies(struct cairn_table *table)
{
    static const struct explanation rows[] = {
        {"lru", "the entry not asked for longest"},
        {"fifo", "the entry there longest"},
        {"lfu", "the entry asked for least often"},
        {"s3-fifo", "newcomers not asked for twice, else the entry there longest unused"},
        {"ttl", "what expired; if there is none, what expires first"},
        {"static", "none: it holds the most popular contents from the start"},
    };

    fill_words("cache", "policy", rows, NUMBER_OF(rows), table);
}

static void fill_distributions(struct cairn_table *table)
{
    static const struct explanation rows[] = {
        {"deterministic", "always the mean; cv 0"},
        {"exponential", "memoryless; cv 1"},
        {"gamma", "any cv above 0; below 1 like a sum of exponential times"},
        {"lognormal", "any cv above 0; the longest tail"},
        {"weibull", "any cv above 0"},
    };

    fill_words("pool", "variation", rows, NUMBER_OF(rows), table);
}

static void fill_bases(struct cairn_table *table)
{
    static const struct explanation rows[] = {
        {"inventory",
         "average grid and network, life-cycle intensities, embodied carbon amortised"},
        {"decision", "long-run marginal grid, marginal network, embodied carbon as purchased, own "
                     "training only"},
        {"sci", "Software Carbon Intensity, ISO/IEC 21031"},
        {"ghg-location", "GHG Protocol, location-based, by scope and category"},
    };

    fill_words("choose", "basis", rows, NUMBER_OF(rows), table);
    cairn_table_text(table, "ghg-market");
    cairn_table_text(table, "GHG Protocol, market-based: reported where there is data, never "
                            "decided on");
}

static void fill_units(struct cairn_table *table)
{
    for (int i = 0; i < CAIRN_N_DIMENSIONS; i++) {
        const struct cairn_dimension_type *type = cairn_units_dimension((enum cairn_dimension)i);

        for (const struct cairn_unit *unit = type->units; unit->name; unit++) {
            cairn_table_text(table, type->name);
            cairn_table_text(table, unit->name);
            cairn_table_number(table, unit->times / unit->over);
            cairn_table_text(table, type->base);
        }
    }
}

static const struct cairn_column policy_columns[] = {{.name = "policy"},
                                                     {.name = "gives_up", .title = "gives up"}};
static const struct cairn_column distribution_columns[] = {{.name = "distribution"},
                                                           {.name = "about"}};
static const struct cairn_column basis_columns[] = {{.name = "basis"}, {.name = "about"}};
static const struct cairn_column unit_columns[] = {
    {.name = "quantity"},
    {.name = "unit"},
    {.name = "value", .title = "is", .digits = 9},
    {.name = "base"},
};

#define COLUMNS(rows) rows, NUMBER_OF(rows)

const struct cairn_word_kind cairn_word_kinds[] = {
    {"policies", "which entry a full cache gives up", COLUMNS(policy_columns), fill_policies},
    {"distributions", "distributions, given by mean and coefficient of variation (cv)",
     COLUMNS(distribution_columns), fill_distributions},
    {"bases", "accounting conventions to decide on", COLUMNS(basis_columns), fill_bases},
    {"units", "units of values in scenarios", COLUMNS(unit_columns), fill_units},
    {.name = NULL},
};
