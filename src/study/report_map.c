#include "study/report_map.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "study/report_html.h"
#include "study/report_scene.h"

enum {
    WIDTH = 1000,
    BOX = 372, /* width of a place */
    LINE = 19, /* height of a line of text */
    HEAD = 28,
    GAP = 16,
    LINK = 50, /* room at a box for one link and its label */
    MOST_PLACES = 12,
    MOST_CHARACTERS = 51,
    LABEL_CHARACTERS = 32,
};

struct map {
    struct cairn_scene scene;
    struct cairn_buffer *out;
    double height;
    double most_gb; /* that a link carries */
};

/* Whole tenths: no locale. */
static void put_length(struct cairn_buffer *out, double length)
{
    int tenths = (int)lround(10 * length);

    cairn_buffer_appendf(out, "%s%d.%d", tenths < 0 ? "-" : "", abs(tenths) / 10, abs(tenths) % 10);
}

static void put_attribute(struct cairn_buffer *out, const char *name, double value)
{
    cairn_buffer_appendf(out, " %s=\"", name);
    put_length(out, value);
    cairn_buffer_putc(out, '"');
}

/* ---- where things stand ---- */

static bool is_carried(double gb_per_year)
{
    return gb_per_year > 0;
}

/* How many places of the same side come before it: those with more flow, then earlier ones. */
static int rank_of(const struct cairn_scene *scene, int place)
{
    const struct cairn_scene_place *it = &scene->places[place];
    int rank = 0;

    for (int i = 0; i < scene->n_places; i++) {
        const struct cairn_scene_place *other = &scene->places[i];

        if (other->is_region == it->is_region &&
            (other->flow > it->flow || (other->flow >= it->flow && i < place)))
            rank++;
    }
    return rank;
}

static void count_links(struct map *map)
{
    struct cairn_scene *scene = &map->scene;

    for (int i = 0; i < scene->n_links; i++) {
        scene->places[scene->links[i].from].n_links++;
        scene->places[scene->links[i].to].n_links++;
        map->most_gb = fmax(map->most_gb, scene->links[i].gb_per_year);
    }
}

/* Stacks the places of a side; returns the height of the stack. */
static double stack(struct cairn_scene *scene, bool regions)
{
    double y = 0;

    for (int i = 0; i < scene->n_places; i++) {
        struct cairn_scene_place *place = &scene->places[i];
        double text = HEAD + LINE * (double)place->n_lines + (place->n_lines > 0 ? 8 : 4);

        if (place->is_region != regions || rank_of(scene, i) >= MOST_PLACES)
            continue;
        place->height = fmax(text, (double)LINK * place->n_links);
        place->x = regions ? WIDTH - BOX - 2 : 2;
        place->y = y;
        y += place->height + GAP;
    }
    return y > 0 ? y - GAP : 0;
}

static void lay_out(struct map *map)
{
    struct cairn_scene *scene = &map->scene;
    double left;
    double right;

    count_links(map);
    left = stack(scene, false);
    right = stack(scene, true);
    map->height = fmax(left, right) + 4;
    for (int i = 0; i < scene->n_places; i++) {
        struct cairn_scene_place *place = &scene->places[i];

        place->y += 2 + (map->height - 4 - (place->is_region ? right : left)) / 2;
    }
}

/* ---- drawing ---- */

static void draw_text(struct map *map, double x, double y, const char *class, const char *anchor,
                      const char *text, size_t most)
{
    cairn_buffer_appendf(map->out, "<text class=\"%s\" text-anchor=\"%s\"", class, anchor);
    put_attribute(map->out, "x", x);
    put_attribute(map->out, "y", y);
    cairn_buffer_puts(map->out, "><title>");
    cairn_html_text(map->out, text);
    cairn_buffer_puts(map->out, "</title>");
    cairn_html_cut(map->out, text, most);
    cairn_buffer_puts(map->out, "</text>\n");
}

static void draw_place(struct map *map, const struct cairn_scene_place *place)
{
    struct cairn_buffer head;

    cairn_buffer_appendf(map->out, "<g class=\"place %s%s\"><rect rx=\"6\"",
                         place->is_region ? "region" : "site", place->used ? "" : " unused");
    put_attribute(map->out, "x", place->x);
    put_attribute(map->out, "y", place->y);
    put_attribute(map->out, "width", BOX);
    put_attribute(map->out, "height", place->height);
    cairn_buffer_puts(map->out, "/>\n");
    cairn_buffer_init(&head);
    cairn_buffer_puts(&head, place->id);
    if (place->copies > 1)
        cairn_buffer_appendf(&head, " x %.0f", place->copies);
    if (place->note)
        cairn_buffer_appendf(&head, ", %s", place->note);
    draw_text(map, place->x + 12, place->y + 20, "name", "start", head.data, 37);
    cairn_buffer_release(&head);
    for (size_t i = 0; i < place->n_lines; i++)
        draw_text(map, place->x + 12, place->y + HEAD + 14 + LINE * (double)i, "line", "start",
                  place->lines[i], MOST_CHARACTERS);
    cairn_buffer_puts(map->out, "</g>\n");
}

/* The next free height at the side of a box. */
static double next_end(struct cairn_scene_place *place)
{
    return place->y + place->height * (++place->n_drawn - 0.5) / place->n_links;
}

/* Above and below the beginning of a line; all below one that rises, which would cross it. */
static void draw_label(struct map *map, const struct cairn_scene_link *link, double x, double y,
                       bool rises)
{
    const char *anchor = map->scene.places[link->from].is_region ? "end" : "start";
    bool carried = is_carried(link->gb_per_year);
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_buffer_puts(&text, link->id);
    if (link->access && !(rises && carried))
        cairn_buffer_appendf(&text, ", %s", link->access);
    if (carried && !rises) {
        draw_text(map, x, y - 11, "label", anchor, text.data, LABEL_CHARACTERS);
        cairn_buffer_clear(&text);
    }
    if (carried) {
        cairn_buffer_puts(&text, text.size > 0 ? ", " : "");
        cairn_html_count(&text, link->gb_per_year);
        cairn_buffer_puts(&text, " GB a year");
    }
    draw_text(map, x, carried || rises ? y + 21 : y - 11, "label", anchor, text.data,
              LABEL_CHARACTERS);
    cairn_buffer_release(&text);
}

static void draw_link(struct map *map, const struct cairn_scene_link *link)
{
    struct cairn_scene_place *from = &map->scene.places[link->from];
    struct cairn_scene_place *to = &map->scene.places[link->to];
    double x0 = from->x + (from->is_region ? 0 : BOX);
    double x1 = to->x + (to->is_region ? 0 : BOX);
    bool same_side = from->is_region == to->is_region;
    double bend = same_side ? (from->is_region ? -90 : 90) : (x1 - x0) / 2;
    double y0;
    double y1;

    if (from->height <= 0 || to->height <= 0)
        return;
    y0 = next_end(from);
    y1 = next_end(to);
    cairn_buffer_appendf(map->out, "<path class=\"link%s\"",
                         is_carried(link->gb_per_year) ? "" : " unused");
    if (is_carried(link->gb_per_year))
        put_attribute(map->out, "stroke-width", 2 + 8 * sqrt(link->gb_per_year / map->most_gb));
    cairn_buffer_puts(map->out, " d=\"M");
    for (int i = 0; i < 8; i++) {
        const double at[] = {x0, y0, x0 + bend, y0, x1 + (same_side ? bend : -bend), y1, x1, y1};

        cairn_buffer_puts(map->out, i == 2 ? " C" : i == 0 ? "" : " ");
        put_length(map->out, at[i]);
    }
    cairn_buffer_puts(map->out, "\"/>\n");
    draw_label(map, link, from->is_region ? x0 - 12 : x0 + 12, y0, y1 < y0 - 8);
}

static void draw_rest(struct map *map)
{
    int left = 0;

    for (int i = 0; i < map->scene.n_places; i++)
        left += map->scene.places[i].height <= 0;
    if (left > 0)
        cairn_buffer_appendf(map->out,
                             "<p class=\"about\">%d more %s not drawn; the table below "
                             "has all of them.</p>\n",
                             left, left == 1 ? "place is" : "places are");
}

static void draw(struct map *map, int64_t study)
{
    cairn_buffer_appendf(map->out,
                         "<section id=\"s%" PRId64 "-map\" aria-labelledby=\"s%" PRId64
                         "-map-title\">\n"
                         "<h4 id=\"s%" PRId64 "-map-title\">Where it runs</h4>\n"
                         "<figure class=\"map\"><svg role=\"img\" viewBox=\"0 0 %d ",
                         study, study, study, WIDTH);
    put_length(map->out, map->height);
    cairn_buffer_puts(map->out, "\" aria-label=\"Map of the answer: ");
    cairn_html_text(map->out, map->scene.summary);
    cairn_buffer_puts(map->out, "\">\n");
    for (int i = 0; i < map->scene.n_links; i++)
        draw_link(map, &map->scene.links[i]);
    for (int i = 0; i < map->scene.n_places; i++)
        if (map->scene.places[i].height > 0)
            draw_place(map, &map->scene.places[i]);
    cairn_buffer_puts(map->out,
                      "</svg>\n<figcaption>Sites to the left, regions to the right; a line "
                      "is a link, the wider the more it carries; dashed: not used by the answer."
                      "</figcaption></figure>\n");
    draw_rest(map);
    cairn_buffer_puts(map->out, "</section>\n");
}

enum cairn_store_status cairn_report_map_write(struct cairn_store *store, int64_t study,
                                               struct cairn_buffer *out)
{
    struct map map = {.out = out};
    enum cairn_store_status status = cairn_scene_read(&map.scene, store, study);

    if (status == CAIRN_STORE_OK && map.scene.n_places > 0) {
        lay_out(&map);
        draw(&map, study);
    }
    cairn_scene_release(&map.scene);
    return status;
}
