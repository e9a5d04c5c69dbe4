/* random_calendar.c - shapes and seasons of a random scenario */
#include "support/scenario_maker.h"

void make_seasons(struct maker *maker)
{
    static const char *const seasons[][2] = {{"cold", "10-15"}, {"warm", "04-01"}};

    for (int i = 0; i < 2 && !maker->has_seasons; i++) {
        struct draft_node *season = draft_add(maker->draft, maker->root, "season");

        draft_text(maker->draft, season, "id", "%s", seasons[i][0]);
        draft_text(maker->draft, season, "from", "%s", seasons[i][1]);
    }
    maker->has_seasons = true;
    maker->made->scales = false;
}

static void add_day(struct maker *maker, struct draft_node *shape, const char *season,
                    const char *loads)
{
    struct draft_node *day = draft_add(maker->draft, shape, "day");

    draft_text(maker->draft, day, "of", "all");
    if (season)
        draft_text(maker->draft, day, "season", "%s", season);
    draft_content(maker->draft, day, loads);
}

void make_shape(struct maker *maker)
{
    static const char *const even = "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1";
    static const char *const uneven = "1 1 1 1 1 1 1 1 3 3 3 3 3 3 3 3 3 3 3 3 1 1 1 1";

    if (!maker->has_shape) {
        struct draft_node *shape = draft_add(maker->draft, maker->root, "shape");

        draft_text(maker->draft, shape, "id", "day");
        add_day(maker, shape, NULL, uneven);
        if (maker_wants(maker, THEME_SEASON, 40)) {
            make_seasons(maker);
            add_day(maker, shape, "warm", even);
        }
    }
    maker->has_shape = true;
    maker->made->scales = false;
}
