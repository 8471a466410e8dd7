-- A player exists once it has scored or claimed a name. `name_key` and
-- `secret` are set together, when it claims.
CREATE TABLE players (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT UNIQUE,
    secret BLOB,
    created_s INTEGER NOT NULL,
    score INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX players_by_score ON players (score);
CREATE INDEX players_by_name ON players (name);

-- SHA-256 of a browser's token. A revoked one opens nothing any more, but what
-- is still flying under it counts. Without a player it is of a deleted one.
CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,
    player INTEGER REFERENCES players (id) ON DELETE SET NULL,
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_player ON tokens (player);

-- The latest events. Their ids guard the totals: none counts twice.
CREATE TABLE events (
    source INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    player INTEGER NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    at_s INTEGER NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (source, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_time ON events (at_s);
CREATE INDEX events_by_player ON events (player);

-- Events in sum, by player and UTC day (days since 1970-01-01).
CREATE TABLE days (
    player INTEGER NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    score INTEGER NOT NULL,
    kills INTEGER NOT NULL,
    deaths INTEGER NOT NULL,
    rocks_large INTEGER NOT NULL,
    rocks_medium INTEGER NOT NULL,
    rocks_small INTEGER NOT NULL,
    saucers INTEGER NOT NULL,
    flown_ticks INTEGER NOT NULL,
    shots INTEGER NOT NULL,
    hits INTEGER NOT NULL,
    best_life INTEGER NOT NULL,
    best_streak INTEGER NOT NULL,
    PRIMARY KEY (player, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX days_by_score ON days (day, score);
