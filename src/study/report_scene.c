#include "study/report_scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "io/input.h"
#include "io/xml.h"
#include "study/report_html.h"
#include "study/report_rows.h"

static int find_place(const struct cairn_scene *scene, const char *id)
{
    for (int i = 0; i < scene->n_places; i++)
        if (id && strcmp(scene->places[i].id, id) == 0)
            return i;
    return -1;
}

static void add_line(struct cairn_scene_place *place, const char *line)
{
    place->lines = cairn_grow(place->lines, &place->capacity, place->n_lines + 1, sizeof line);
    place->lines[place->n_lines++] = line;
}

/* ---- the scenario ---- */

static void add_place(struct cairn_scene *scene, const struct cairn_node *node, bool is_region)
{
    const char *count = cairn_node_value(node, "count");
    const char *note = cairn_node_value(node, "datacentre");
    const char *grid = cairn_node_value(node, "grid");
    struct cairn_scene_place *place = &scene->places[scene->n_places++];

    *place = (struct cairn_scene_place){
        .id = cairn_node_value(node, "id"),
        .is_region = is_region,
        .copies = count ? strtod(count, NULL) : 1,
        .note = grid ? cairn_arena_format(&scene->arena, "grid %s", grid) : note,
    };
}

static void add_link(struct cairn_scene *scene, const struct cairn_node *node)
{
    struct cairn_scene_link link = {
        .id = cairn_node_value(node, "id"),
        .access = cairn_node_value(node, "access"),
        .from = find_place(scene, cairn_node_value(node, "from")),
        .to = find_place(scene, cairn_node_value(node, "to")),
    };

    if (link.id && link.from >= 0 && link.to >= 0)
        scene->links[scene->n_links++] = link;
}

static void read_nodes(struct cairn_scene *scene, const struct cairn_node *root)
{
    size_t n = (size_t)root->n_children;

    scene->places = cairn_arena_array(&scene->arena, n, sizeof *scene->places);
    scene->links = cairn_arena_array(&scene->arena, n, sizeof *scene->links);
    for (int i = 0; i < root->n_children; i++) {
        const struct cairn_node *node = root->children[i];
        bool is_region = strcmp(node->name, "region") == 0;

        if ((is_region || strcmp(node->name, "site") == 0) && cairn_node_value(node, "id"))
            add_place(scene, node, is_region);
    }
    for (int i = 0; i < root->n_children; i++)
        if (strcmp(root->children[i]->name, "link") == 0)
            add_link(scene, root->children[i]);
}

static enum cairn_store_status read_places(struct cairn_scene *scene, struct cairn_store *store,
                                           int64_t study)
{
    struct cairn_input input = {.path = "effective scenario"};
    struct cairn_xml_document *document = NULL;
    struct cairn_report_rows rows;
    struct cairn_diag diag;
    enum cairn_store_status status = cairn_report_rows_read(
        &rows, store,
        "SELECT s.effective, p.summary FROM study s JOIN optimum o ON o.study = s.id AND o.point = "
        "0 "
        "JOIN placement p ON p.study = s.id AND p.placement = o.placement WHERE s.id = :study",
        study);

    cairn_diag_init(&diag);
    if (rows.n > 0) {
        input.bytes =
            cairn_arena_strdup(&scene->arena, cairn_report_rows_text(&rows, 0, "effective"));
        input.size = strlen(input.bytes);
        scene->summary =
            cairn_arena_strdup(&scene->arena, cairn_report_rows_text(&rows, 0, "summary"));
        document = cairn_xml_parse(&scene->arena, &input, &diag);
    }
    if (document)
        read_nodes(scene, cairn_xml_root(document));
    cairn_xml_free(document);
    cairn_diag_release(&diag);
    cairn_report_rows_release(&rows);
    return status;
}

/* ---- the results ---- */

/* "parcels: 16 billion requests a year" */
static void take_workload(struct cairn_scene *scene, const struct cairn_report_rows *rows,
                          size_t row)
{
    int at = find_place(scene, cairn_report_rows_text(rows, row, "place"));
    double requests = cairn_report_rows_number(rows, row, "requests");
    struct cairn_buffer line;

    if (at < 0)
        return;
    cairn_buffer_init(&line);
    cairn_buffer_appendf(&line, "%s: ", cairn_report_rows_text(rows, row, "workload"));
    if (isfinite(requests))
        cairn_html_count(&line, requests);
    cairn_buffer_puts(&line, " requests a year");
    add_line(&scene->places[at], cairn_arena_strdup(&scene->arena, line.data));
    scene->places[at].flow += isfinite(requests) ? requests : 0;
    scene->places[at].used = true;
    cairn_buffer_release(&line);
}

/* "serves 15.9 billion: boxes, 30 x hailo-8l" */
static void take_pool(struct cairn_scene *scene, const struct cairn_report_rows *rows, size_t row)
{
    int at = find_place(scene, cairn_report_rows_text(rows, row, "place"));
    double served = cairn_report_rows_number(rows, row, "served");
    struct cairn_buffer line;

    if (at < 0)
        return;
    cairn_buffer_init(&line);
    cairn_buffer_puts(&line, "\xe2\x96\xb6 serves "); /* a triangle */
    if (isfinite(served))
        cairn_html_count(&line, served);
    cairn_buffer_appendf(&line, ": %s", cairn_report_rows_text(rows, row, "what"));
    add_line(&scene->places[at], cairn_arena_strdup(&scene->arena, line.data));
    scene->places[at].flow += isfinite(served) ? served : 0;
    scene->places[at].used = true;
    cairn_buffer_release(&line);
}

static void take_link(struct cairn_scene *scene, const struct cairn_report_rows *rows, size_t row)
{
    const char *id = cairn_report_rows_text(rows, row, "link");

    for (int i = 0; i < scene->n_links; i++)
        if (id && strcmp(scene->links[i].id, id) == 0)
            scene->links[i].gb_per_year = cairn_report_rows_number(rows, row, "gb");
}

#define ANSWER "(SELECT placement FROM optimum WHERE study = :study AND point = 0)"

static const struct {
    const char *sql;
    void (*take)(struct cairn_scene *scene, const struct cairn_report_rows *rows, size_t row);
} facts[] = {
    {"SELECT r.workload, r.site AS place, min(w.arrivals_per_year) AS requests FROM route r "
     "LEFT JOIN workload_result w ON w.study = r.study AND w.placement = r.placement"
     " AND w.workload = r.workload WHERE r.study = :study AND r.placement = " ANSWER
     " GROUP BY r.workload, r.site ORDER BY r.workload",
     take_workload},
    {"SELECT z.place, sum(q.served_per_year) AS served, z.pool || CASE"
     " WHEN z.tenancy IN ('owned', 'bought') THEN ', ' || (z.copies * z.devices) || ' x '"
     " WHEN z.tenancy = 'shared' THEN ', a share of ' ELSE ', ' END || z.hardware AS what "
     "FROM sizing z "
     "JOIN pool_result q ON q.study = z.study AND q.placement = z.placement AND q.pool = z.pool "
     "WHERE z.study = :study AND z.placement = " ANSWER
     " AND q.served_per_year > 0 GROUP BY z.pool ORDER BY served DESC",
     take_pool},
    {"SELECT link, up_gb_per_year + down_gb_per_year AS gb FROM link_result "
     "WHERE study = :study AND placement = " ANSWER,
     take_link},
};

enum cairn_store_status cairn_scene_read(struct cairn_scene *scene, struct cairn_store *store,
                                         int64_t study)
{
    enum cairn_store_status status;

    *scene = (struct cairn_scene){.n_places = 0};
    cairn_arena_init(&scene->arena);
    status = read_places(scene, store, study);
    for (size_t i = 0; status == CAIRN_STORE_OK && i < sizeof facts / sizeof *facts; i++) {
        struct cairn_report_rows rows;

        status = cairn_report_rows_read(&rows, store, facts[i].sql, study);
        for (size_t row = 0; row < rows.n; row++)
            facts[i].take(scene, &rows, row);
        cairn_report_rows_release(&rows);
    }
    return status;
}

void cairn_scene_release(struct cairn_scene *scene)
{
    for (int i = 0; i < scene->n_places; i++)
        cairn_free(scene->places[i].lines);
    cairn_arena_release(&scene->arena);
}
