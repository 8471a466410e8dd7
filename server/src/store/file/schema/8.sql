-- What was told last of each flight: its totals, and when in the room's time. So
-- nothing counts twice, however often a room tells it, and what a room takes back
-- because its log has lost it is taken back here.
DROP TABLE events;
CREATE TABLE flights (
    source INTEGER NOT NULL,
    flight INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    player INTEGER NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    at_s INTEGER NOT NULL,
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
    PRIMARY KEY (source, flight)
) STRICT, WITHOUT ROWID;
CREATE INDEX flights_by_time ON flights (at_s);
CREATE INDEX flights_by_player ON flights (player);
