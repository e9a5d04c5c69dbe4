-- The cache file: what was simulated, to be deleted at any time. See store_cache.h.

CREATE TABLE component ( -- of which there are samples
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    key        BLOB NOT NULL CHECK (length(key) = 16), -- hash of its content
    seed       INTEGER NOT NULL,                       -- bits of an unsigned number
    model      TEXT NOT NULL,                          -- version of the model that simulated it
    arithmetic INTEGER NOT NULL,                       -- of the machine that did; bits likewise
    used       INTEGER NOT NULL,                       -- number of the last session that asked for it
    UNIQUE (key, seed, model, arithmetic)
) STRICT;

CREATE INDEX component_used ON component (used);

CREATE TABLE sample ( -- what a replication yielded
    id    INTEGER PRIMARY KEY, -- 2^32 x component + replication
    bytes BLOB NOT NULL
) STRICT;
