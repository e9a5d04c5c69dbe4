#include "account/factor.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bug.h"
#include "base/hash.h"

#define DEFERRED                                                                                \
    "of a grid/pool/variant under a load: share of the work that waits, times the intensity "   \
    "(times PUE, where that varies) in the hours where it goes less that of those in which it " \
    "came"

static const struct cairn_factor_type types[CAIRN_N_FACTOR_KINDS] = {
    [CAIRN_FACTOR_WEIGHT] = {"weight", "1",
                             "time of the horizon that a window stands for / its length, times the "
                             "copies of the site where one was simulated for all"},
    [CAIRN_FACTOR_HORIZON] = {"horizon", "s", "time in service"},

    [CAIRN_FACTOR_POWER_BUSY] =
        {"power.busy", "W", "at the wall, host share included, of hardware/model/variant/batch"},
    [CAIRN_FACTOR_POWER_IDLE] = {"power.idle", "W", "at the wall, host share included"},
    [CAIRN_FACTOR_POWER_SLEEP] = {"power.sleep", "W", "at the wall, host share included"},
    [CAIRN_FACTOR_POWER_OFF] = {"power.off", "W",
                                "at the wall, share of a host that stays on included"},
    [CAIRN_FACTOR_POWER_WAKING] = {"power.waking", "W", "at the wall, host share included"},
    [CAIRN_FACTOR_POWER_LOADING] = {"power.loading", "W", "at the wall, host share included"},

    [CAIRN_FACTOR_SHARED_BUSY] = {"shared.busy", "1", "of a pool: 1 / batch of the provider"},
    [CAIRN_FACTOR_SHARED_IDLE] = {"shared.idle", "1",
                                  "of a pool: (1 - utilisation) / (utilisation x batch)"},
    [CAIRN_FACTOR_SHARED_RESERVED] = {"shared.reserved", "1",
                                      "of a pool: 1 / (utilisation x batch)"},
    [CAIRN_FACTOR_HOST_SHARE] = {"host.share", "1", "of a hardware: hosts per device"},
    [CAIRN_FACTOR_SERVICE_ENERGY] = {"service.energy", "J", "of a managed service, per request"},
    [CAIRN_FACTOR_SERVICE_EMBODIED] = {"service.embodied", "g",
                                       "of a managed service, per request"},
    [CAIRN_FACTOR_SERVICE_PRICE] = {"service.price", "USD", "of a managed service, per request"},

    [CAIRN_FACTOR_CACHE_POWER] = {"cache.power", "W", "of the memory that a cache adds"},
    [CAIRN_FACTOR_CACHE_LOOKUP] = {"cache.lookup", "J", "of a cache, per look-up"},

    [CAIRN_FACTOR_NETWORK_AVERAGE] = {"network.average", "J/B", "of a hop"},
    [CAIRN_FACTOR_NETWORK_MARGINAL] = {"network.marginal", "W/(bit/s)", "of a hop"},
    [CAIRN_FACTOR_NETWORK_BASE] = {"network.base", "W", "of a hop, per line, without traffic"},
    [CAIRN_FACTOR_LINE_SHARE] = {"line.share", "1", "share of a link's line that is charged"},
    [CAIRN_FACTOR_RADIO_PROMOTION] = {"radio.promotion", "W", "of a hop's radio"},
    [CAIRN_FACTOR_RADIO_ACTIVE] = {"radio.active", "W", "of a hop's radio, whatever the rate"},
    [CAIRN_FACTOR_RADIO_TAIL] = {"radio.tail", "W", "of a hop's radio"},
    [CAIRN_FACTOR_RADIO_UP] = {"radio.up", "W/(bit/s)", "of a hop's radio"},
    [CAIRN_FACTOR_RADIO_DOWN] = {"radio.down", "W/(bit/s)", "of a hop's radio"},

    [CAIRN_FACTOR_STORED_BYTES] = {"stored.bytes", "B",
                                   "of a workload, kept on average per request of the horizon: "
                                   "bytes x min(keep, horizon) / horizon"},
    [CAIRN_FACTOR_STORAGE_ENERGY] = {"storage.energy", "J/B",
                                     "of a medium, over the horizon: power x horizon"},
    [CAIRN_FACTOR_STORAGE_EMBODIED] = {"storage.embodied", "g/B", "of a medium"},
    [CAIRN_FACTOR_STORAGE_PRICE] = {"storage.price", "USD/GB", "of a medium"},

    [CAIRN_FACTOR_TRAINING_ENERGY] = {"training.energy", "J", "of one run, IT, of a workload"},
    [CAIRN_FACTOR_TRAINING_PRICE] = {"training.price", "USD", "of one run, of a workload"},
    [CAIRN_FACTOR_PRETRAINING] = {"pretraining", "g",
                                  "of a model, per request: total / requests worldwide"},

    [CAIRN_FACTOR_RELEASE_BYTES] = {"release.bytes", "B",
                                    "that a device downloads, of a variant of a model"},
    [CAIRN_FACTOR_RELEASE_INSTALL] = {"release.install", "J", "of a device, IT, of a model"},
    [CAIRN_FACTOR_RELEASES] = {"releases", "1", "of a model: horizon / every"},
    [CAIRN_FACTOR_RELEASE_PUSHES] = {"release.pushes", "1",
                                     "of a model, per release: 1 + share that is rolled back"},
    [CAIRN_FACTOR_MONITORING_POWER] = {"monitoring.power", "W", "of a device of a pool, IT"},
    [CAIRN_FACTOR_MONITORING_TRAFFIC] = {"monitoring.traffic", "bit/s", "of a device of a pool"},
    [CAIRN_FACTOR_MONITORING_ENERGY] = {"monitoring.energy", "J", "of a pool, IT, per request"},
    [CAIRN_FACTOR_MONITORING_BYTES] = {"monitoring.bytes", "B", "of a pool, per request"},
    [CAIRN_FACTOR_RADIO_CARRIED] = {"radio.carried", "J/B",
                                    "of a hop's radio, besides requests, up or down: active power "
                                    "x time of a byte on the line + power per rate"},
    [CAIRN_FACTOR_RADIO_WAKE] = {"radio.wake", "J",
                                 "of a hop's radio: promotion and tail of one download"},
    [CAIRN_FACTOR_FAILURES] = {"failures", "1",
                               "of one device of a pool over the horizon: rate x horizon, or "
                               "horizon / (mtbf + mttr)"},
    [CAIRN_FACTOR_REPLACED] = {"repair.replaced", "1", "of a pool: devices per failure"},
    [CAIRN_FACTOR_WASTED] = {"repair.wasted", "1",
                             "share of its life that a device has left when it breaks: 1/2"},
    [CAIRN_FACTOR_VISITED] = {"repair.visited", "1", "of a pool: visits per failure"},
    [CAIRN_FACTOR_VISIT_CARBON] = {"visit.carbon", "g", "of a place, per visit"},
    [CAIRN_FACTOR_VISIT_PRICE] = {"visit.price", "USD", "of a place, per visit"},
    [CAIRN_FACTOR_WRONG] = {"wrong", "1",
                            "of a workload at an accuracy: wrong answers per answer, on average "
                            "between two trainings"},
    [CAIRN_FACTOR_REWORK_CARBON] = {"rework.carbon", "g", "of a workload, per wrong answer"},
    [CAIRN_FACTOR_REWORK_PRICE] = {"rework.price", "USD", "of a workload, per wrong answer"},
    [CAIRN_FACTOR_SHELF] = {"shelf", "1", "of a pool: devices in store per device"},
    [CAIRN_FACTOR_USED] = {"embodied.brought", "1",
                           "share of its embodied carbon that a used device of a pool brings"},
    [CAIRN_FACTOR_PASSED_ON] = {"embodied.kept", "1",
                                "of a pool: 1 - share that the next user bears"},
    [CAIRN_FACTOR_RESALE] = {"price.kept", "1", "of a pool: 1 - share that the next user pays"},

    [CAIRN_FACTOR_EMBODIED] = {"embodied", "g", "of one hardware, hop's line or cache"},
    [CAIRN_FACTOR_AMORTISATION] = {"amortisation", "1", "horizon / lifetime"},
    [CAIRN_FACTOR_WRITE_OFF] = {"write-off", "1/s", "1 / lifetime"},
    [CAIRN_FACTOR_PURCHASES] = {"purchases", "1", "times bought: horizon / lifetime, rounded up"},

    [CAIRN_FACTOR_PUE] = {"pue", "1", "facility / IT energy of a place"},
    [CAIRN_FACTOR_PUE_CHARGED] = {"pue.charged", "1",
                                  "the same, each hour by an intensity of the grid: mean of the "
                                  "products / mean of the intensity"},
    [CAIRN_FACTOR_IT_SHARE] = {"it-share", "1", "IT / facility energy of a place: 1 / PUE"},
    [CAIRN_FACTOR_WUE] = {"wue", "L/kWh", "of a place, on IT energy"},
    [CAIRN_FACTOR_WUE_OF_FACILITY] = {"wue.facility", "L/kWh",
                                      "of a place, on facility energy: WUE / PUE of each hour"},
    [CAIRN_FACTOR_GRID_LOSS] = {"grid.loss", "1",
                                "of a grid: energy lost per energy delivered, share / (1 - share)"},
    [CAIRN_FACTOR_CONTRACT_SHARE] = {"contract.share", "1", "of own electricity at a place"},
    [CAIRN_FACTOR_CONTRACT_REST] = {"contract.rest", "1", "of the same: 1 - share"},
    [CAIRN_FACTOR_CONTRACT_INTENSITY] = {"contract.intensity", "g/kWh", "of plants of a place"},
    [CAIRN_FACTOR_INTENSITY + 0] = {"intensity.average.life-cycle", "g/kWh", "of a grid"},
    [CAIRN_FACTOR_INTENSITY + 1] = {"intensity.average.direct", "g/kWh", "of a grid"},
    [CAIRN_FACTOR_INTENSITY + 2] = {"intensity.short-run.life-cycle", "g/kWh", "of a grid"},
    [CAIRN_FACTOR_INTENSITY + 3] = {"intensity.short-run.direct", "g/kWh", "of a grid"},
    [CAIRN_FACTOR_INTENSITY + 4] = {"intensity.long-run.life-cycle", "g/kWh", "of a grid"},
    [CAIRN_FACTOR_INTENSITY + 5] = {"intensity.long-run.direct", "g/kWh", "of a grid"},
    [CAIRN_FACTOR_INTENSITY + 6] = {"intensity.residual.life-cycle", "g/kWh", "of a grid"},
    [CAIRN_FACTOR_INTENSITY + 7] = {"intensity.residual.direct", "g/kWh", "of a grid"},
    [CAIRN_FACTOR_DEFERRED + 0] = {"deferred.average.life-cycle", "g/kWh", DEFERRED},
    [CAIRN_FACTOR_DEFERRED + 1] = {"deferred.average.direct", "g/kWh", DEFERRED},
    [CAIRN_FACTOR_DEFERRED + 2] = {"deferred.short-run.life-cycle", "g/kWh", DEFERRED},
    [CAIRN_FACTOR_DEFERRED + 3] = {"deferred.short-run.direct", "g/kWh", DEFERRED},
    [CAIRN_FACTOR_DEFERRED + 4] = {"deferred.long-run.life-cycle", "g/kWh", DEFERRED},
    [CAIRN_FACTOR_DEFERRED + 5] = {"deferred.long-run.direct", "g/kWh", DEFERRED},
    [CAIRN_FACTOR_DEFERRED + 6] = {"deferred.residual.life-cycle", "g/kWh", DEFERRED},
    [CAIRN_FACTOR_DEFERRED + 7] = {"deferred.residual.direct", "g/kWh", DEFERRED},
    [CAIRN_FACTOR_DEFERRED_PUE] = {"deferred.pue", "1",
                                   "the same, by the PUE of the place in those hours"},
    [CAIRN_FACTOR_GRID_WATER] = {"water.with-reservoirs", "L/kWh", "of a grid"},
    [CAIRN_FACTOR_GRID_WATER_WITHOUT_RESERVOIRS] = {"water.without-reservoirs", "L/kWh",
                                                    "of a grid"},

    [CAIRN_FACTOR_SCARCITY] = {"water.scarcity", "1",
                               "of a grid or place: litres of the world per litre used there"},

    [CAIRN_FACTOR_PRICE] = {"price", "USD", "of one hardware, hop's line or cache"},
    [CAIRN_FACTOR_ELECTRICITY_PRICE] = {"price.electricity", "USD/kWh", "at a place"},
    [CAIRN_FACTOR_RENT] = {"price.rent", "USD/h", "of one device of a pool"},
    [CAIRN_FACTOR_EGRESS] = {"price.egress", "USD/GB", "of a link"},
};

const struct cairn_factor_type *cairn_factor_type(enum cairn_factor_kind kind)
{
    assert(kind < CAIRN_N_FACTOR_KINDS && types[kind].name);
    return &types[kind];
}

enum { SLOTS_MIN = 64 };

void cairn_factor_book_init(struct cairn_factor_book *book)
{
    *book = (struct cairn_factor_book){0};
    cairn_arena_init(&book->texts);
}

void cairn_factor_book_release(struct cairn_factor_book *book)
{
    cairn_free(book->factors);
    cairn_free(book->slots);
    cairn_arena_release(&book->texts);
    *book = (struct cairn_factor_book){0};
}

/* The slot that holds the factor, or the free one where it belongs. n_slots is a power of two. */
static size_t find_slot(const struct cairn_factor_book *book, enum cairn_factor_kind kind,
                        const char *subject, int window)
{
    struct cairn_hash hash;
    cairn_hash_init(&hash);
    cairn_hash_i64(&hash, kind);
    cairn_hash_string(&hash, subject);
    cairn_hash_i64(&hash, window);
    size_t slot = (size_t)cairn_hash_final(&hash).word[0] & (book->n_slots - 1);
    while (book->slots[slot] != CAIRN_NONE) {
        const struct cairn_factor *f = &book->factors[book->slots[slot]];
        if (f->kind == kind && f->window == window && strcmp(f->subject, subject) == 0)
            break;
        slot = (slot + 1) & (book->n_slots - 1);
    }
    return slot;
}

/* Room for one more, at most half full. */
static void make_room(struct cairn_factor_book *book)
{
    if ((size_t)book->n * 2 < book->n_slots)
        return;
    book->n_slots = book->n_slots ? 2 * book->n_slots : SLOTS_MIN;
    book->slots = cairn_realloc(book->slots, book->n_slots, sizeof *book->slots);
    for (size_t i = 0; i < book->n_slots; i++)
        book->slots[i] = CAIRN_NONE;
    for (int i = 0; i < book->n; i++) {
        const struct cairn_factor *f = &book->factors[i];
        book->slots[find_slot(book, f->kind, f->subject, f->window)] = i;
    }
}

int cairn_factor_enter(struct cairn_factor_book *book, const struct cairn_factor *factor)
{
    assert(isfinite(factor->value) && factor->subject && factor->kind < CAIRN_N_FACTOR_KINDS);
    make_room(book);
    size_t slot = find_slot(book, factor->kind, factor->subject, factor->window);
    if (book->slots[slot] != CAIRN_NONE) {
        if (book->factors[book->slots[slot]].value != factor->value)
            cairn_bug("factor %s of \"%s\" is %.17g and %.17g",
                      cairn_factor_type(factor->kind)->name, factor->subject,
                      book->factors[book->slots[slot]].value, factor->value);
        return book->slots[slot];
    }
    book->factors =
        cairn_grow(book->factors, &book->capacity, (size_t)book->n + 1, sizeof *book->factors);
    book->factors[book->n] = *factor;
    book->factors[book->n].subject = cairn_arena_strdup(&book->texts, factor->subject);
    book->slots[slot] = book->n;
    return book->n++;
}

int cairn_factor_find(const struct cairn_factor_book *book, enum cairn_factor_kind kind,
                      const char *subject, int window)
{
    return book->n == 0 ? CAIRN_NONE : book->slots[find_slot(book, kind, subject, window)];
}
