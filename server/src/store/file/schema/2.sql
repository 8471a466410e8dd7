-- Who may not come in: a player, or whoever comes from a network, written as
-- 192.0.2.0/24. Without an end it is for good. No id is used twice, so that
-- nobody lifts another ban than the one that was seen.
CREATE TABLE bans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    player INTEGER REFERENCES players (id) ON DELETE CASCADE,
    network TEXT,
    reason TEXT NOT NULL,
    made_s INTEGER NOT NULL,
    ends_s INTEGER,
    CHECK ((player IS NULL) <> (network IS NULL))
) STRICT;
CREATE INDEX bans_by_player ON bans (player);
