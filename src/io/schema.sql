-- The results file: what a study asked, what it found, and all that is needed to compute it again.
--
-- Tables hold what the program wrote. Views (v_...) are the interface for people and other
-- programs: they join, multiply and add, and the names of their columns carry units.
--
-- Every table is keyed by its study and by numbers or names within it, so that a study reads the
-- same whatever else is in the file. Absent is NULL. There is no NaN and no infinity. Energy,
-- carbon, water and money stand for the whole horizon of the study unless a name says otherwise; a
-- year has 365 days. A share lies between 0 and 1.
--
-- docs/RESULTS.md describes every table, view and column; a test compares the two.

-- ---- vocabulary, the same in every file ----

CREATE TABLE basis ( -- a named set of accounting conventions
    name  TEXT NOT NULL PRIMARY KEY,
    bit   INTEGER NOT NULL UNIQUE, -- in term.bases
    about TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO basis (name, bit, about) VALUES
    ('inventory', 1, 'average grid and network, life-cycle intensities, embodied carbon amortised'),
    ('decision', 2, 'long-run marginal grid, marginal network, embodied carbon as purchased'),
    ('sci', 4, 'Software Carbon Intensity, ISO/IEC 21031'),
    ('ghg-location', 8, 'GHG Protocol, location-based, by scope and category'),
    ('ghg-market', 16, 'GHG Protocol, market-based: contracts and residual mix; never decided on');

CREATE TABLE measure ( -- what is accounted for
    name        TEXT NOT NULL PRIMARY KEY,
    unit        TEXT NOT NULL,  -- in which views show it
    ledger_unit TEXT NOT NULL,  -- in which the terms of the ledger yield it
    per_unit    REAL NOT NULL,  -- ledger units in one unit
    about       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO measure (name, unit, ledger_unit, per_unit, about) VALUES
    ('carbon', 'kg', 'g', 1000, 'CO2 equivalents'),
    ('energy', 'kWh', 'J', 3600000, 'electricity, at the meter of the facility or of the network'),
    ('water', 'L', 'L', 1, 'consumed on site and by power stations, reservoirs included'),
    ('water-without-reservoirs', 'L', 'L', 1, 'the same without evaporation from reservoirs'),
    ('water-scarcity', 'L', 'L', 1, 'consumed, reservoirs included, each litre as so many of the world as scarcity where it is used says'),
    ('money', 'USD', 'USD', 1, 'purchases, electricity, rent and transfer');

CREATE TABLE category ( -- of the GHG Protocol: a scope, or a category of scope 3
    name  TEXT NOT NULL PRIMARY KEY, -- in term.category
    scope INTEGER NOT NULL CHECK (scope BETWEEN 1 AND 3),
    about TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO category (name, scope, about) VALUES
    ('1', 1, 'burnt on site'),
    ('2', 2, 'electricity of own devices, as generated'),
    ('3.1', 3, 'purchased services: clouds, rented devices, carriers'),
    ('3.2', 3, 'capital goods: making what is bought, when it is bought'),
    ('3.3', 3, 'upstream of own electricity, and what the grid loses'),
    ('3.4', 3, 'upstream transport'),
    ('3.5', 3, 'waste'),
    ('3.6', 3, 'business travel'),
    ('3.7', 3, 'commuting'),
    ('3.8', 3, 'leased assets'),
    ('3.9', 3, 'downstream transport'),
    ('3.10', 3, 'processing of sold products'),
    ('3.11', 3, 'use of sold products'),
    ('3.12', 3, 'end of life of sold products'),
    ('3.13', 3, 'assets leased to others'),
    ('3.14', 3, 'franchises'),
    ('3.15', 3, 'investments');

-- ---- the question ----

CREATE TABLE study ( -- one scenario, asked and answered
    id            INTEGER PRIMARY KEY,
    -- sha256 of all that determines the result
    key           TEXT NOT NULL UNIQUE CHECK (length(key) = 64),
    scenario      TEXT NOT NULL,    -- its name
    about         TEXT NOT NULL,    -- its question, in a sentence
    basis         TEXT NOT NULL REFERENCES basis (name), -- that decides
    aim           TEXT NOT NULL DEFAULT 'carbon' REFERENCES measure (name), -- to have least of
    horizon_s     REAL NOT NULL CHECK (horizon_s > 0),
    seed          INTEGER NOT NULL,
    precision     REAL,             -- wanted relative half-width of intervals
    alpha         REAL NOT NULL,    -- accepted probability that the selection is wrong
    tie           REAL,             -- relative difference that does not matter
    replications  INTEGER NOT NULL, -- most per candidate
    windows       INTEGER,          -- of a replication, peaks among them
    window_s      REAL,             -- measured of each
    run_in_s      REAL,             -- simulated before and left out
    requests      REAL,             -- over the horizon, of all workloads and copies
    status        TEXT NOT NULL CHECK (status IN ('decided', 'undecided', 'infeasible', 'stopped')),
    headline      TEXT NOT NULL,    -- the answer, in a sentence
    effective     TEXT NOT NULL,    -- the scenario with every default in place, XML
    model_version TEXT NOT NULL     -- of the equations
) STRICT;

CREATE TABLE run ( -- who computed a study, when and how fast; the one table that may differ
    id           INTEGER PRIMARY KEY,
    study        INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    started      TEXT NOT NULL, -- ISO 8601, UTC
    finished     TEXT NOT NULL,
    cairn        TEXT NOT NULL, -- version of the program
    compiler     TEXT NOT NULL,
    host         TEXT NOT NULL, -- processor
    threads      INTEGER NOT NULL,
    seconds      REAL NOT NULL,
    requests     INTEGER NOT NULL, -- simulated
    events       INTEGER NOT NULL, -- simulated
    -- replications of components: of those that the placements wanted, how many
    simulated    INTEGER NOT NULL DEFAULT 0,
    recalled     INTEGER NOT NULL DEFAULT 0, -- came from the cache file
    shared       INTEGER NOT NULL DEFAULT 0  -- another placement had wanted before
) STRICT;

CREATE INDEX run_study ON run (study);

CREATE TABLE input ( -- every file the study read, verbatim
    study   INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    path    TEXT NOT NULL,
    sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
    content BLOB NOT NULL,
    PRIMARY KEY (study, path)
) STRICT;

CREATE TABLE hour ( -- which windows of the sampling plan stand for an hour of the week
    study  INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    spell  INTEGER NOT NULL, -- the hour of the week within its season
    window INTEGER NOT NULL,
    season TEXT,             -- NULL: the whole year
    hour   INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 167), -- UTC; 0 begins on Monday
    hours  INTEGER NOT NULL CHECK (hours > 0), -- of this spell that the window stands for
    PRIMARY KEY (study, spell, window)
) STRICT, WITHOUT ROWID;

CREATE TABLE source ( -- where figures come from
    study   INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    source  TEXT NOT NULL,
    title   TEXT NOT NULL,
    href    TEXT,
    licence TEXT,
    PRIMARY KEY (study, source)
) STRICT, WITHOUT ROWID;

-- ---- what was compared ----

CREATE TABLE placement ( -- which pool serves which workload, with how many devices
    study     INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    placement INTEGER NOT NULL, -- number within the study
    name      TEXT NOT NULL,    -- short, such as 'box' or 'box + gpu'
    summary   TEXT NOT NULL,    -- one line: routes, sizes, batching
    PRIMARY KEY (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE route ( -- where a share of a workload's requests goes, step by step
    study            INTEGER NOT NULL,
    placement        INTEGER NOT NULL,
    route            INTEGER NOT NULL,
    step             INTEGER NOT NULL, -- 1; further ones where a workload has them
    workload         TEXT NOT NULL,
    site             TEXT NOT NULL, -- of the workload
    pool             TEXT NOT NULL,
    place            TEXT NOT NULL, -- of the pool
    variant          TEXT,          -- of the model; NULL: a managed service
    cache            TEXT,          -- asked first
    share            REAL NOT NULL CHECK (share BETWEEN 0 AND 1), -- that comes so far
    unsure_at        REAL,          -- exit of the step before, which keeps what it is surer of
    fallback         TEXT,          -- pool to which requests are sent on
    fallback_variant TEXT,
    over             INTEGER,       -- sent on when so many requests wait already
    PRIMARY KEY (study, placement, route, step),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE sizing ( -- size and batching rule of a pool in use
    study     INTEGER NOT NULL,
    placement INTEGER NOT NULL,
    pool      TEXT NOT NULL,
    place     TEXT NOT NULL,
    tenancy   TEXT NOT NULL,    -- owned, bought, shared or api
    hardware  TEXT NOT NULL,    -- or the managed service
    copies    INTEGER NOT NULL, -- of the place
    devices   INTEGER NOT NULL, -- in each copy
    batch_max INTEGER NOT NULL, -- requests
    timeout_s REAL NOT NULL,    -- how long the oldest waits for a batch to fill
    PRIMARY KEY (study, placement, pool),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE pruned ( -- a way to serve a workload that was ruled out before any simulation
    study    INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    pruned   INTEGER NOT NULL,
    workload TEXT NOT NULL,
    pool     TEXT,
    variant  TEXT,
    cache    TEXT,
    reason   TEXT NOT NULL, -- a word or two, such as 'no profile' or 'accuracy'
    text     TEXT NOT NULL, -- the reason in a sentence, with its figures
    PRIMARY KEY (study, pruned)
) STRICT, WITHOUT ROWID;

CREATE TABLE narrowing ( -- a step by which what could be chosen became fewer
    study     INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    narrowing INTEGER NOT NULL,
    stage     TEXT NOT NULL, -- before simulation, search, exploration, selection
    unit      TEXT NOT NULL, -- what is counted: ways, combinations, configurations, placements
    ruled_out REAL,          -- NULL: too many to count
    remaining REAL,
    text      TEXT NOT NULL, -- why
    PRIMARY KEY (study, narrowing)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidate ( -- a placement that was simulated or bounded
    study          INTEGER NOT NULL,
    placement      INTEGER NOT NULL,
    rank           INTEGER, -- 1 has least of the aim; NULL: not ranked
    status         TEXT NOT NULL
        CHECK (status IN ('selected', 'contender', 'screened out', 'infeasible', 'baseline')),
    carbon_kg      REAL,    -- mean of the replications, under the basis that decides
    carbon_low_kg  REAL,    -- interval at 1 - alpha
    carbon_high_kg REAL,
    excess_kg      REAL,    -- over the selected one, on the same requests
    excess_low_kg  REAL,
    excess_high_kg REAL,
    counted_kg     REAL,    -- the mean before the correction for the number of arrivals
    value          REAL,    -- of the study's aim, in the unit that the table measure shows it in
    value_low      REAL,
    value_high     REAL,
    excess         REAL,    -- of the aim over the selected one, on the same requests
    replications   INTEGER NOT NULL,
    requests       INTEGER NOT NULL DEFAULT 0, -- measured in them
    reason         TEXT,    -- why it is out
    PRIMARY KEY (study, placement),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE promise ( -- what a workload was promised and what a placement achieves
    study         INTEGER NOT NULL,
    placement     INTEGER NOT NULL,
    workload      TEXT NOT NULL,
    kind          TEXT NOT NULL, -- p95, loss, load, ...
    unit          TEXT,          -- of the figures: s, or NULL for shares
    promised      REAL,
    achieved      REAL,
    achieved_low  REAL,          -- interval at 1 - alpha
    achieved_high REAL,
    verdict       TEXT NOT NULL CHECK (verdict IN ('kept', 'broken', 'undecided')),
    text          TEXT,          -- where figures do not say it
    PRIMARY KEY (study, placement, workload, kind),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE budget ( -- what the study allows of a resource and what a placement takes
    study      INTEGER NOT NULL,
    placement  INTEGER NOT NULL,
    resource   TEXT NOT NULL
        CHECK (resource IN ('carbon', 'energy', 'water', 'money', 'purchases')),
    unit       TEXT NOT NULL,
    allowed    REAL NOT NULL, -- over the horizon, as all here
    taken      REAL NOT NULL,
    taken_low  REAL,          -- interval at the part of alpha that it may take
    taken_high REAL,
    verdict    TEXT NOT NULL CHECK (verdict IN ('kept', 'broken', 'undecided')),
    PRIMARY KEY (study, placement, resource),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- ---- the answer ----

CREATE TABLE optimum ( -- the answer to the scenario as it stands
    study          INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    point          INTEGER NOT NULL CHECK (point = 0), -- points of a sweep are in table point
    answer         TEXT NOT NULL,    -- in a sentence
    basis          TEXT NOT NULL REFERENCES basis (name),
    status         TEXT NOT NULL
        CHECK (status IN ('decided', 'undecided', 'infeasible', 'stopped')),
    placement      INTEGER,          -- NULL: infeasible
    carbon_kg      REAL,
    carbon_low_kg  REAL,             -- interval at 1 - alpha
    carbon_high_kg REAL,
    -- what was to be as little as possible, and how much it is
    aim            TEXT NOT NULL DEFAULT 'carbon' REFERENCES measure (name),
    unit           TEXT NOT NULL DEFAULT 'kg', -- of the aim
    value          REAL,
    value_low      REAL,             -- interval at 1 - alpha
    value_high     REAL,
    indifference   REAL,             -- of the aim: a difference that does not matter
    -- probability that no candidate is better by more than the tie
    p_correct      REAL CHECK (p_correct BETWEEN 0 AND 1),
    bound          REAL,             -- of the aim: no placement can have less
    bound_kg       REAL,             -- the same where the aim is carbon, else NULL
    gap            REAL,             -- (value - bound) / value
    bound_by       TEXT NOT NULL 
        CHECK (bound_by IN ('none', 'programme', 'formula', 'search', 'chord')),
    programme      REAL,             -- the bound of the relaxation alone
    programme_kg   REAL,             -- the same where the aim is carbon, else NULL
    runner_up      INTEGER,          -- placement
    regret         REAL,             -- what the runner-up has more of the aim
    regret_kg      REAL,             -- the same where the aim is carbon, else NULL
    candidates     INTEGER NOT NULL, -- how many were compared
    PRIMARY KEY (study, point),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement),
    FOREIGN KEY (study, runner_up) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE vary ( -- what takes several values
    study      INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    vary       INTEGER NOT NULL,
    selects    TEXT NOT NULL,    -- XPath in the effective scenario
    subject    TEXT NOT NULL,    -- the first attribute that it selects: 'pue of site "store"'
    unit       TEXT NOT NULL,    -- of its values; '' for numbers and words
    said       TEXT NOT NULL,    -- unit that they are written with, for people; '' likewise
    per_said   REAL NOT NULL CHECK (per_said > 0), -- of unit in one of these
    targets    INTEGER NOT NULL, -- how many attributes it selects
    reach      TEXT NOT NULL CHECK (reach IN ('accounting', 'physics', 'choice')),
    multiplies INTEGER NOT NULL CHECK (multiplies IN (0, 1)), -- what stands in the scenario
    base       REAL,             -- what stands there; NULL: a word
    n          INTEGER NOT NULL, -- values
    method     TEXT NOT NULL CHECK (method IN ('exact', 'point by point')),
    why        TEXT,             -- not exact
    questions  INTEGER NOT NULL, -- asked to follow it exactly
    finalists  INTEGER NOT NULL, -- candidates that were followed to the end
    replications INTEGER NOT NULL, -- of each of these
    PRIMARY KEY (study, vary)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment ( -- where along what varies a placement is best, all else as it stands
    study          INTEGER NOT NULL,
    vary           INTEGER NOT NULL,
    segment        INTEGER NOT NULL, -- 0 has the lowest values
    from_value     REAL NOT NULL,
    to_value       REAL NOT NULL,
    placement      INTEGER NOT NULL,
    aim_from       REAL NOT NULL,    -- of the aim at either end
    aim_to         REAL NOT NULL,
    carbon_from_kg REAL,             -- NULL: a figure is missing
    carbon_to_kg   REAL,
    gap            REAL,             -- at most, anywhere in it; NULL: no bound
    PRIMARY KEY (study, vary, segment),
    FOREIGN KEY (study, vary) REFERENCES vary (study, vary) ON DELETE CASCADE,
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE breakpoint ( -- where along what varies the answer changes
    study          INTEGER NOT NULL,
    vary           INTEGER NOT NULL,
    breakpoint     INTEGER NOT NULL, -- between the segments of this number and the next
    value          REAL NOT NULL,
    low            REAL,             -- interval at 1 - alpha; NULL: it may be anywhere
    high           REAL,
    from_placement INTEGER NOT NULL, -- below
    to_placement   INTEGER NOT NULL, -- above
    PRIMARY KEY (study, vary, breakpoint),
    FOREIGN KEY (study, vary) REFERENCES vary (study, vary) ON DELETE CASCADE,
    FOREIGN KEY (study, from_placement) REFERENCES placement (study, placement),
    FOREIGN KEY (study, to_placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE cell ( -- which placement is best over two things that vary, along lines of the first
    study     INTEGER NOT NULL,
    line      INTEGER NOT NULL, -- a value of vary 0, ascending
    cell      INTEGER NOT NULL, -- along it, by vary 1, ascending
    value     REAL NOT NULL,    -- of vary 0
    from_value REAL NOT NULL,   -- of vary 1
    to_value  REAL NOT NULL,
    placement INTEGER NOT NULL,
    aim_from  REAL NOT NULL,    -- of the aim at either end
    aim_to    REAL NOT NULL,
    bound_from REAL,            -- of any placement there; NULL: none
    bound_to  REAL,
    PRIMARY KEY (study, line, cell),
    FOREIGN KEY (study) REFERENCES study (id) ON DELETE CASCADE,
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE sweep ( -- the points of a study, and how they were answered
    study        INTEGER PRIMARY KEY REFERENCES study (id) ON DELETE CASCADE,
    design       TEXT NOT NULL CHECK (design IN ('factorial', 'latin-hypercube', 'sobol')),
    points       INTEGER NOT NULL,
    method       TEXT NOT NULL CHECK (method IN ('exact', 'point by point')),
    why          TEXT,             -- not exact
    proven       TEXT,             -- exact: what is known of the candidates
    questions    INTEGER NOT NULL, -- whole ones, to find the candidates; not exact: 0
    scenarios    INTEGER NOT NULL, -- accounted for to find out how totals depend on the numbers
    candidates   INTEGER NOT NULL,
    finalists    INTEGER NOT NULL, -- of which the best at each point is one
    replications INTEGER NOT NULL  -- of each of these
) STRICT, WITHOUT ROWID;

-- As few bytes as it takes: a sweep may have ten million of them. v_sweep says it in words.
CREATE TABLE point ( -- the answer at a point of a sweep
    study          INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    point          INTEGER NOT NULL, -- from 1
    status         INTEGER NOT NULL CHECK (status BETWEEN 0 AND 4), -- v_sweep has words for it
    placement      INTEGER,          -- NULL: infeasible or invalid
    runner_up      INTEGER,
    candidates     INTEGER NOT NULL, -- how many were compared
    value          REAL,             -- of the aim
    half_width     REAL,             -- of its interval at 1 - alpha
    carbon_kg      REAL,             -- NULL where the aim is carbon
    carbon_half_width_kg REAL,
    p_correct      REAL CHECK (p_correct BETWEEN 0 AND 1),
    bound          REAL,             -- of the aim
    bound_by       INTEGER NOT NULL CHECK (bound_by BETWEEN 0 AND 4), -- likewise
    regret         REAL,             -- what the runner-up has more of the aim
    note           TEXT,             -- why there is no answer
    number_0       REAL,             -- what the first number that varies is, or which of its words
    number_1       REAL,
    number_2       REAL,
    number_3       REAL,
    number_4       REAL,
    number_5       REAL,
    number_6       REAL,
    number_7       REAL,
    PRIMARY KEY (study, point),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement),
    FOREIGN KEY (study, runner_up) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting ( -- numbers beyond the eighth at a point of a sweep
    study INTEGER NOT NULL,
    point INTEGER NOT NULL,
    vary  INTEGER NOT NULL CHECK (vary >= 8),
    value REAL NOT NULL, -- as number_0
    PRIMARY KEY (study, point, vary),
    FOREIGN KEY (study, point) REFERENCES point (study, point) ON DELETE CASCADE,
    FOREIGN KEY (study, vary) REFERENCES vary (study, vary) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE vary_word ( -- the words that something takes
    study INTEGER NOT NULL,
    vary  INTEGER NOT NULL,
    at    INTEGER NOT NULL, -- from 0
    word  TEXT NOT NULL,
    PRIMARY KEY (study, vary, at),
    FOREIGN KEY (study, vary) REFERENCES vary (study, vary) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE growth_year ( -- a year of a growth study; year 1 is the scenario as it stands
    study         INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    year          INTEGER NOT NULL,
    calendar_year INTEGER NOT NULL,
    status        TEXT NOT NULL -- unsettled: demand and cost did not agree; unpriced: no cost
        CHECK (status IN ('answered', 'unsettled', 'unpriced', 'infeasible', 'invalid')),
    reason        TEXT,    -- why there is no answer
    requests      REAL,    -- in the year, of all workloads
    placement     INTEGER, -- that answers this year's question by itself; NULL: none
    -- carbon of the year under the basis that decides, purchases spread over the horizon
    carbon_kg     REAL,
    running_kg    REAL,    -- of it, what is not embodied
    embodied_kg   REAL,    -- of it, devices, hosts and lines
    -- rebound: carbon of the year without gains, and with them at the demand without them
    without_kg    REAL,
    potential_kg  REAL,
    rebound       REAL,    -- share of the potential saving that is lost; NULL: nothing to save
    backfires     INTEGER CHECK (backfires IN (0, 1)), -- more carbon than without gains
    break_even    REAL,    -- elasticity at which the gains would be eaten up
    -- what changed since year 1, which adds up
    by_demand_kg     REAL,
    by_efficiency_kg REAL, -- energy of a request
    by_placement_kg  REAL, -- in which places energy is drawn
    by_grid_kg       REAL, -- carbon of the energy there
    by_embodied_kg   REAL, -- carbon of a request that is of no energy: mostly embodied
    PRIMARY KEY (study, year),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE growth_demand ( -- demand of a workload in a year
    study    INTEGER NOT NULL,
    year     INTEGER NOT NULL,
    workload TEXT NOT NULL,
    requests REAL,          -- in the year
    course   REAL NOT NULL, -- multiple of year 1 by itself
    response REAL NOT NULL, -- times what it makes of its unit cost
    without_response REAL NOT NULL, -- the same where nothing is gained
    cost_usd REAL,          -- of a request; NULL: a price is missing
    PRIMARY KEY (study, year, workload),
    FOREIGN KEY (study, year) REFERENCES growth_year (study, year) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE growth_part ( -- carbon of a year by part
    study     INTEGER NOT NULL,
    year      INTEGER NOT NULL,
    part      TEXT NOT NULL,
    carbon_kg REAL NOT NULL,
    PRIMARY KEY (study, year, part),
    FOREIGN KEY (study, year) REFERENCES growth_year (study, year) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE growth_path ( -- a path over the years: what runs and what is bought when
    study      INTEGER NOT NULL,
    path       TEXT NOT NULL CHECK (path IN ('planned', 'myopic')),
    year       INTEGER NOT NULL,
    placement  INTEGER NOT NULL,
    running_kg REAL NOT NULL,    -- all but embodied
    bought_kg  REAL NOT NULL,    -- embodied carbon of what is bought in the year
    choices    INTEGER NOT NULL, -- placements that the year had
    proven     INTEGER NOT NULL CHECK (proven IN (0, 1)), -- no path of such choices takes less
    PRIMARY KEY (study, path, year),
    FOREIGN KEY (study, year) REFERENCES growth_year (study, year) ON DELETE CASCADE,
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE growth_stock ( -- devices along a path
    study          INTEGER NOT NULL,
    path           TEXT NOT NULL,
    year           INTEGER NOT NULL,
    item           TEXT NOT NULL, -- device, host, shelf or line
    name           TEXT NOT NULL,
    place          TEXT NOT NULL,
    in_use         INTEGER NOT NULL,
    bought         INTEGER NOT NULL,
    worn_out       INTEGER NOT NULL, -- reached the end of their life
    stranded       INTEGER NOT NULL, -- retired before it
    bought_kg      REAL NOT NULL,
    stranded_kg    REAL NOT NULL,    -- of what was charged, the life that was left
    mean_age_years REAL,             -- at the start of the year; NULL: none in use
    PRIMARY KEY (study, path, year, item, name, place),
    FOREIGN KEY (study, path, year) REFERENCES growth_path (study, path, year) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE point_result ( -- what candidates take at the points of a sweep, where that was asked
    study     INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    point     INTEGER NOT NULL,
    placement INTEGER NOT NULL,
    value     REAL NOT NULL, -- of the aim
    kept      INTEGER NOT NULL CHECK (kept IN (0, 1)), -- breaks no promise there
    PRIMARY KEY (study, point, placement),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE growth_policy ( -- what may be done about it from a year on
    study                  INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    policy                 INTEGER NOT NULL, -- from 1
    name                   TEXT NOT NULL,
    begins                 INTEGER NOT NULL, -- calendar year
    carbon_price_usd_per_t REAL,             -- one of these three
    carbon_cap_kg          REAL,             -- of a year
    standard               REAL,             -- times what numbers would be
    change_a_year          REAL NOT NULL,
    PRIMARY KEY (study, policy)
) STRICT, WITHOUT ROWID;

CREATE TABLE growth_case ( -- a year of a growth study with other numbers, or under a policy
    study       INTEGER NOT NULL,
    asked       TEXT NOT NULL CHECK (asked IN ('policy', 'draw', 'point')),
    number      INTEGER NOT NULL, -- of the policy (0: none), the draw or the point of the sweep
    setting     TEXT,    -- of a point, in words; and the first two numbers that vary
    value_1     REAL,
    value_2     REAL,
    year        INTEGER NOT NULL,
    status      TEXT NOT NULL
        CHECK (status IN ('answered', 'unsettled', 'unpriced', 'infeasible', 'invalid')),
    placement   INTEGER, -- NULL: none, or one that no question before had
    requests    REAL,
    carbon_kg   REAL,    -- as in growth_year, as the next
    without_kg  REAL,
    potential_kg REAL,
    rebound     REAL,
    backfires   INTEGER CHECK (backfires IN (0, 1)),
    break_even  REAL,
    carbon_price_usd_per_t REAL, -- that is paid; under a cap, what keeps it; NULL: nothing
    over_cap    INTEGER NOT NULL CHECK (over_cap IN (0, 1)), -- no price keeps it
    planned_is_best INTEGER NOT NULL CHECK (planned_is_best IN (0, 1)), -- or within the tie of it
    PRIMARY KEY (study, asked, number, year),
    FOREIGN KEY (study, year) REFERENCES growth_year (study, year) ON DELETE CASCADE,
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE growth_exact ( -- a year of a draw that was asked as a whole
    study     INTEGER NOT NULL,
    draw      INTEGER NOT NULL,
    year      INTEGER NOT NULL,
    carbon_kg REAL, -- NULL: no placement
    PRIMARY KEY (study, draw, year),
    FOREIGN KEY (study, year) REFERENCES growth_year (study, year) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE uncertain ( -- what is not known well
    study        INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    uncertain    INTEGER NOT NULL,
    selects      TEXT NOT NULL,    -- XPath in the effective scenario
    subject      TEXT NOT NULL,    -- the first attribute that it selects
    unit         TEXT NOT NULL,    -- of its values; '' for numbers and multipliers
    targets      INTEGER NOT NULL, -- how many attributes it selects
    reach        TEXT NOT NULL CHECK (reach IN ('accounting', 'physics')),
    multiplies   INTEGER NOT NULL CHECK (multiplies IN (0, 1)), -- what stands in the scenario
    base         REAL,             -- what stands there
    distribution TEXT NOT NULL,
    p5           REAL NOT NULL,    -- quantiles of it, as truncated
    p50          REAL NOT NULL,
    p95          REAL NOT NULL,
    cut          REAL NOT NULL,    -- share of the distribution that was cut off
    in_group     TEXT,             -- NULL: alone
    factor       INTEGER NOT NULL, -- what is learnt at once: it, or its group
    PRIMARY KEY (study, uncertain)
) STRICT, WITHOUT ROWID;

CREATE TABLE outlook ( -- the answer over draws of what is uncertain
    study        INTEGER PRIMARY KEY REFERENCES study (id) ON DELETE CASCADE,
    draws        INTEGER NOT NULL,
    replications INTEGER NOT NULL, -- that a total is the mean of
    asked        INTEGER NOT NULL, -- draws that the whole question was asked at
    complete     INTEGER NOT NULL CHECK (complete IN (0, 1)), -- the last brought nothing new
    unit         TEXT NOT NULL,    -- of the aim, as in all that follows
    chosen       INTEGER NOT NULL, -- placement of least expected total
    robust       INTEGER NOT NULL, -- placement of least greatest regret
    evpi         REAL NOT NULL,    -- expected value of perfect information
    sentence     TEXT NOT NULL,
    FOREIGN KEY (study, chosen) REFERENCES placement (study, placement),
    FOREIGN KEY (study, robust) REFERENCES placement (study, placement)
) STRICT;

CREATE TABLE best_share ( -- what draws say of a candidate
    study           INTEGER NOT NULL REFERENCES outlook (study) ON DELETE CASCADE,
    placement       INTEGER NOT NULL,
    expected        REAL NOT NULL, -- of the aim, mean over draws
    low             REAL NOT NULL, -- its interval at 1 - alpha
    high            REAL NOT NULL,
    p5              REAL NOT NULL, -- quantiles over draws
    p50             REAL NOT NULL,
    p95             REAL NOT NULL,
    best_share      REAL NOT NULL, -- of draws that it is best in
    tie_share       REAL NOT NULL, -- best or within the tie of it
    kept_share      REAL NOT NULL, -- that it breaks no promise in
    regret          REAL NOT NULL, -- against the best of each draw: expected
    greatest_regret REAL NOT NULL,
    eligible        INTEGER NOT NULL CHECK (eligible IN (0, 1)), -- keeps promises in enough draws
    PRIMARY KEY (study, placement),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE draw ( -- a sample of all that is uncertain
    study INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    draw  INTEGER NOT NULL, -- from 1
    best  INTEGER,          -- placement; NULL: none keeps its promises there
    PRIMARY KEY (study, draw),
    FOREIGN KEY (study, best) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE draw_value ( -- what is drawn
    study     INTEGER NOT NULL,
    draw      INTEGER NOT NULL,
    uncertain INTEGER NOT NULL,
    value     REAL NOT NULL, -- or a multiplier
    PRIMARY KEY (study, draw, uncertain),
    FOREIGN KEY (study, draw) REFERENCES draw (study, draw) ON DELETE CASCADE,
    FOREIGN KEY (study, uncertain) REFERENCES uncertain (study, uncertain) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE draw_result ( -- totals of candidates in a draw
    study     INTEGER NOT NULL,
    draw      INTEGER NOT NULL,
    placement INTEGER NOT NULL,
    value     REAL NOT NULL, -- of the aim
    kept      INTEGER NOT NULL CHECK (kept IN (0, 1)), -- breaks no promise there
    PRIMARY KEY (study, draw, placement),
    FOREIGN KEY (study, draw) REFERENCES draw (study, draw) ON DELETE CASCADE,
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE value_of_information ( -- what it would save to know something before choosing
    study   INTEGER NOT NULL REFERENCES outlook (study) ON DELETE CASCADE,
    factor  INTEGER NOT NULL,
    subject TEXT NOT NULL, -- what is uncertain, or its group
    worth   REAL NOT NULL, -- of the aim, expected
    chance  REAL NOT NULL, -- what a factor without any effect would show
    PRIMARY KEY (study, factor)
) STRICT, WITHOUT ROWID;

CREATE TABLE swing ( -- one uncertain number at a time, all else as it stands
    study      INTEGER NOT NULL,
    uncertain  INTEGER NOT NULL,
    low        REAL NOT NULL, -- its 5 % point, or that of the multiplier
    high       REAL NOT NULL, -- 95 %
    value_low  REAL NOT NULL, -- total of the chosen placement there
    value_high REAL NOT NULL,
    best_low   INTEGER NOT NULL, -- placement of least total there
    best_high  INTEGER NOT NULL,
    flips_at   REAL,          -- NULL: nowhere between its 0.5 % and 99.5 % points
    flips_to   INTEGER,       -- placement
    PRIMARY KEY (study, uncertain),
    FOREIGN KEY (study, uncertain) REFERENCES uncertain (study, uncertain) ON DELETE CASCADE,
    FOREIGN KEY (study, best_low) REFERENCES placement (study, placement),
    FOREIGN KEY (study, best_high) REFERENCES placement (study, placement),
    FOREIGN KEY (study, flips_to) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE sensitivity ( -- which of what is uncertain the total and the decision come from
    study        INTEGER NOT NULL REFERENCES outlook (study) ON DELETE CASCADE,
    output       TEXT NOT NULL CHECK (output IN ('total', 'decision')), -- of the chosen placement
    factor       INTEGER NOT NULL,
    subject      TEXT NOT NULL, -- what is uncertain, or its group
    first        REAL,          -- Sobol index of first order; NULL: not asked, or no variance
    first_low    REAL,          -- interval at 1 - alpha
    first_high   REAL,
    total        REAL,          -- total index
    total_low    REAL,
    total_high   REAL,
    mu_star      REAL,          -- Morris: mean absolute effect per unit of probability
    mu_star_half REAL,          -- half-width at 1 - alpha
    sigma        REAL,          -- standard deviation of the effects
    PRIMARY KEY (study, output, factor)
) STRICT, WITHOUT ROWID;

CREATE TABLE lever ( -- what a mitigation would save from a placement
    study          INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    placement      INTEGER NOT NULL, -- before
    settings       TEXT NOT NULL,    -- numbers that the scenario does not state: 'pue=1.1, ...'
    lever          TEXT NOT NULL,
    status         TEXT NOT NULL
        CHECK (status IN ('saves', 'saves nothing', 'breaks a promise', 'does not apply')),
    change         TEXT,             -- what it does here; NULL: it does not apply
    reason         TEXT,             -- why it does not apply, or not to more
    breaks         TEXT,             -- a promise or budget
    base_kg        REAL NOT NULL,    -- carbon of the placement
    -- alone, on the placement as it stands; intervals at 1 - alpha; NULL: no data
    saving_kg      REAL,
    saving_low_kg  REAL,
    saving_high_kg REAL,
    saving_kwh     REAL,
    saving_usd     REAL,
    usd_per_t      REAL,             -- money more per carbon less; NULL too: no carbon is saved
    -- in its turn, on top of the steps before
    step           INTEGER,          -- from 1; NULL: it is not in the order
    step_change    TEXT,
    step_kg        REAL,
    step_low_kg    REAL,
    step_high_kg   REAL,
    step_kwh       REAL,
    step_usd       REAL,
    step_usd_per_t REAL,
    overlap_kg     REAL,             -- saving_kg - step_kg, or - step_kg where it saved nothing alone
    PRIMARY KEY (study, placement, settings, lever),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE baseline ( -- what the answer is compared with
    study          INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    name           TEXT NOT NULL, -- today, all-edge, all-cloud, ...
    placement      INTEGER,       -- NULL: there is none
    carbon_kg      REAL,
    carbon_low_kg  REAL,
    carbon_high_kg REAL,
    saving_kg      REAL,          -- of the answer against it, on the same requests
    saving_low_kg  REAL,
    saving_high_kg REAL,
    saving_share   REAL,          -- of the baseline's carbon
    value          REAL,          -- of the aim
    saving         REAL,          -- of the aim, likewise
    status         TEXT NOT NULL
        CHECK (status IN ('feasible', 'breaks a promise', 'exceeds a budget', 'undecided', 'none')),
    reason         TEXT,          -- the promise it breaks, or why there is none
    PRIMARY KEY (study, name),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE basis_result ( -- which candidate wins under each basis
    study              INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    basis              TEXT NOT NULL REFERENCES basis (name),
    placement          INTEGER, -- that wins under it; NULL: no data or infeasible
    carbon_kg          REAL,    -- of that placement
    selected_carbon_kg REAL,    -- of the answer, under the same basis
    value              REAL,    -- of the aim: it wins by this
    selected_value     REAL,
    agrees             INTEGER CHECK (agrees IN (0, 1)), -- with the basis that decides
    rival              INTEGER, -- placement it is held against: the answer, else the runner-up
    decisive_part      TEXT,    -- of the ledger, in which it saves most against its rival
    decisive_item      TEXT,    -- that makes most of this: a pool, a link, a cache, a workload
    decisive_kg        REAL,    -- what the rival emits more in this part
    status             TEXT NOT NULL, -- 'ok' or what is missing: 'no data: long-run marginal of PL'
    PRIMARY KEY (study, basis),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement),
    FOREIGN KEY (study, rival) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE gap ( -- a placement whose terms under a basis are incomplete: no total
    study     INTEGER NOT NULL,
    placement INTEGER NOT NULL,
    basis     TEXT NOT NULL REFERENCES basis (name),
    missing   TEXT NOT NULL, -- the first figure that is absent
    PRIMARY KEY (study, placement, basis),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE pareto ( -- candidates of which no other is better in carbon and something else
    study          INTEGER NOT NULL,
    against        TEXT NOT NULL CHECK (against IN ('money', 'energy', 'water', 'latency')),
    rank           INTEGER NOT NULL, -- 1 has least carbon
    placement      INTEGER NOT NULL,
    carbon_kg      REAL NOT NULL,
    carbon_low_kg  REAL,
    carbon_high_kg REAL,
    value          REAL NOT NULL,    -- on the other axis
    value_low      REAL,
    value_high     REAL,
    unit           TEXT,             -- of it; NULL: a ratio
    PRIMARY KEY (study, against, rank),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE flip ( -- where a number makes another placement as good as the answer, all else as is
    study    INTEGER NOT NULL,
    point    INTEGER NOT NULL,
    other    INTEGER NOT NULL, -- that placement: the runner-up or a baseline
    flip     INTEGER NOT NULL, -- 0 is the nearest
    number   TEXT NOT NULL,    -- 'pue', 'embodied', 'lifetime', ...
    subject  TEXT,             -- of what: a place, a hardware, a grid, ...
    unit     TEXT,             -- NULL: a plain number
    value    REAL,             -- as it is; of hours, their mean
    flips_at REAL,             -- NULL: no value within a thousandth and a thousandfold
    low      REAL,             -- interval of that
    high     REAL,
    share    REAL,             -- of the difference between the two, what is in proportion to it
    PRIMARY KEY (study, point, other, flip),
    FOREIGN KEY (study, other) REFERENCES placement (study, placement),
    FOREIGN KEY (study, point) REFERENCES optimum (study, point) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE next_best ( -- where a workload would go instead, and what that would cost
    study     INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    workload  TEXT NOT NULL,
    part      TEXT NOT NULL,
    more      REAL NOT NULL, -- of the aim, than the answer has
    placement INTEGER,       -- the candidate; NULL: seen in the search alone
    summary   TEXT NOT NULL, -- of that placement
    PRIMARY KEY (study, workload, part),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE excluded ( -- a placement that would have less of the aim, and what it breaks
    study     INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    excluded  INTEGER NOT NULL, -- 0 would save most
    placement INTEGER,          -- the candidate; NULL: seen in the search alone
    summary   TEXT NOT NULL,    -- of that placement
    workload  TEXT,             -- whose promise it breaks; NULL: it breaks a budget
    kind      TEXT NOT NULL,    -- of promise, or the resource of the budget
    saving    REAL NOT NULL,    -- of the aim: what keeping it costs
    PRIMARY KEY (study, excluded),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

CREATE TABLE purchase ( -- the shopping list of a placement
    study           INTEGER NOT NULL,
    placement       INTEGER NOT NULL,
    purchase        INTEGER NOT NULL,
    place           TEXT NOT NULL,
    pool            TEXT,
    item            TEXT NOT NULL,    -- device, host, line, cache, solar, battery
    name            TEXT NOT NULL,    -- of the hardware
    count           INTEGER NOT NULL, -- in use at a time, all copies of the place
    times_bought    INTEGER NOT NULL, -- over the horizon; 0: already there
    embodied_each_kg REAL,
    price_each_usd  REAL,
    peak_kw         REAL,             -- of all of them, at the meter
    energy_kwh_per_year REAL,         -- likewise
    PRIMARY KEY (study, placement, purchase),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE flag ( -- what a reader should know before trusting a figure
    study     INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    flag      INTEGER NOT NULL,
    placement INTEGER,       -- NULL: the whole study
    subject   TEXT NOT NULL, -- what it is about, such as a pool or a profile
    text      TEXT NOT NULL,
    PRIMARY KEY (study, flag),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement)
) STRICT, WITHOUT ROWID;

-- ---- how it performs ----

CREATE TABLE workload_result (
    study              INTEGER NOT NULL,
    placement          INTEGER NOT NULL,
    workload           TEXT NOT NULL,
    arrivals_per_year  REAL NOT NULL, -- all copies of the site
    sojourn_mean_s     REAL,          -- from sending a request to its reply
    sojourn_p50_s      REAL,
    sojourn_p95_s      REAL,
    sojourn_p99_s      REAL,
    wait_mean_s        REAL,          -- in the queue of a pool
    wait_p50_s         REAL,
    wait_p95_s         REAL,
    wait_p99_s         REAL,
    loss_share         REAL,          -- of the arrivals: refused by a full queue
    late_share         REAL,          -- over the promised time, lost ones included
    hit_share          REAL,          -- answered by a cache
    fallback_share     REAL,          -- sent on
    wrong_share        REAL,          -- answered wrongly by a cache; NULL: none can be
    ttft_mean_s        REAL,          -- to the first token; these of language models only
    ttft_p50_s         REAL,
    ttft_p95_s         REAL,
    ttft_p99_s         REAL,
    tpot_mean_s        REAL,          -- per token behind it
    tpot_p50_s         REAL,
    tpot_p95_s         REAL,
    tpot_p99_s         REAL,
    PRIMARY KEY (study, placement, workload),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE quantile ( -- how the times of requests are distributed, all replications together
    study     INTEGER NOT NULL,
    placement INTEGER NOT NULL,
    workload  TEXT NOT NULL,
    time      TEXT NOT NULL CHECK (time IN ('wait', 'sojourn', 'ttft', 'tpot')),
    share     REAL NOT NULL CHECK (share > 0 AND share < 1), -- of the requests that were answered
    value_s   REAL NOT NULL CHECK (value_s >= 0),            -- what this share takes at most
    PRIMARY KEY (study, placement, workload, time, share),
    FOREIGN KEY (study, placement, workload)
        REFERENCES workload_result (study, placement, workload) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE pool_result ( -- a provider's pool stands once per component that uses it
    study            INTEGER NOT NULL,
    placement        INTEGER NOT NULL,
    component        INTEGER NOT NULL,
    pool             TEXT NOT NULL,
    served_per_year  REAL NOT NULL, -- requests, all copies of the place
    utilisation      REAL, -- share of the devices' time spent serving
    idle_share       REAL, -- and likewise
    sleep_share      REAL,
    waking_share     REAL,
    off_share        REAL, -- where a schedule or scaling switches devices
    starting_share   REAL,
    down_share       REAL, -- where devices fail
    mean_batch       REAL, -- requests
    full_batch_share REAL, -- of the batches
    mean_queue       REAL, -- requests waiting, in each copy
    tokens_per_year  REAL, -- made by language models, all copies of the place
    j_per_token      REAL, -- of the whole pool, idle time included
    itl_p50_s        REAL, -- from one token of a sequence to its next
    itl_p95_s        REAL,
    PRIMARY KEY (study, placement, component, pool),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE cache_result (
    study            INTEGER NOT NULL,
    placement        INTEGER NOT NULL,
    cache            TEXT NOT NULL,
    lookups_per_year REAL NOT NULL, -- all copies
    hit_share        REAL,
    similar_share    REAL,          -- answered with something similar; NULL: never
    wrong_share      REAL,          -- and wrongly
    mean_entries     REAL,          -- in each copy
    PRIMARY KEY (study, placement, cache),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE link_result (
    study             INTEGER NOT NULL,
    placement         INTEGER NOT NULL,
    link              TEXT NOT NULL,
    up_gb_per_year    REAL NOT NULL, -- all lines; a GB is 1e9 bytes
    down_gb_per_year  REAL NOT NULL,
    up_utilisation    REAL,          -- share of a line's time spent sending
    down_utilisation  REAL,
    cut_share         REAL,          -- of the time that a line is down; NULL: never
    promotions_per_s  REAL,          -- of each line's radio; NULL: it has none
    promotion_share   REAL,          -- of the radio's time
    active_share      REAL,
    tail_share        REAL,
    PRIMARY KEY (study, placement, link),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- ---- the ledger: quantity x factors ----
--
--   term = (quantity.value + quantity.correction) / quantity.replications x factor1 x ... x factor6 x scale
--   term = amount x factor1 x ... x factor6 x scale

CREATE TABLE factor ( -- a number of the scenario or its plan; change one, and v_footprint follows
    study   INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    factor  INTEGER NOT NULL,
    name    TEXT NOT NULL,    -- what it is: 'intensity', 'pue', 'busy power', ...
    subject TEXT,             -- of what: a grid, a place, a hardware, ...
    window  INTEGER,         -- of the sampling plan, where it differs between windows
    value   REAL NOT NULL,
    unit    TEXT,             -- NULL: a plain number
    source  TEXT,
    class   TEXT CHECK (class IN ('measured', 'vendor', 'modelled', 'assumed')),
    PRIMARY KEY (study, factor),
    FOREIGN KEY (study, source) REFERENCES source (study, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantity ( -- what the simulation counted, added over the replications
    study        INTEGER NOT NULL,
    placement    INTEGER NOT NULL,
    component    INTEGER NOT NULL, -- of the placement: what is simulated together
    quantity     INTEGER NOT NULL,
    name         TEXT NOT NULL,    -- 'busy', 'idle', 'bytes up', ...
    subject      TEXT,             -- a pool, a link, ...; with variant and batch size
    window       INTEGER,          -- of the sampling plan
    value        INTEGER NOT NULL,
    correction   REAL NOT NULL DEFAULT 0, -- to add: for arrivals beyond those expected
    unit         TEXT NOT NULL,    -- ns, bytes, requests, ...
    replications INTEGER NOT NULL CHECK (replications > 0),
    PRIMARY KEY (study, placement, component, quantity),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE term ( -- one line of the ledger
    study     INTEGER NOT NULL,
    placement INTEGER NOT NULL,
    component INTEGER NOT NULL,
    term      INTEGER NOT NULL,
    bases     INTEGER NOT NULL, -- sum of the bits of the bases it belongs to
    measure   TEXT NOT NULL REFERENCES measure (name),
    part      TEXT NOT NULL,    -- busy, idle, network, embodied, ...
    place     TEXT,
    item_kind TEXT NOT NULL,    -- what it is of: pool, link, cache, workload, place
    item      TEXT NOT NULL,    -- its id
    equation  TEXT NOT NULL,    -- tag in docs/MODEL.md
    category  TEXT REFERENCES category (name), -- NULL: the bases know none
    quantity  INTEGER,          -- of the same component; NULL: amount stands in its place
    amount    REAL,
    factor1   INTEGER,
    factor2   INTEGER,
    factor3   INTEGER,
    factor4   INTEGER,
    factor5   INTEGER,
    factor6   INTEGER,
    scale     REAL NOT NULL,    -- conversion of units only
    PRIMARY KEY (study, placement, component, term),
    FOREIGN KEY (study, placement) REFERENCES placement (study, placement) ON DELETE CASCADE,
    FOREIGN KEY (study, placement, component, quantity)
        REFERENCES quantity (study, placement, component, quantity),
    FOREIGN KEY (study, factor1) REFERENCES factor (study, factor),
    FOREIGN KEY (study, factor2) REFERENCES factor (study, factor),
    FOREIGN KEY (study, factor3) REFERENCES factor (study, factor),
    FOREIGN KEY (study, factor4) REFERENCES factor (study, factor),
    FOREIGN KEY (study, factor5) REFERENCES factor (study, factor),
    FOREIGN KEY (study, factor6) REFERENCES factor (study, factor),
    CHECK ((quantity IS NULL) <> (amount IS NULL))
) STRICT, WITHOUT ROWID;

-- ---- views ----

CREATE VIEW v_optimum AS -- the answers
SELECT
    s.scenario,
    s.about AS question,
    o.answer,
    o.status,
    p.name AS placement,
    p.summary AS placement_summary,
    o.basis,
    s.horizon_s / 31536000.0 AS horizon_years,
    o.carbon_kg,
    o.carbon_low_kg,
    o.carbon_high_kg,
    o.carbon_kg / (s.horizon_s / 31536000.0) AS carbon_kg_per_year,
    o.carbon_low_kg / (s.horizon_s / 31536000.0) AS carbon_low_kg_per_year,
    o.carbon_high_kg / (s.horizon_s / 31536000.0) AS carbon_high_kg_per_year,
    (SELECT group_concat(line, '; ') FROM (
        SELECT b.name || ': ' || CASE
            WHEN b.saving_kg IS NULL THEN coalesce(b.reason, b.status)
            ELSE printf('%+.4g kg (%+.3g %%)', -b.saving_kg, -100 * b.saving_share) END AS line
        FROM baseline b WHERE b.study = o.study AND o.placement IS NOT NULL
        ORDER BY b.name)) AS change_from_baselines,
    o.aim,
    o.value,
    o.value_low,
    o.value_high,
    o.unit,
    o.indifference,
    o.p_correct,
    o.candidates,
    o.bound,
    o.bound_kg,
    o.gap,
    o.bound_by,
    o.programme,
    o.programme_kg,
    r.name AS runner_up,
    o.regret AS runner_up_excess,
    o.regret_kg AS runner_up_excess_kg,
    (SELECT count(DISTINCT f.text) FROM flag f WHERE f.study = o.study
        AND (f.placement IS NULL OR f.placement = o.placement)) AS flags,
    s.precision AS precision_wanted,
    (o.value_high - o.value_low) / 2 / nullif(abs(o.value), 0) AS precision,
    c.counted_kg,
    c.replications,
    s.windows,
    s.window_s,
    s.run_in_s,
    c.requests AS requests_simulated,
    s.requests,
    (SELECT max(finished) FROM run WHERE run.study = o.study) AS finished,
    o.study
FROM optimum o
JOIN study s ON s.id = o.study
LEFT JOIN candidate c ON c.study = o.study AND c.placement = o.placement
LEFT JOIN placement p ON p.study = o.study AND p.placement = o.placement
LEFT JOIN placement r ON r.study = o.study AND r.placement = o.runner_up
WHERE o.point = 0
ORDER BY s.scenario, o.study;

CREATE VIEW v_setting AS -- which values hold at the points of sweeps
WITH
held AS (
    SELECT p.study, p.point, v.vary, v.subject, v.unit, v.multiplies, v.said, v.per_said,
        v.targets,
        CASE v.vary
            WHEN 0 THEN p.number_0 WHEN 1 THEN p.number_1 WHEN 2 THEN p.number_2
            WHEN 3 THEN p.number_3 WHEN 4 THEN p.number_4 WHEN 5 THEN p.number_5
            WHEN 6 THEN p.number_6 WHEN 7 THEN p.number_7
            ELSE (SELECT t.value FROM setting t
                WHERE t.study = p.study AND t.point = p.point AND t.vary = v.vary)
        END AS number,
        EXISTS (SELECT 1 FROM vary_word w WHERE w.study = v.study AND w.vary = v.vary) AS is_word
    FROM point p
    JOIN vary v ON v.study = p.study
),
named AS (
    SELECT held.*, CASE WHEN is_word THEN (SELECT w.word FROM vary_word w
        WHERE w.study = held.study AND w.vary = held.vary AND w.at = held.number) END AS word
    FROM held
)
SELECT
    s.scenario,
    study,
    point,
    vary,
    subject,
    CASE WHEN is_word THEN NULL ELSE number END AS value,
    word,
    unit,
    multiplies,
    printf('%s%s %s', subject,
        CASE WHEN targets > 1 THEN printf(' (and %d more)', targets - 1) ELSE '' END,
        CASE WHEN word IS NOT NULL THEN word
            WHEN multiplies THEN printf('x %.4g', number)
            ELSE printf('%.4g%s%s', number / per_said, CASE said WHEN '' THEN '' ELSE ' ' END, said)
            END) AS words
FROM named JOIN study s ON s.id = named.study;

CREATE VIEW v_sweep AS -- the answers at the points of sweeps
SELECT
    s.scenario,
    o.point,
    (SELECT group_concat(words, '; ') FROM (SELECT t.words FROM v_setting t
        WHERE t.study = o.study AND t.point = o.point ORDER BY t.vary)) AS setting,
    CASE WHEN o.value IS NULL THEN o.note
        ELSE printf('%s: %.4g %s', p.name, o.value, m.unit) END AS answer,
    CASE o.status WHEN 0 THEN 'decided' WHEN 1 THEN 'undecided' WHEN 2 THEN 'infeasible'
        WHEN 3 THEN 'stopped' ELSE 'invalid' END AS status,
    p.name AS placement,
    p.summary AS placement_summary,
    CASE WHEN o.status <> 4 THEN o.placement IS NOT z.placement END AS differs,
    s.basis,
    s.horizon_s / 31536000.0 AS horizon_years,
    CASE s.aim WHEN 'carbon' THEN o.value ELSE o.carbon_kg END AS carbon_kg,
    CASE s.aim WHEN 'carbon' THEN o.value - o.half_width
        ELSE o.carbon_kg - o.carbon_half_width_kg END AS carbon_low_kg,
    CASE s.aim WHEN 'carbon' THEN o.value + o.half_width
        ELSE o.carbon_kg + o.carbon_half_width_kg END AS carbon_high_kg,
    CASE s.aim WHEN 'carbon' THEN o.value ELSE o.carbon_kg END
        / (s.horizon_s / 31536000.0) AS carbon_kg_per_year,
    CASE s.aim WHEN 'carbon' THEN o.value - o.half_width
        ELSE o.carbon_kg - o.carbon_half_width_kg END
        / (s.horizon_s / 31536000.0) AS carbon_low_kg_per_year,
    CASE s.aim WHEN 'carbon' THEN o.value + o.half_width
        ELSE o.carbon_kg + o.carbon_half_width_kg END
        / (s.horizon_s / 31536000.0) AS carbon_high_kg_per_year,
    s.aim,
    o.value,
    o.value - o.half_width AS value_low,
    o.value + o.half_width AS value_high,
    m.unit,
    o.p_correct,
    o.candidates,
    o.bound,
    CASE WHEN o.value > 0 THEN max(0, 1 - o.bound / o.value) END AS gap,
    CASE o.bound_by WHEN 0 THEN 'none' WHEN 1 THEN 'programme' WHEN 2 THEN 'formula'
        WHEN 3 THEN 'search' ELSE 'chord' END AS bound_by,
    r.name AS runner_up,
    r.summary AS runner_up_summary,
    o.regret AS runner_up_excess,
    CASE s.aim WHEN 'carbon' THEN o.regret END AS runner_up_excess_kg,
    o.study,
    o.placement AS placement_id
FROM point o
JOIN study s ON s.id = o.study
JOIN measure m ON m.name = s.aim
LEFT JOIN optimum z ON z.study = o.study AND z.point = 0
LEFT JOIN placement p ON p.study = o.study AND p.placement = o.placement
LEFT JOIN placement r ON r.study = o.study AND r.placement = o.runner_up
ORDER BY s.scenario, o.study, o.point;

CREATE VIEW v_best_at AS -- at how many points of a sweep each placement is best
SELECT
    s.scenario,
    coalesce(p.name, CASE o.status WHEN 4 THEN 'invalid' ELSE 'none' END) AS placement,
    p.summary AS placement_summary,
    count(*) AS points,
    count(*) * 1.0 / w.points AS share,
    min(o.value) / (s.horizon_s / 31536000.0) AS least_per_year,
    max(o.value) / (s.horizon_s / 31536000.0) AS most_per_year,
    m.unit,
    s.aim,
    w.points AS points_of_sweep,
    w.method,
    w.why,
    w.proven,
    w.questions,
    w.candidates,
    w.finalists,
    w.replications,
    CASE WHEN min(o.value) > 0 THEN max(max(0, 1 - o.bound / o.value)) END AS gap,
    o.study,
    o.placement AS placement_id
FROM point o
JOIN sweep w ON w.study = o.study
JOIN study s ON s.id = o.study
JOIN measure m ON m.name = s.aim
LEFT JOIN placement p ON p.study = o.study AND p.placement = o.placement
GROUP BY o.study, o.placement, o.status = 4
ORDER BY s.scenario, o.study, points DESC, o.placement, o.status;

CREATE VIEW v_simulated AS -- what was simulated for the answers, and how precise that made them
SELECT
    scenario,
    placement,
    replications,
    windows,
    window_s,
    run_in_s,
    requests_simulated,
    requests,
    precision_wanted,
    precision,
    carbon_kg_per_year,
    counted_kg / horizon_years AS counted_kg_per_year,
    study
FROM v_optimum
WHERE placement IS NOT NULL;

CREATE VIEW v_placement AS -- what a placement is, and in what it differs from the answer
WITH
way AS ( -- a route in words
    SELECT study, placement, 10 * route + step AS route, workload
        || CASE step WHEN 1 THEN ': ' ELSE ', step ' || step || ': ' END
        || CASE WHEN unsure_at IS NULL THEN '' ELSE printf('if unsure at %.4g, ', unsure_at) END
        || CASE share WHEN 1 THEN '' ELSE printf('%.4g %% ', 100 * share) END
        || coalesce('cache ' || cache || ', then ', '')
        || pool || coalesce(' (' || variant || ')', '')
        || coalesce(' or, when ' || over || ' wait, ' || fallback
            || coalesce(' (' || fallback_variant || ')', ''), '') AS text
    FROM route
),
size AS ( -- a pool in words, where it has a size
    SELECT study, placement, pool, pool || ': ' || devices || ' x ' || hardware
        || CASE WHEN copies > 1 THEN ' per ' || place ELSE '' END
        || CASE WHEN batch_max > 1 THEN ', batch ' || batch_max ELSE '' END
        || CASE WHEN batch_max > 1 AND timeout_s > 0 THEN CASE
            WHEN timeout_s < 1 THEN printf(' or %.4g ms', 1000 * timeout_s)
            ELSE printf(' or %.4g s', timeout_s) END
            ELSE '' END AS text
    FROM sizing WHERE tenancy IN ('owned', 'bought')
)
SELECT
    s.scenario,
    p.name AS placement,
    p.summary AS placement_summary,
    p.placement = o.placement AS is_answer,
    CASE p.placement WHEN o.placement THEN 'the answer' ELSE (
        SELECT group_concat(text, '; ') FROM (
            SELECT text FROM (
                SELECT 0 AS part, w.route AS place, w.text FROM way w
                    WHERE w.study = p.study AND w.placement = p.placement AND NOT EXISTS (
                        SELECT 1 FROM way a WHERE a.study = o.study
                            AND a.placement = o.placement AND a.text = w.text)
                UNION ALL
                SELECT 1, z.pool, z.text FROM size z
                    WHERE z.study = p.study AND z.placement = p.placement AND NOT EXISTS (
                        SELECT 1 FROM size a WHERE a.study = o.study
                            AND a.placement = o.placement AND a.text = z.text)
            ) ORDER BY part, place)
    ) END AS change_from_answer,
    p.study,
    p.placement AS placement_id
FROM placement p
JOIN study s ON s.id = p.study
LEFT JOIN optimum o ON o.study = p.study AND o.point = 0
ORDER BY s.scenario, p.study, p.placement;

CREATE VIEW v_narrowing AS -- how many of what were ruled out, step by step, and why
SELECT s.scenario, n.stage, n.unit, n.ruled_out, n.remaining, n.text, n.study
FROM narrowing n
JOIN study s ON s.id = n.study
ORDER BY s.scenario, n.study, n.narrowing;

CREATE VIEW v_candidate AS -- what was compared, the best first
SELECT
    s.scenario,
    c.rank,
    c.status,
    p.placement,
    p.placement_summary,
    p.change_from_answer,
    s.basis,
    c.carbon_kg,
    c.carbon_low_kg,
    c.carbon_high_kg,
    c.carbon_kg / (s.horizon_s / 31536000.0) AS carbon_kg_per_year,
    c.carbon_low_kg / (s.horizon_s / 31536000.0) AS carbon_low_kg_per_year,
    c.carbon_high_kg / (s.horizon_s / 31536000.0) AS carbon_high_kg_per_year,
    c.excess_kg,
    c.excess_low_kg,
    c.excess_high_kg,
    c.excess_kg / (s.horizon_s / 31536000.0) AS excess_kg_per_year,
    (c.carbon_high_kg - c.carbon_low_kg) / 2 / nullif(abs(c.carbon_kg), 0) AS precision,
    c.counted_kg,
    s.aim,
    c.value,
    c.value_low,
    c.value_high,
    m.unit,
    c.excess,
    c.replications,
    c.requests AS requests_simulated,
    c.reason,
    (SELECT group_concat(workload || ' ' || kind, ', ') FROM promise q
        WHERE q.study = c.study AND q.placement = c.placement
        AND q.verdict = 'broken') AS broken_promises,
    (SELECT group_concat(resource, ', ') FROM budget q
        WHERE q.study = c.study AND q.placement = c.placement
        AND q.verdict = 'broken') AS broken_budgets,
    c.study,
    c.placement AS placement_id
FROM candidate c
JOIN study s ON s.id = c.study
JOIN measure m ON m.name = s.aim
JOIN v_placement p ON p.study = c.study AND p.placement_id = c.placement
ORDER BY s.scenario, c.study, c.rank IS NULL, c.rank, c.placement;

CREATE VIEW v_route AS -- the plan: what runs where, on how many devices
SELECT
    s.scenario,
    p.name AS placement,
    EXISTS (SELECT 1 FROM optimum o WHERE o.study = r.study AND o.point = 0
        AND o.placement = r.placement) AS is_answer,
    r.workload,
    r.site,
    r.step,
    r.share,
    r.pool,
    r.place,
    z.hardware,
    z.tenancy,
    z.copies,
    z.devices AS devices_per_copy,
    z.copies * z.devices AS devices,
    r.variant,
    z.batch_max AS batch_max_requests,
    z.timeout_s AS batch_timeout_s,
    r.cache,
    r.fallback,
    r.study,
    r.placement AS placement_id
FROM route r
JOIN study s ON s.id = r.study
JOIN placement p ON p.study = r.study AND p.placement = r.placement
LEFT JOIN sizing z ON z.study = r.study AND z.placement = r.placement AND z.pool = r.pool
ORDER BY s.scenario, r.study, r.placement, r.route, r.step;

CREATE VIEW v_term AS -- the ledger line by line, under each basis that a line belongs to
SELECT
    s.scenario,
    p.name AS placement,
    b.name AS basis,
    t.measure,
    t.part,
    t.place,
    t.item_kind,
    t.item,
    t.category,
    t.equation,
    CASE
        WHEN t.quantity IS NULL THEN printf('%.6g', t.amount)
        ELSE printf('%.6g %s %s', (q.value + q.correction) / q.replications, q.unit, q.name)
            || coalesce(' of ' || q.subject, '') || coalesce(' in window ' || q.window, '')
    END || coalesce(' x ' || printf('%.6g ', f1.value) || coalesce(f1.unit || ' ', '') || f1.name
            || coalesce(' of ' || f1.subject, ''), '')
        || coalesce(' x ' || printf('%.6g ', f2.value) || coalesce(f2.unit || ' ', '') || f2.name
            || coalesce(' of ' || f2.subject, ''), '')
        || coalesce(' x ' || printf('%.6g ', f3.value) || coalesce(f3.unit || ' ', '') || f3.name
            || coalesce(' of ' || f3.subject, ''), '')
        || coalesce(' x ' || printf('%.6g ', f4.value) || coalesce(f4.unit || ' ', '') || f4.name
            || coalesce(' of ' || f4.subject, ''), '')
        || coalesce(' x ' || printf('%.6g ', f5.value) || coalesce(f5.unit || ' ', '') || f5.name
            || coalesce(' of ' || f5.subject, ''), '')
        || coalesce(' x ' || printf('%.6g ', f6.value) || coalesce(f6.unit || ' ', '') || f6.name
            || coalesce(' of ' || f6.subject, ''), '')
        || CASE t.scale WHEN 1 THEN '' ELSE printf(' x %.6g', t.scale) END AS calculation,
    CASE
        WHEN t.quantity IS NULL THEN t.amount
        ELSE (q.value + q.correction) / q.replications
    END * coalesce(f1.value, 1) * coalesce(f2.value, 1) * coalesce(f3.value, 1)
        * coalesce(f4.value, 1) * coalesce(f5.value, 1) * coalesce(f6.value, 1)
        * t.scale AS ledger_value,
    m.ledger_unit,
    q.window,
    t.study,
    t.placement AS placement_id,
    t.component,
    t.term
FROM term t
JOIN study s ON s.id = t.study
JOIN placement p ON p.study = t.study AND p.placement = t.placement
JOIN basis b ON t.bases & b.bit
JOIN measure m ON m.name = t.measure
LEFT JOIN quantity q ON q.study = t.study AND q.placement = t.placement
    AND q.component = t.component AND q.quantity = t.quantity
LEFT JOIN factor f1 ON f1.study = t.study AND f1.factor = t.factor1
LEFT JOIN factor f2 ON f2.study = t.study AND f2.factor = t.factor2
LEFT JOIN factor f3 ON f3.study = t.study AND f3.factor = t.factor3
LEFT JOIN factor f4 ON f4.study = t.study AND f4.factor = t.factor4
LEFT JOIN factor f5 ON f5.study = t.study AND f5.factor = t.factor5
LEFT JOIN factor f6 ON f6.study = t.study AND f6.factor = t.factor6;

CREATE VIEW v_footprint AS -- the ledger added up, with the factors as they stand here
SELECT
    v.scenario,
    v.placement,
    v.basis,
    v.measure,
    v.part,
    v.place,
    sum(v.ledger_value) / m.per_unit AS value,
    sum(v.ledger_value) / m.per_unit / (s.horizon_s / 31536000.0) AS value_per_year,
    m.unit,
    v.study,
    v.placement_id
FROM v_term v
JOIN measure m ON m.name = v.measure
JOIN study s ON s.id = v.study
GROUP BY v.study, v.placement_id, v.basis, v.measure, v.part, v.place;

CREATE VIEW v_hour AS -- energy and carbon by hour of the week, under the basis that decides
WITH spell AS (SELECT study, spell, sum(hours) AS hours FROM hour GROUP BY study, spell),
weight AS ( -- share of all time that a window stands for
    SELECT h.study, h.window, sum(h.hours) * 1.0
        / (SELECT sum(a.hours) FROM hour a WHERE a.study = h.study) AS share
    FROM hour h GROUP BY h.study, h.window),
part AS ( -- what is not counted by window is spread evenly
    SELECT v.scenario, v.placement, v.study, v.placement_id, v.measure, v.part, v.window,
        sum(v.ledger_value) / m.per_unit / (s.horizon_s / 3600) / coalesce(w.share, 1) AS per_hour
    FROM v_term v
    JOIN study s ON s.id = v.study AND s.basis = v.basis
    JOIN measure m ON m.name = v.measure AND m.name IN ('energy', 'carbon')
    LEFT JOIN weight w ON w.study = v.study AND w.window = v.window
    WHERE v.window IS NULL OR w.share IS NOT NULL
    GROUP BY v.study, v.placement_id, v.measure, v.part, v.window),
item AS (SELECT DISTINCT scenario, placement, study, placement_id, part FROM part)
SELECT
    i.scenario,
    i.placement,
    EXISTS (SELECT 1 FROM optimum o WHERE o.study = i.study AND o.point = 0
        AND o.placement = i.placement_id) AS is_answer,
    h.season,
    h.hour,
    substr('MonTueWedThuFriSatSun', h.hour / 24 * 3 + 1, 3) || printf(' %02d:00', h.hour % 24)
        AS begins,
    i.part,
    total(CASE p.measure WHEN 'energy' THEN p.per_hour * h.hours / l.hours END) AS power_kw,
    total(CASE p.measure WHEN 'carbon' THEN p.per_hour * h.hours / l.hours END)
        AS carbon_kg_per_hour,
    i.study,
    i.placement_id
FROM hour h
JOIN spell l ON l.study = h.study AND l.spell = h.spell
JOIN item i ON i.study = h.study
LEFT JOIN part p ON p.study = i.study AND p.placement_id = i.placement_id AND p.part = i.part
    AND coalesce(p.window, h.window) = h.window
GROUP BY i.study, i.placement_id, h.spell, i.part;

CREATE VIEW v_purchase AS -- the shopping list of each placement, and whether it is the answer
SELECT
    s.scenario,
    p.name AS placement,
    EXISTS (SELECT 1 FROM optimum o WHERE o.study = u.study AND o.point = 0
        AND o.placement = u.placement) AS is_answer,
    u.place,
    u.pool,
    u.item,
    u.name,
    u.count,
    u.times_bought,
    u.embodied_each_kg,
    u.count * u.times_bought * u.embodied_each_kg AS embodied_bought_kg,
    u.price_each_usd,
    u.count * u.times_bought * u.price_each_usd AS price_bought_usd,
    u.peak_kw,
    u.energy_kwh_per_year,
    u.study,
    u.placement AS placement_id
FROM purchase u
JOIN study s ON s.id = u.study
JOIN placement p ON p.study = u.study AND p.placement = u.placement
ORDER BY s.scenario, u.study, is_answer DESC, u.placement, u.purchase;

CREATE VIEW v_basis AS -- who wins under which accounting convention
SELECT
    s.scenario,
    r.basis,
    r.basis = s.basis AS decides,
    p.placement,
    p.placement_summary,
    p.change_from_answer,
    r.carbon_kg,
    r.selected_carbon_kg AS answer_carbon_kg,
    r.carbon_kg / (s.horizon_s / 31536000.0) AS carbon_kg_per_year,
    r.selected_carbon_kg / (s.horizon_s / 31536000.0) AS answer_carbon_kg_per_year,
    r.selected_carbon_kg * 1000 / (s.horizon_s / 31536000.0) / (
        SELECT sum(w.arrivals_per_year) FROM workload_result w
        JOIN optimum o ON o.study = w.study AND o.placement = w.placement AND o.point = 0
        WHERE w.study = r.study) AS answer_carbon_g_per_request,
    s.aim,
    r.value,
    r.selected_value AS answer_value,
    m.unit,
    CASE r.agrees WHEN 1 THEN 'agrees' WHEN 0 THEN 'differs' END AS verdict,
    v.placement AS rival,
    CASE r.agrees WHEN 1 THEN v.change_from_answer ELSE 'the answer' END AS rival_change,
    r.decisive_part,
    r.decisive_item,
    r.decisive_part || ' of ' || r.decisive_item AS decided_by,
    r.decisive_kg,
    r.decisive_kg / (s.horizon_s / 31536000.0) AS decisive_kg_per_year,
    r.status,
    b.about,
    r.study
FROM basis_result r
JOIN study s ON s.id = r.study
JOIN measure m ON m.name = s.aim
JOIN basis b ON b.name = r.basis
LEFT JOIN v_placement p ON p.study = r.study AND p.placement_id = r.placement
LEFT JOIN v_placement v ON v.study = r.study AND v.placement_id = r.rival
ORDER BY s.scenario, r.study, b.bit;

CREATE VIEW v_baseline AS -- the answer against what one would do otherwise
SELECT
    s.scenario,
    l.name AS baseline,
    l.status,
    l.reason,
    p.placement_summary,
    p.change_from_answer,
    l.carbon_kg / (s.horizon_s / 31536000.0) AS carbon_kg_per_year,
    l.carbon_kg,
    l.carbon_low_kg,
    l.carbon_high_kg,
    l.saving_kg,
    l.saving_low_kg,
    l.saving_high_kg,
    l.saving_kg / (s.horizon_s / 31536000.0) AS saving_kg_per_year,
    l.saving_share,
    s.aim,
    l.value,
    l.saving,
    m.unit,
    l.study
FROM baseline l
JOIN study s ON s.id = l.study
JOIN measure m ON m.name = s.aim
LEFT JOIN v_placement p ON p.study = l.study AND p.placement_id = l.placement
ORDER BY s.scenario, l.study, l.name;

CREATE VIEW v_promise AS -- what each workload was promised and gets
SELECT
    s.scenario,
    p.name AS placement,
    c.status AS placement_status,
    EXISTS (SELECT 1 FROM optimum o WHERE o.study = q.study AND o.point = 0
        AND o.placement = q.placement) AS is_answer,
    q.workload,
    q.kind AS promise,
    q.verdict,
    q.promised,
    q.achieved,
    q.achieved_low,
    q.achieved_high,
    q.unit,
    q.text,
    CASE q.unit
        WHEN 's' THEN
            CASE WHEN q.achieved < 1 THEN printf('%.4g ms', 1000 * q.achieved)
                ELSE printf('%.4g s', q.achieved) END || ' of ' ||
            CASE WHEN q.promised < 1 THEN printf('%.4g ms', 1000 * q.promised)
                ELSE printf('%.4g s', q.promised) END || coalesce('; ' || q.text, '')
        ELSE q.text
    END AS outcome,
    q.study,
    q.placement AS placement_id
FROM promise q
JOIN study s ON s.id = q.study
JOIN placement p ON p.study = q.study AND p.placement = q.placement
LEFT JOIN candidate c ON c.study = q.study AND c.placement = q.placement
ORDER BY s.scenario, q.study, is_answer DESC, q.placement, q.workload, q.kind;

CREATE VIEW v_quantile AS -- the distribution of requests' times, beside what 95 % are promised
SELECT
    s.scenario,
    p.name AS placement,
    EXISTS (SELECT 1 FROM optimum o WHERE o.study = q.study AND o.point = 0
        AND o.placement = q.placement) AS is_answer,
    q.workload,
    q.time,
    q.share,
    q.value_s,
    r.promised AS promised_s,
    q.study,
    q.placement AS placement_id
FROM quantile q
JOIN study s ON s.id = q.study
JOIN placement p ON p.study = q.study AND p.placement = q.placement
LEFT JOIN promise r ON r.study = q.study AND r.placement = q.placement AND r.workload = q.workload
    AND r.kind = CASE q.time WHEN 'sojourn' THEN 'p95' ELSE q.time END
ORDER BY s.scenario, q.study, is_answer DESC, q.placement, q.workload, q.time, q.share;

CREATE VIEW v_budget AS -- what the study allows and what placements take
SELECT
    s.scenario,
    p.name AS placement,
    EXISTS (SELECT 1 FROM optimum o WHERE o.study = b.study AND o.point = 0
        AND o.placement = b.placement) AS is_answer,
    b.resource,
    b.verdict,
    b.taken,
    b.taken_low,
    b.taken_high,
    b.allowed,
    b.unit,
    b.taken / nullif(b.allowed, 0) AS used_share,
    b.study,
    b.placement AS placement_id
FROM budget b
JOIN study s ON s.id = b.study
JOIN placement p ON p.study = b.study AND p.placement = b.placement
ORDER BY s.scenario, b.study, is_answer DESC, b.placement, b.resource;

CREATE VIEW v_binding AS -- how near the answer is to its promises and budgets, the nearest first
SELECT scenario, what, subject, used_share, outcome, study FROM (
    SELECT v.scenario, 'promise of ' || v.promise AS what, v.workload AS subject,
        v.achieved / nullif(v.promised, 0) AS used_share, v.outcome, v.study
    FROM v_promise v WHERE v.is_answer AND v.promised > 0
    UNION ALL
    SELECT b.scenario, 'budget of ' || b.resource, NULL, b.used_share,
        printf('%.4g of %.4g %s', b.taken, b.allowed, b.unit), b.study
    FROM v_budget b WHERE b.is_answer
) ORDER BY scenario, study, used_share DESC, what, subject;

CREATE VIEW v_excluded AS -- what promises and budgets cost: placements with less that break one
SELECT
    s.scenario,
    coalesce('promise of ' || e.kind || ' to ' || e.workload, 'budget of ' || e.kind) AS breaks,
    e.summary AS placement_summary,
    e.saving,
    e.saving / (s.horizon_s / 31536000.0) AS saving_per_year,
    m.unit,
    CASE WHEN e.placement IS NULL THEN 'search' ELSE 'candidate' END AS evidence,
    e.study,
    e.placement AS placement_id
FROM excluded e
JOIN study s ON s.id = e.study
JOIN measure m ON m.name = s.aim
ORDER BY s.scenario, e.study, e.excluded;

CREATE VIEW v_next_best AS -- why workloads went where they went: by part, against their next place
SELECT
    s.scenario,
    n.workload,
    n.summary AS placement_summary,
    coalesce((SELECT change_from_answer FROM v_placement p
        WHERE p.study = n.study AND p.placement_id = n.placement), n.summary) AS instead,
    n.part,
    n.more,
    n.more / (s.horizon_s / 31536000.0) AS more_per_year,
    m.unit,
    CASE WHEN n.placement IS NULL THEN 'search' ELSE 'candidate' END AS evidence,
    n.study,
    n.placement AS placement_id
FROM next_best n
JOIN study s ON s.id = n.study
JOIN measure m ON m.name = s.aim
ORDER BY s.scenario, n.study, n.workload, abs(n.more) DESC, n.part;

CREATE VIEW v_flip AS -- what would have to change for another placement to win, the nearest first
SELECT
    s.scenario,
    CASE f.other WHEN o.runner_up THEN 'runner-up' ELSE (SELECT group_concat(name, ', ') FROM (
        SELECT name FROM baseline b WHERE b.study = f.study AND b.placement = f.other
        ORDER BY name)) END AS role,
    f.number,
    f.subject,
    CASE WHEN f.number LIKE 'power.%' OR f.number LIKE 'intensity.%' OR f.number LIKE 'network.%'
            THEN replace(substr(f.number, instr(f.number, '.') + 1), '.', ' ') || ' '
                || substr(f.number, 1, instr(f.number, '.') - 1)
                || CASE WHEN f.number LIKE 'network.%' THEN ' energy' ELSE '' END
        WHEN f.number = 'embodied' THEN 'embodied carbon'
        ELSE replace(f.number, '.', ' ') END || coalesce(' of ' || f.subject, '') AS words,
    f.value,
    f.flips_at,
    f.low,
    f.high,
    f.unit,
    f.flips_at / nullif(f.value, 0) - 1 AS change_share,
    CASE WHEN f.flips_at IS NULL THEN 'no value' ELSE 'ok' END AS status,
    f.share AS share_of_difference,
    a.name AS placement,
    r.name AS other,
    f.study,
    f.point,
    f.other AS other_id
FROM flip f
JOIN study s ON s.id = f.study
JOIN optimum o ON o.study = f.study AND o.point = f.point
LEFT JOIN placement a ON a.study = o.study AND a.placement = o.placement
LEFT JOIN placement r ON r.study = o.study AND r.placement = f.other
ORDER BY s.scenario, f.study, f.point, f.other <> o.runner_up, f.other, f.flip;

CREATE VIEW v_robust AS -- candidates over all points of a sweep, least greatest regret first
WITH best AS (
    SELECT study, point, min(value) AS least FROM point_result WHERE kept GROUP BY study, point
), candidate AS (
    SELECT r.study, r.placement, count(*) AS points, sum(r.kept) AS kept_at, avg(r.value) AS mean,
        max(r.value) AS worst, avg(max(r.value - b.least, 0)) AS mean_regret,
        max(max(r.value - b.least, 0)) AS greatest_regret, sum(r.value <= b.least) AS best_at
    FROM point_result r LEFT JOIN best b USING (study, point) GROUP BY r.study, r.placement
), ranked AS (
    SELECT *, kept_at = max(kept_at) OVER (PARTITION BY study) AS eligible FROM candidate
)
SELECT
    s.scenario,
    p.name AS placement,
    p.summary AS placement_summary,
    c.points,
    c.kept_at,
    c.best_at,
    c.mean,
    c.worst,
    (SELECT w.setting FROM v_sweep w WHERE w.study = c.study AND w.point =
        (SELECT r.point FROM point_result r WHERE r.study = c.study AND r.placement = c.placement
         ORDER BY r.value DESC, r.point LIMIT 1)) AS worst_at,
    c.mean_regret,
    c.greatest_regret,
    o.unit,
    c.eligible, -- keeps its promises at as many points as any
    -- of the eligible the least in the mean, at worst, and by greatest regret
    c.eligible AND c.mean = min(c.mean) FILTER (WHERE c.eligible) OVER (PARTITION BY c.study)
        AS is_least_mean,
    c.eligible AND c.worst = min(c.worst) FILTER (WHERE c.eligible) OVER (PARTITION BY c.study)
        AS is_minimax,
    c.eligible AND c.greatest_regret = min(c.greatest_regret) FILTER (WHERE c.eligible)
        OVER (PARTITION BY c.study) AS is_minimax_regret,
    c.placement IS o.placement AS is_answer,
    c.study,
    c.placement AS placement_id
FROM ranked c
JOIN study s ON s.id = c.study
JOIN placement p USING (study, placement)
LEFT JOIN optimum o ON o.study = c.study AND o.point = 0
ORDER BY s.scenario, c.study, NOT c.eligible, c.greatest_regret, c.placement;

CREATE VIEW v_outlook AS -- candidates over draws of what is uncertain, least expected first
SELECT
    s.scenario,
    p.name AS placement,
    b.placement = u.chosen AS is_chosen,
    b.placement = u.robust AS is_robust,
    b.placement = o.placement AS is_answer,
    b.expected,
    b.low AS expected_low,
    b.high AS expected_high,
    b.p5,
    b.p50,
    b.p95,
    u.unit,
    b.best_share,
    b.tie_share,
    b.kept_share,
    b.regret,
    b.greatest_regret,
    b.eligible,
    u.draws,
    p.summary AS placement_summary,
    b.study,
    b.placement AS placement_id
FROM best_share b
JOIN outlook u USING (study)
JOIN study s ON s.id = b.study
JOIN placement p USING (study, placement)
LEFT JOIN optimum o ON o.study = b.study AND o.point = 0
ORDER BY s.scenario, b.study, b.expected, b.placement;

CREATE VIEW v_measure_first AS -- what is worth knowing, the most first; where each number flips it
SELECT
    s.scenario,
    v.subject AS learnt,
    v.worth,
    v.chance,
    v.worth / nullif(u.evpi, 0) AS share_of_all,
    u.unit,
    n.subject AS number,
    CASE n.multiplies WHEN 1 THEN 1 ELSE n.base END AS base, -- where the scenario stands
    n.p5,
    n.p95,
    n.unit AS number_unit,
    n.multiplies,
    w.value_low,
    w.value_high,
    w.flips_at,
    p.name AS flips_to,
    v.study,
    v.factor,
    n.uncertain
FROM value_of_information v
JOIN outlook u USING (study)
JOIN study s ON s.id = v.study
JOIN uncertain n USING (study, factor)
JOIN swing w ON w.study = v.study AND w.uncertain = n.uncertain
LEFT JOIN placement p ON p.study = w.study AND p.placement = w.flips_to
ORDER BY s.scenario, v.study, v.worth DESC, v.factor, n.uncertain;

CREATE VIEW v_sensitivity AS -- indices of what is uncertain, the largest total index first
SELECT
    s.scenario,
    v.output,
    v.subject,
    v.first,
    v.first_low,
    v.first_high,
    v.total,
    v.total_low,
    v.total_high,
    max(v.first_high - v.first, v.total_high - v.total) > 0.1 AS is_rough,
    v.mu_star,
    v.mu_star_half,
    v.sigma,
    v.study,
    v.factor
FROM sensitivity v
JOIN study s ON s.id = v.study
ORDER BY s.scenario, v.study, v.output DESC, v.total DESC, v.mu_star DESC, v.factor;

CREATE VIEW v_breakpoint AS -- where along what varies the answer changes
WITH
row AS ( -- points of a sweep of one number that was asked point by point, in order of its values
    SELECT
        o.study, v.vary, o.point, o.number_0 AS value, o.placement,
        lag(o.number_0) OVER along AS before, lag(o.placement) OVER along AS was
    FROM point o
    JOIN vary v ON v.study = o.study AND v.vary = 0
    WHERE v.method = 'point by point'
        AND (SELECT count(*) FROM vary w WHERE w.study = o.study) = 1
        AND NOT EXISTS (SELECT 1 FROM vary_word w WHERE w.study = o.study AND w.vary = 0)
    WINDOW along AS (PARTITION BY o.study, v.vary ORDER BY o.number_0, o.point)
),
change AS (
    SELECT study, vary, breakpoint AS number, value, low, high, from_placement, to_placement,
        'exact' AS method
    FROM breakpoint
    UNION ALL
    SELECT study, vary, point, (before + value) / 2, before, value, was, placement,
        'point by point'
    FROM row WHERE was <> placement
)
SELECT
    s.scenario,
    v.subject,
    c.value,
    c.low,
    c.high,
    v.unit,
    CASE WHEN a.name = b.name THEN a.summary ELSE a.name END AS from_placement,
    CASE WHEN a.name = b.name THEN b.summary ELSE b.name END AS to_placement,
    c.method,
    v.base,
    c.value / nullif(v.base, 0) - 1 AS change_share,
    printf('%s: %s below %.4g%s, %s above%s', v.subject,
        CASE WHEN a.name = b.name THEN a.summary ELSE a.name END, c.value / v.per_said,
        CASE WHEN v.multiplies THEN ' times' WHEN v.said = '' THEN '' ELSE ' ' || v.said END,
        CASE WHEN a.name = b.name THEN b.summary ELSE b.name END,
        CASE WHEN c.low IS NULL THEN ''
            ELSE printf(' (%.4g to %.4g)', c.low / v.per_said, c.high / v.per_said) END)
        AS words,
    c.study,
    c.vary,
    c.number
FROM change c
JOIN vary v ON v.study = c.study AND v.vary = c.vary
JOIN study s ON s.id = c.study
JOIN placement a ON a.study = c.study AND a.placement = c.from_placement
JOIN placement b ON b.study = c.study AND b.placement = c.to_placement
ORDER BY s.scenario, c.study, c.vary, c.value, c.number;

CREATE VIEW v_segment AS -- where along what varies a placement is best
SELECT
    s.scenario,
    v.subject,
    g.from_value,
    g.to_value,
    v.unit,
    p.name AS placement,
    p.summary AS placement_summary,
    g.carbon_from_kg / (s.horizon_s / 31536000.0) AS carbon_from_kg_per_year,
    g.carbon_to_kg / (s.horizon_s / 31536000.0) AS carbon_to_kg_per_year,
    g.gap,
    s.aim,
    g.aim_from,
    g.aim_to,
    m.unit AS aim_unit,
    v.questions,
    v.finalists,
    v.replications,
    g.study,
    g.vary,
    g.segment,
    g.placement AS placement_id
FROM segment g
JOIN vary v ON v.study = g.study AND v.vary = g.vary
JOIN study s ON s.id = g.study
JOIN measure m ON m.name = s.aim
JOIN placement p ON p.study = g.study AND p.placement = g.placement
ORDER BY s.scenario, g.study, g.vary, g.segment;

CREATE VIEW v_cell AS -- which placement is best over two things that vary
SELECT
    s.scenario,
    a.subject,
    c.value,
    a.unit,
    b.subject AS along,
    c.from_value,
    c.to_value,
    b.unit AS along_unit,
    p.name AS placement,
    p.summary AS placement_summary,
    s.aim,
    c.aim_from,
    c.aim_to,
    c.bound_from,
    c.bound_to,
    m.unit AS aim_unit,
    c.study,
    c.line,
    c.cell,
    c.placement AS placement_id
FROM cell c
JOIN study s ON s.id = c.study
JOIN measure m ON m.name = s.aim
JOIN vary a ON a.study = c.study AND a.vary = 0
JOIN vary b ON b.study = c.study AND b.vary = 1
JOIN placement p ON p.study = c.study AND p.placement = c.placement
ORDER BY s.scenario, c.study, c.line, c.cell;

CREATE VIEW v_pareto AS -- fronts of the candidates: carbon against something else, least carbon first
SELECT
    s.scenario,
    f.against,
    f.rank,
    p.name AS placement,
    v.placement_summary,
    v.change_from_answer,
    f.placement = o.placement AS is_answer,
    f.carbon_kg,
    f.carbon_low_kg,
    f.carbon_high_kg,
    f.carbon_kg / (s.horizon_s / 31536000.0) AS carbon_kg_per_year,
    f.value,
    f.value_low,
    f.value_high,
    f.unit,
    f.value / CASE f.against WHEN 'latency' THEN 1 ELSE s.horizon_s / 31536000.0 END
        AS value_per_year, -- latency: the ratio itself
    -- of the other axis for each kg less, against the next on the front; NULL: neither is dearer
    nullif(max(f.value - lead(f.value) OVER front, 0), 0)
        / nullif(max(lead(f.carbon_kg) OVER front - f.carbon_kg, 0), 0) AS value_per_kg,
    o.candidates,
    f.study,
    f.placement AS placement_id
FROM pareto f
JOIN study s ON s.id = f.study
JOIN optimum o ON o.study = f.study AND o.point = 0
JOIN placement p ON p.study = f.study AND p.placement = f.placement
JOIN v_placement v ON v.study = f.study AND v.placement_id = f.placement
WINDOW front AS (PARTITION BY f.study, f.against ORDER BY f.rank)
ORDER BY s.scenario, f.study, f.against, f.rank;

CREATE VIEW v_part AS -- what emits: carbon by part, in the placements that an answer is told by
WITH
role AS (
    SELECT study, placement, 0 AS place, 'answer' AS role FROM optimum
        WHERE point = 0 AND placement IS NOT NULL
    UNION ALL
    SELECT study, runner_up, 1, 'runner-up' FROM optimum
        WHERE point = 0 AND runner_up IS NOT NULL
    UNION ALL
    SELECT study, placement, 2, name FROM baseline WHERE placement IS NOT NULL
),
told AS ( -- a placement may have several roles
    SELECT study, placement, min(place) AS place, group_concat(role, ', ') AS role
    FROM (SELECT * FROM role ORDER BY study, place, role)
    GROUP BY study, placement
)
SELECT
    f.scenario,
    t.role,
    f.placement,
    f.basis,
    f.basis = s.basis AS decides,
    f.part,
    sum(f.value) AS carbon_kg,
    sum(f.value_per_year) AS carbon_kg_per_year,
    f.study,
    f.placement_id
FROM told t
JOIN v_footprint f ON f.study = t.study AND f.placement_id = t.placement AND f.measure = 'carbon'
JOIN study s ON s.id = t.study
GROUP BY f.study, f.placement_id, f.basis, f.part
ORDER BY f.scenario, f.study, t.place, t.role, f.basis, carbon_kg DESC, f.part;

CREATE VIEW v_scope AS -- the bases of the GHG Protocol by scope and category
SELECT
    t.scenario,
    CASE t.placement_id WHEN o.placement THEN 'answer' WHEN o.runner_up THEN 'runner-up'
        ELSE (SELECT group_concat(name, ', ') FROM baseline b
            WHERE b.study = t.study AND b.placement = t.placement_id) END AS role,
    t.placement,
    t.basis,
    c.scope,
    t.category,
    sum(t.ledger_value) / 1000 AS carbon_kg,
    sum(t.ledger_value) / 1000 / (s.horizon_s / 31536000.0) AS carbon_kg_per_year,
    c.about,
    t.study,
    t.placement_id
FROM v_term t
JOIN category c ON c.name = t.category
JOIN study s ON s.id = t.study
LEFT JOIN optimum o ON o.study = t.study AND o.point = 0
WHERE t.measure = 'carbon' AND t.basis LIKE 'ghg-%' AND NOT EXISTS (SELECT 1 FROM gap g
    WHERE g.study = t.study AND g.placement = t.placement_id AND g.basis = t.basis)
GROUP BY t.study, t.placement_id, t.basis, t.category
ORDER BY t.scenario, t.study, t.placement_id <> o.placement, t.placement_id, t.basis, t.category;

CREATE VIEW v_scope_year AS -- the same by year: what is bought counts in the year of its purchase
WITH RECURSIVE
line AS ( -- purchases of one thing; everything else goes on all the time
    SELECT t.study, t.placement_id, t.basis, t.category, f.subject, f.value AS times,
        s.horizon_s / 31536000.0 AS years, sum(t.ledger_value) / 1000 AS kg
    FROM v_term t
    JOIN study s ON s.id = t.study
    JOIN term x ON x.study = t.study AND x.placement = t.placement_id
        AND x.component = t.component AND x.term = t.term
    LEFT JOIN factor f ON f.study = x.study AND f.name = 'purchases'
        AND f.factor IN (x.factor1, x.factor2, x.factor3, x.factor4, x.factor5, x.factor6)
    WHERE t.measure = 'carbon' AND t.category IS NOT NULL AND t.basis LIKE 'ghg-%'
        AND NOT EXISTS (SELECT 1 FROM gap g WHERE g.study = t.study
            AND g.placement = t.placement_id AND g.basis = t.basis)
    GROUP BY t.study, t.placement_id, t.basis, t.category, f.subject
),
bought AS ( -- the n-th of them, a lifetime after the one before
    SELECT l.*, 0 AS n, l.years / a.value AS life
    FROM line l
    JOIN factor a ON a.study = l.study AND a.name = 'amortisation' AND a.subject = l.subject
    UNION ALL
    SELECT study, placement_id, basis, category, subject, times, years, kg, n + 1, life
    FROM bought WHERE n + 1 < times
),
spread AS ( -- by year; the last one may be part of a year
    SELECT *, 1 AS year, min(1.0, years) AS part FROM line WHERE subject IS NULL
    UNION ALL
    SELECT study, placement_id, basis, category, subject, times, years, kg, year + 1,
        min(1.0, years - year)
    FROM spread WHERE years - year > 1e-9
)
SELECT
    s.scenario,
    p.name AS placement,
    e.placement_id = o.placement AS is_answer,
    e.basis,
    e.year,
    c.scope,
    e.category,
    sum(e.kg) AS carbon_kg,
    e.study,
    e.placement_id
FROM (
    SELECT study, placement_id, basis, category, CAST(n * life + 1e-9 AS INTEGER) + 1 AS year,
        kg / times AS kg FROM bought
    UNION ALL
    SELECT study, placement_id, basis, category, year, kg * part / years FROM spread
) e
JOIN study s ON s.id = e.study
JOIN placement p ON p.study = e.study AND p.placement = e.placement_id
JOIN category c ON c.name = e.category
LEFT JOIN optimum o ON o.study = e.study AND o.point = 0
GROUP BY e.study, e.placement_id, e.basis, e.year, e.category
ORDER BY s.scenario, e.study, is_answer DESC, e.placement_id, e.basis, e.year, e.category;

CREATE VIEW v_growth AS -- year by year: demand, answer, rebound, and the planned path
SELECT
    s.scenario,
    g.year,
    g.calendar_year,
    g.status,
    g.requests,
    g.requests / nullif((SELECT requests FROM growth_year f WHERE f.study = g.study AND f.year = 1), 0)
        AS demand,
    p.name AS placement,
    a.summary AS placement_summary,
    g.carbon_kg,
    g.running_kg,
    g.embodied_kg,
    g.without_kg,
    g.potential_kg,
    g.rebound,
    CASE g.backfires WHEN 1 THEN 'backfires' END AS verdict,
    g.break_even,
    g.by_demand_kg,
    g.by_efficiency_kg,
    g.by_placement_kg,
    g.by_grid_kg,
    g.by_embodied_kg,
    pp.name AS planned_placement,
    pa.running_kg + pa.bought_kg AS planned_kg,
    pa.bought_kg AS planned_bought_kg,
    my.running_kg + my.bought_kg AS myopic_kg,
    my.bought_kg AS myopic_bought_kg,
    g.reason,
    g.study
FROM growth_year g
JOIN study s ON s.id = g.study
LEFT JOIN placement p ON p.study = g.study AND p.placement = g.placement
LEFT JOIN placement a ON a.study = g.study AND a.placement = g.placement
LEFT JOIN growth_path pa ON pa.study = g.study AND pa.year = g.year AND pa.path = 'planned'
LEFT JOIN placement pp ON pp.study = g.study AND pp.placement = pa.placement
LEFT JOIN growth_path my ON my.study = g.study AND my.year = g.year AND my.path = 'myopic'
ORDER BY s.scenario, g.study, g.year;

CREATE VIEW v_growth_path AS -- the paths in all: what it costs not to plan
SELECT
    s.scenario,
    h.path,
    count(*) AS years,
    sum(h.running_kg) AS running_kg,
    sum(h.bought_kg) AS bought_kg,
    sum(h.running_kg + h.bought_kg) AS carbon_kg,
    sum(h.running_kg + h.bought_kg) - (SELECT sum(b.running_kg + b.bought_kg) FROM growth_path b
        WHERE b.study = h.study AND b.path = 'planned') AS more_than_planned_kg,
    (SELECT sum(k.stranded_kg) FROM growth_stock k
        WHERE k.study = h.study AND k.path = h.path) AS stranded_kg,
    min(h.proven) AS proven,
    h.study
FROM growth_path h
JOIN study s ON s.id = h.study
GROUP BY h.study, h.path
ORDER BY s.scenario, h.study, h.path DESC;

CREATE VIEW v_growth_stock AS -- devices along the paths, where something happens or is there
SELECT s.scenario, k.path, k.year, y.calendar_year, k.item, k.name, k.place, k.in_use, k.bought,
    k.worn_out, k.stranded, k.bought_kg, k.stranded_kg, k.mean_age_years, k.study
FROM growth_stock k
JOIN study s ON s.id = k.study
JOIN growth_year y ON y.study = k.study AND y.year = k.year
ORDER BY s.scenario, k.study, k.path DESC, k.year, k.item, k.name, k.place;

CREATE VIEW v_growth_policy AS -- each policy against none of them, year by year
SELECT
    s.scenario,
    coalesce(p.name, 'none') AS policy,
    c.year,
    y.calendar_year,
    c.status,
    c.requests / nullif(f.requests, 0) AS demand,
    l.name AS placement,
    c.carbon_kg,
    n.carbon_kg - c.carbon_kg AS saved_kg,
    c.carbon_price_usd_per_t,
    c.over_cap,
    c.without_kg,
    c.potential_kg,
    c.rebound,
    n.rebound AS rebound_without_policy,
    CASE c.backfires WHEN 1 THEN 'backfires' END AS verdict,
    c.break_even,
    c.number AS policy_id,
    c.study
FROM growth_case c
JOIN study s ON s.id = c.study
JOIN growth_year y ON y.study = c.study AND y.year = c.year
JOIN growth_case n ON n.study = c.study AND n.asked = 'policy' AND n.number = 0 AND n.year = c.year
JOIN growth_case f ON f.study = c.study AND f.asked = 'policy' AND f.number = 0 AND f.year = 1
LEFT JOIN growth_policy p ON p.study = c.study AND p.policy = c.number
LEFT JOIN placement l ON l.study = c.study AND l.placement = c.placement
WHERE c.asked = 'policy'
ORDER BY s.scenario, c.study, c.number, c.year;

CREATE VIEW v_growth_outlook AS -- the years over draws of what is uncertain; year NULL: all of them
WITH one AS (
    SELECT study, number, year, carbon_kg, rebound, backfires, break_even, planned_is_best
    FROM growth_case WHERE asked = 'draw'
    UNION ALL
    SELECT study, number, NULL, iif(count(carbon_kg) = count(*), sum(carbon_kg), NULL), NULL,
        max(backfires), NULL, min(planned_is_best)
    FROM growth_case WHERE asked = 'draw' GROUP BY study, number
),
ranked AS (
    SELECT one.*,
        row_number() OVER (PARTITION BY study, year ORDER BY carbon_kg NULLS LAST) AS carbon_rank,
        count(carbon_kg) OVER (PARTITION BY study, year) AS carbons,
        row_number() OVER (PARTITION BY study, year ORDER BY rebound NULLS LAST) AS rebound_rank,
        count(rebound) OVER (PARTITION BY study, year) AS rebounds,
        row_number() OVER (PARTITION BY study, year ORDER BY break_even NULLS LAST) AS even_rank,
        count(break_even) OVER (PARTITION BY study, year) AS evens
    FROM one
)
SELECT
    s.scenario,
    r.year,
    y.calendar_year,
    count(*) AS draws,
    max(r.carbons) AS answered,
    avg(r.carbon_kg) AS carbon_kg,
    max(CASE WHEN r.carbon_rank = (r.carbons * 5 + 99) / 100 THEN r.carbon_kg END) AS carbon_p5_kg,
    max(CASE WHEN r.carbon_rank = (r.carbons + 1) / 2 THEN r.carbon_kg END) AS carbon_p50_kg,
    max(CASE WHEN r.carbon_rank = (r.carbons * 95 + 99) / 100 THEN r.carbon_kg END) AS carbon_p95_kg,
    max(CASE WHEN r.rebound_rank = (r.rebounds * 5 + 99) / 100 THEN r.rebound END) AS rebound_p5,
    max(CASE WHEN r.rebound_rank = (r.rebounds + 1) / 2 THEN r.rebound END) AS rebound_p50,
    max(CASE WHEN r.rebound_rank = (r.rebounds * 95 + 99) / 100 THEN r.rebound END) AS rebound_p95,
    avg(r.backfires) AS backfires_share,
    max(CASE WHEN r.even_rank = (r.evens * 5 + 99) / 100 THEN r.break_even END) AS break_even_p5,
    max(CASE WHEN r.even_rank = (r.evens + 1) / 2 THEN r.break_even END) AS break_even_p50,
    max(CASE WHEN r.even_rank = (r.evens * 95 + 99) / 100 THEN r.break_even END) AS break_even_p95,
    avg(r.planned_is_best) AS planned_best_share,
    (SELECT count(*) FROM growth_exact e WHERE e.study = r.study AND e.year = r.year) AS asked,
    (SELECT max(abs(c.carbon_kg / e.carbon_kg - 1)) FROM growth_exact e
        JOIN growth_case c ON c.study = e.study AND c.asked = 'draw' AND c.number = e.draw
            AND c.year = e.year
        WHERE e.study = r.study AND e.year = r.year) AS worst_error,
    r.study
FROM ranked r
JOIN study s ON s.id = r.study
LEFT JOIN growth_year y ON y.study = r.study AND y.year = r.year
GROUP BY r.study, r.year
ORDER BY s.scenario, r.study, r.year IS NULL, r.year;

CREATE VIEW v_growth_map AS -- the last year at each point of the sweep
SELECT
    s.scenario,
    c.number AS point,
    c.setting,
    c.value_1,
    c.value_2,
    y.calendar_year,
    c.status,
    l.name AS placement,
    c.carbon_kg,
    (SELECT iif(count(a.carbon_kg) = count(*), sum(a.carbon_kg), NULL) FROM growth_case a
        WHERE a.study = c.study AND a.asked = 'point' AND a.number = c.number) AS all_years_kg,
    c.without_kg,
    c.potential_kg,
    c.rebound,
    CASE c.backfires WHEN 1 THEN 'backfires' END AS verdict,
    c.break_even,
    c.study
FROM growth_case c
JOIN study s ON s.id = c.study
JOIN growth_year y ON y.study = c.study AND y.year = c.year
LEFT JOIN placement l ON l.study = c.study AND l.placement = c.placement
WHERE c.asked = 'point'
    AND c.year = (SELECT max(m.year) FROM growth_year m WHERE m.study = c.study)
ORDER BY s.scenario, c.study, c.number;

CREATE VIEW v_pruned AS -- what was ruled out before any simulation; likes together
WITH same AS ( -- the same is said of a variant for several workloads and pools
    SELECT
        study, reason, variant, text, min(pruned) AS first, count(*) AS ways,
        count(DISTINCT workload) AS n_workloads, min(workload) AS a_workload,
        replace(group_concat(DISTINCT workload), ',', ', ') AS workloads,
        count(DISTINCT pool) AS n_pools, min(pool) AS a_pool,
        replace(group_concat(DISTINCT pool), ',', ', ') AS pools
    FROM (SELECT * FROM pruned ORDER BY study, pruned)
    GROUP BY study, reason, variant, text
)
SELECT
    s.scenario,
    CASE WHEN n_workloads > 3 THEN a_workload || ' and ' || (n_workloads - 1) || ' more'
        ELSE workloads END AS workload,
    CASE WHEN n_pools > 3 THEN a_pool || ' and ' || (n_pools - 1) || ' more'
        ELSE pools END AS pool,
    CASE WHEN count(variant) > 3 THEN min(variant) || ' and ' || (count(variant) - 1) || ' more'
        ELSE group_concat(variant, ', ') END AS variant,
    reason,
    CASE
        WHEN count(*) = 1 THEN text
        WHEN count(DISTINCT replace(text, ' ' || variant || ' ', ' ')) = 1
            THEN min(replace(text, ' ' || variant || ' ', ' '))
        ELSE 'such as: ' || min(text)
    END AS text,
    sum(ways) AS ways,
    q.study
FROM (SELECT * FROM same ORDER BY study, first) q
JOIN study s ON s.id = q.study
GROUP BY q.study, reason, workloads, pools
ORDER BY s.scenario, q.study, min(first);

CREATE VIEW v_flag AS -- what to know before trusting a figure; said once
SELECT
    s.scenario,
    replace(group_concat(DISTINCT f.subject), ',', ', ') AS subject,
    f.text,
    max(f.placement IS NULL OR coalesce(f.placement = o.placement, 0)) AS concerns_answer,
    count(DISTINCT f.placement) AS placements, -- 0: the whole study
    f.study
FROM flag f
JOIN study s ON s.id = f.study
LEFT JOIN optimum o ON o.study = f.study AND o.point = 0
GROUP BY f.study, f.text
ORDER BY s.scenario, f.study, concerns_answer DESC, min(f.flag);

CREATE VIEW v_lever AS -- mitigations, those that save most carbon first
SELECT
    s.scenario,
    p.name AS placement,
    l.lever,
    l.status,
    l.change,
    l.reason,
    l.breaks,
    l.base_kg,
    l.saving_kg,
    l.saving_low_kg,
    l.saving_high_kg,
    l.saving_kg / nullif(l.base_kg, 0) AS saving_share,
    l.saving_kwh,
    l.saving_usd,
    l.usd_per_t,
    CASE l.status WHEN 'saves' THEN rank() OVER (
        PARTITION BY l.study, l.placement, l.settings, l.status ORDER BY l.saving_kg DESC)
        END AS rank_carbon,
    CASE WHEN l.status = 'saves' AND l.usd_per_t IS NOT NULL THEN rank() OVER (
        PARTITION BY l.study, l.placement, l.settings, l.status, l.usd_per_t IS NULL
        ORDER BY l.usd_per_t) END AS rank_cost,
    l.step,
    l.step_change,
    l.step_kg,
    l.step_low_kg,
    l.step_high_kg,
    l.step_kwh,
    l.step_usd,
    l.step_usd_per_t,
    CASE WHEN l.step IS NOT NULL THEN sum(l.step_kg) OVER (
        PARTITION BY l.study, l.placement, l.settings ORDER BY l.step IS NULL, l.step)
        END AS together_kg,
    l.overlap_kg,
    -- the abatement curve: steps by cost; each is as wide as it saves, and ends at curve_t
    CASE WHEN l.step IS NOT NULL THEN sum(l.step_kg) OVER (
        PARTITION BY l.study, l.placement, l.settings
        ORDER BY l.step IS NULL, l.step_usd_per_t IS NULL, l.step_usd_per_t, l.step) / 1000.0
        END AS curve_t,
    l.settings,
    l.placement AS placement_id,
    l.study
FROM lever l
JOIN study s ON s.id = l.study
JOIN placement p ON p.study = l.study AND p.placement = l.placement
ORDER BY s.scenario, l.study, l.placement, l.settings, l.status NOT IN ('saves'), l.saving_kg DESC,
    l.lever;
