/*
 * load.h - from XML files to a checked scenario
 *
 * Three passes, each of which collects up to 20 diagnostics before the next begins: shape and
 * types (the XSD), values with units and references (the attribute table), meaning (ranges,
 * reachability, what promises need). A scenario is returned only when all three found no error.
 * The loader never guesses: what is absent stays absent, except for the defaults of the XSD.
 * It opens files only: no network, no entities, no document type.
 */
#ifndef CAIRN_LOAD_H
#define CAIRN_LOAD_H

#include <stdbool.h>

#include <cairn/api.h>
#include <cairn/diag.h>
#include <cairn/scenario.h>

/* Where else to look, and what to add. */
struct cairn_load_options {
    /*
     * The folder of catalogues, or NULL: catalogue/grids.xml is sought beside the file that says
     * it, then beside the scenario, then as grids.xml in here.
     */
    const char *catalogue;
    /* That folder comes first: what it has is not sought beside a file. */
    bool catalogue_first;
    /*
     * More of the scenario, as a file of the same format of which only what stands within
     * the outermost element counts; of catalogues, one more; or NULL. It is kept with the files.
     */
    const char *added;
    const char *added_by; /* what messages call that file */
    /* Also what takes a simulation of billions of requests a replication. */
    bool large;
};

/*
 * Loads a scenario. On success returns it (free with cairn_scenario_free); diag may hold
 * warnings and notes. On failure returns NULL and diag holds at least one error.
 */
CAIRN_API struct cairn_scenario *cairn_scenario_load(const char *path,
                                                     const struct cairn_load_options *options,
                                                     struct cairn_diag *diag);

/*
 * A scenario that is made again and again with other numbers: its files are read once. The
 * template outlives what is made of it, and is used by one thread at a time.
 */
struct cairn_template;

/* Returns NULL where diag got an error. */
CAIRN_API struct cairn_template *cairn_template_load(const char *path,
                                                     const struct cairn_load_options *options,
                                                     struct cairn_diag *diag);

/* NULL is allowed. */
CAIRN_API void cairn_template_free(struct cairn_template *from);

/*
 * A change of the effective scenario. An XPath 1.0 expression selects attributes, each of which
 * gets another value, as text with its unit; or, where value is NULL, the number that stands there
 * times another.
 *
 * Where `set` is an attribute's name the expression selects elements instead, and each gets that
 * attribute, whether it has it already or not. Where `add` is the name of an element, each gets one
 * of these as a further child: `value` is what would stand in its tag, such as `peak="5 kW"`. What
 * the format does not allow there is an error.
 */
struct cairn_edit {
    const char *select, *value; /* outlive the call */
    double times;               /* factor, where value is NULL */
    /* where it was said; file outlives the scenario, and is NULL at most where nothing is added */
    struct cairn_origin origin;
    const char *set, *add; /* at most one of them; likewise */
};

/*
 * The scenario with edits of its effective text, applied in order up to the first that is wrong;
 * checked like any other. NULL after errors, of which those that an edit makes name its origin.
 */
CAIRN_API struct cairn_scenario *cairn_template_make(struct cairn_template *from,
                                                     const struct cairn_edit *edits, int n_edits,
                                                     struct cairn_diag *diag);

/*
 * The effective scenario as XML text: catalogue entries that are used, defaults filled in, rows
 * expanded, in canonical order, each element preceded by the file and line it came from.
 * Loading this text gives the same scenario. It is what a results file stores and what an XPath
 * addresses. Owned by the scenario.
 */
CAIRN_API const char *cairn_scenario_effective(const struct cairn_scenario *scenario);

/* Catalogue files outside a scenario, for listing. Same rules and errors. */
CAIRN_API struct cairn_scenario *cairn_catalogue_load(const char *const *paths, int n_paths,
                                                      struct cairn_diag *diag);

/* The same where what they use may be in the folder of catalogues. */
CAIRN_API struct cairn_scenario *cairn_catalogue_open(const char *const *paths, int n_paths,
                                                      const struct cairn_load_options *options,
                                                      struct cairn_diag *diag);

/* Is this XML file a catalogue? Non-zero if so; 0 too where it cannot be read. */
CAIRN_API int cairn_catalogue_is(const char *path);

#endif
