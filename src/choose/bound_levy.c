#include "choose/bound_levy.h"

#include <math.h>

#include <cairn/scenario.h>

#include "base/alloc.h"

void cairn_bound_add_levy(struct cairn_bound_problem *problem, int facility)
{
    problem->levies = cairn_grow(problem->levies, &problem->levies_room,
                                 (size_t)problem->n_levies + 1, sizeof *problem->levies);
    problem->levies[problem->n_levies++] =
        (struct cairn_bound_levy){.facility = facility, .first_part = problem->n_parts};
}

void cairn_bound_add_part(struct cairn_bound_problem *problem, int demand, double cost)
{
    problem->parts = cairn_grow(problem->parts, &problem->parts_room, (size_t)problem->n_parts + 1,
                                sizeof *problem->parts);
    problem->parts[problem->n_parts++] = (struct cairn_bound_part){demand, cost};
    problem->levies[problem->n_levies - 1].n_parts++;
}

double cairn_bound_levied(const struct cairn_bound_problem *problem, int facility,
                          const bool *served)
{
    double most = 0.0;

    for (int l = 0; l < problem->n_levies; l++) {
        const struct cairn_bound_levy *levy = &problem->levies[l];
        double sum = 0.0;

        for (int p = levy->first_part; p < levy->first_part + levy->n_parts; p++)
            if (levy->facility == facility && served[problem->parts[p].demand])
                sum += problem->parts[p].cost;
        most = fmax(most, sum);
    }
    return most;
}

void cairn_bound_copy_levies(struct cairn_bound_problem *to, const struct cairn_bound_problem *from)
{
    for (int l = 0; l < from->n_levies; l++) {
        const struct cairn_bound_levy *levy = &from->levies[l];

        cairn_bound_add_levy(to, levy->facility);
        for (int p = levy->first_part; p < levy->first_part + levy->n_parts; p++)
            cairn_bound_add_part(to, from->parts[p].demand, from->parts[p].cost);
    }
}

static bool uses(const struct cairn_bound_problem *problem, int option, int facility)
{
    const struct cairn_bound_option *of = &problem->options[option];

    for (int u = of->first_use; u < of->first_use + of->n_uses; u++)
        if (problem->uses[u].facility == facility)
            return true;
    return false;
}

double cairn_bound_levied_all(const struct cairn_bound_problem *problem, const int *chosen)
{
    double total = 0.0, most = 0.0;

    for (int l = 0; l < problem->n_levies; l++) {
        const struct cairn_bound_levy *levy = &problem->levies[l];
        double sum = 0.0;

        for (int p = levy->first_part; p < levy->first_part + levy->n_parts; p++) {
            int option = chosen[problem->parts[p].demand];

            if (option != CAIRN_NONE && uses(problem, option, levy->facility))
                sum += problem->parts[p].cost;
        }
        most = fmax(most, sum);
        if (l + 1 == problem->n_levies || levy[1].facility != levy->facility) {
            total += most;
            most = 0.0;
        }
    }
    return total;
}
