#include "account/variables.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"

void cairn_variables_init(struct cairn_variables *variables, const struct cairn_factor_book *book,
                          int n_windows)
{
    *variables =
        (struct cairn_variables){.book = book, .n_factors = book->n, .n_windows = n_windows};
    variables->factors = cairn_calloc((size_t)book->n, sizeof *variables->factors);
    for (int i = 0; i < book->n; i++)
        variables->factors[i] =
            (struct cairn_open_factor){.base = book->factors[i].value, .first_hour = CAIRN_NONE};
}

void cairn_variables_release(struct cairn_variables *variables)
{
    cairn_free(variables->factors);
    *variables = (struct cairn_variables){0};
}

int cairn_variables_add(struct cairn_variables *variables)
{
    return variables->n++;
}

/*
 * [DEFER] Does a factor follow from an intensity whose hours are all rescaled? What work that waits
 * saves is a difference of these; its subject begins with that of the grid.
 */
static bool follows(const struct cairn_factor *factor, const struct cairn_binding *binding)
{
    int of_kind = (int)binding->kind - CAIRN_FACTOR_INTENSITY;
    size_t size = binding->subject ? strlen(binding->subject) : 0;

    if (of_kind < 0 || binding->kind > CAIRN_FACTOR_INTENSITY_LAST || !isnan(binding->base) ||
        (int)factor->kind != CAIRN_FACTOR_DEFERRED + of_kind)
        return false;
    return size == 0 ||
           (strncmp(factor->subject, binding->subject, size) == 0 && factor->subject[size] == '/');
}

int cairn_variables_bind(struct cairn_variables *variables, const struct cairn_binding *binding)
{
    int bound = 0;

    assert(binding->variable >= 0 && binding->variable < variables->n && binding->power != 0);
    for (int i = 0; i < variables->n_factors; i++) {
        const struct cairn_factor *factor = &variables->book->factors[i];
        struct cairn_open_factor *open = &variables->factors[i];

        if (!follows(factor, binding) &&
            (factor->kind != binding->kind ||
             (binding->subject && strcmp(factor->subject, binding->subject) != 0)))
            continue;
        assert(open->n_powers < CAIRN_VARIABLES_PER_FACTOR);
        open->powers[open->n_powers++] = (struct cairn_power_of){binding->variable, binding->power};
        if (!isnan(binding->base)) {
            assert(open->base == factor->value && open->first_hour == CAIRN_NONE);
            open->base = binding->base;
        }
        bound++;
    }
    return bound;
}

int cairn_variables_bind_hours(struct cairn_variables *variables, const char *grid,
                               enum cairn_intensity_kind kind, enum cairn_intensity_scope scope)
{
    int first = variables->n;

    variables->n += variables->n_windows + 1;
    for (int i = 0; i < variables->n_factors; i++) {
        const struct cairn_factor *factor = &variables->book->factors[i];
        struct cairn_open_factor *open = &variables->factors[i];

        if (factor->kind != cairn_factor_intensity(kind, scope) ||
            strcmp(factor->subject, grid) != 0)
            continue;
        assert(open->base == factor->value && open->first_hour == CAIRN_NONE);
        open->first_hour = first;
        open->base = 1;
    }
    return first;
}

/* Keeps the order; powers of one variable add up and may cancel. */
static void times(struct cairn_monomial *monomial, int variable, int power)
{
    struct cairn_power_of *powers = monomial->powers;
    int at = 0;

    while (at < monomial->n && powers[at].variable < variable)
        at++;
    if (at < monomial->n && powers[at].variable == variable) {
        powers[at].power += power;
        if (powers[at].power == 0)
            memmove(&powers[at], &powers[at + 1], (size_t)(--monomial->n - at) * sizeof *powers);
        return;
    }
    assert(monomial->n < (int)(sizeof monomial->powers / sizeof *powers));
    memmove(&powers[at + 1], &powers[at], (size_t)(monomial->n++ - at) * sizeof *powers);
    powers[at] = (struct cairn_power_of){variable, power};
}

struct cairn_monomial cairn_variables_monomial(const struct cairn_variables *variables,
                                               const struct cairn_term *term)
{
    struct cairn_monomial monomial = {0};

    for (int i = 0; i < term->n_factors; i++) {
        const struct cairn_open_factor *open = &variables->factors[term->factor[i]];

        assert(term->factor[i] < variables->n_factors);
        for (int p = 0; p < open->n_powers; p++)
            times(&monomial, open->powers[p].variable, open->powers[p].power);
        if (open->first_hour != CAIRN_NONE)
            times(&monomial,
                  open->first_hour +
                      (term->hours_of == CAIRN_NONE ? variables->n_windows : term->hours_of),
                  1);
    }
    return monomial;
}

bool cairn_monomial_equal(const struct cairn_monomial *a, const struct cairn_monomial *b)
{
    if (a->n != b->n)
        return false;
    for (int i = 0; i < a->n; i++)
        if (a->powers[i].variable != b->powers[i].variable ||
            a->powers[i].power != b->powers[i].power)
            return false;
    return true;
}
