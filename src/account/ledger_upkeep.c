/* ledger_upkeep.c - new versions for devices, and what watches them. [RELEASE] [MONITOR] */
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

static const double s_per_ns = 1e-9;
static const double bytes_per_bit = 1 / 8.0;

/* ---- releases ---- */

/* A release, to the devices of a pool that hold a variant. */
struct push {
    const struct cairn_release *release;
    const char *model;
    int variant;            /* of the scenario */
    struct cairn_flow flow; /* devices x releases x pushes of each */
};

static int release_factor(struct cairn_ledger_builder *b, const struct push *push,
                          enum cairn_factor_kind kind, const char *subject, double value)
{
    return cairn_builder_enter(b, &(struct cairn_factor){.kind = kind,
                                                         .subject = subject,
                                                         .value = value,
                                                         .evidence = push->release->evidence,
                                                         .origin = push->release->origin});
}

/* [RELEASE] download = size, over the link that the releases come by */
static void add_download(struct cairn_ledger_builder *b, const struct push *push, int link)
{
    const struct cairn_variant *variant = &b->scenario->variants[push->variant];
    struct cairn_carried carried = {
        .bytes = push->flow.term, .wakes = &push->flow.term, .down = true};
    double size_bytes = push->release->size_bytes;
    char *subject = cairn_format("%s/%s", push->model, variant->id);

    cairn_term_times(&carried.bytes,
                     release_factor(b, push, CAIRN_FACTOR_RELEASE_BYTES, subject,
                                    isnan(size_bytes) ? variant->memory_bytes : size_bytes));
    cairn_free(subject);
    cairn_builder_add_carried(b, link, &carried);
}

static void add_push(struct cairn_ledger_builder *b, const struct push *push)
{
    const struct cairn_scenario *s = b->scenario;
    int place = push->flow.term.place;
    struct cairn_flow install = push->flow;

    cairn_term_times(&install.term, release_factor(b, push, CAIRN_FACTOR_RELEASE_INSTALL,
                                                   push->model, push->release->install_j));
    cairn_flow_add(b, &install);
    if (s->places[place].kind == CAIRN_SITE)
        add_download(b, push, cairn_scenario_link(s, place, push->release->from));
}

/* [RELEASE] horizon / every releases, each pushed once, and once more if it is rolled back */
void cairn_ledger_releases(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_scenario *s = b->scenario;

    for (int v = 0; v < p->n_variants; v++) {
        int variant = p->variants[v].scenario_variant;
        for (int i = 0; i < s->n_releases; i++) {
            const struct cairn_release *release = &s->releases[i];
            if (release->model != s->variants[variant].model)
                continue;
            struct push push = {.release = release,
                                .model = s->models[release->model].id,
                                .variant = variant,
                                .flow = *at};
            push.flow.term.part = CAIRN_PART_RELEASES;
            push.flow.term.equation = "[RELEASE]";
            push.flow.term.amount = cairn_builder_devices(b, p);
            push.flow.all_week = true;
            cairn_term_times(&push.flow.term,
                             release_factor(b, &push, CAIRN_FACTOR_RELEASES, push.model,
                                            s->time.horizon_s / release->every_s));
            cairn_term_times(&push.flow.term, release_factor(b, &push, CAIRN_FACTOR_RELEASE_PUSHES,
                                                             push.model, 1 + release->rolled_back));
            add_push(b, &push);
        }
    }
}

/* ---- monitoring ---- */

struct watch {
    const struct cairn_pool *said;
    bool at_site;
    struct cairn_flow devices;  /* time of all devices */
    struct cairn_flow requests; /* that they serve */
};

/* Energy on the spot, and bytes on the link, of a template times figures that may be absent. */
static void add_watch(struct cairn_ledger_builder *b, const struct watch *watch,
                      const struct cairn_flow *of, const struct cairn_factor *energy,
                      const struct cairn_factor *bytes, double bytes_scale)
{
    if (!isnan(energy->value)) {
        struct cairn_flow flow = *of;
        cairn_term_times(&flow.term, cairn_builder_enter(b, energy));
        cairn_flow_add(b, &flow);
    }
    if (isnan(bytes->value) || !watch->at_site)
        return;
    struct cairn_carried carried = {.bytes = of->term};
    carried.bytes.scale *= bytes_scale;
    cairn_term_times(&carried.bytes, cairn_builder_enter(b, bytes));
    cairn_builder_add_carried(
        b, cairn_scenario_link(b->scenario, of->term.place, watch->said->monitoring.to), &carried);
}

static struct cairn_factor monitoring_factor(const struct watch *watch, enum cairn_factor_kind kind,
                                             double value)
{
    return (struct cairn_factor){.kind = kind,
                                 .subject = watch->said->id,
                                 .value = value,
                                 .evidence = watch->said->monitoring.evidence,
                                 .origin = watch->said->monitoring.origin};
}

/* Time of devices: all of them over the horizon; of hired ones, while they are on. */
static void time_devices(struct cairn_ledger_builder *b, int pool, struct cairn_term *term)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];

    if (cairn_builder_is_hired(b, p)) {
        term->quantity = cairn_layout_pool(&b->layout, 0, pool, CAIRN_ON_NS);
        term->scale = s_per_ns;
        return;
    }
    term->amount = cairn_builder_devices(b, p);
    cairn_term_times(term, b->horizon);
}

/* [MONITOR] power x time + energy x requests; traffic x time + bytes x requests on the link */
void cairn_ledger_monitoring(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_pool *said = &b->scenario->pools[p->scenario_pool];
    const struct cairn_monitoring *m = &said->monitoring;
    struct watch watch = {.said = said,
                          .at_site = b->scenario->places[said->place].kind == CAIRN_SITE,
                          .devices = *at,
                          .requests = *at};

    if (!m->origin.file)
        return;
    watch.devices.term.part = watch.requests.term.part = CAIRN_PART_MONITORING;
    watch.devices.term.equation = watch.requests.term.equation = "[MONITOR]";
    time_devices(b, pool, &watch.devices.term);
    watch.requests.term.quantity = cairn_layout_pool(&b->layout, 0, pool, CAIRN_SERVED);
    struct cairn_factor power =
        monitoring_factor(&watch, CAIRN_FACTOR_MONITORING_POWER, m->power_w);
    struct cairn_factor traffic =
        monitoring_factor(&watch, CAIRN_FACTOR_MONITORING_TRAFFIC, m->traffic_bit_s);
    struct cairn_factor energy =
        monitoring_factor(&watch, CAIRN_FACTOR_MONITORING_ENERGY, m->energy_j);
    struct cairn_factor bytes =
        monitoring_factor(&watch, CAIRN_FACTOR_MONITORING_BYTES, m->per_request_bytes);
    add_watch(b, &watch, &watch.devices, &power, &traffic, bytes_per_bit);
    add_watch(b, &watch, &watch.requests, &energy, &bytes, 1);
}
