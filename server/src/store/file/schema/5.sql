-- The days on which the store was written to, counted: by them things age. A
-- clock that is wrong for a while makes nobody old.
CREATE TABLE service_days (
    number INTEGER PRIMARY KEY,
    day INTEGER NOT NULL UNIQUE
) STRICT;
INSERT INTO service_days (day) SELECT DISTINCT day FROM days ORDER BY day;
INSERT INTO service_days SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM service_days);

-- All that a player ever achieved, in sum, and the day of service on which it
-- was last heard of.
ALTER TABLE players ADD COLUMN kills INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN rocks_large INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN rocks_medium INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN rocks_small INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN saucers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN flown_ticks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN shots INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN hits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN best_life INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN best_streak INTEGER NOT NULL DEFAULT 0;
ALTER TABLE players ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE players SET seen = (SELECT max(number) FROM service_days);
UPDATE players SET
    (kills, deaths, rocks_large, rocks_medium, rocks_small, saucers,
     flown_ticks, shots, hits, best_life, best_streak) =
    (SELECT sum(kills), sum(deaths), sum(rocks_large), sum(rocks_medium), sum(rocks_small),
            sum(saucers), sum(flown_ticks), sum(shots), sum(hits), max(best_life), max(best_streak)
     FROM days WHERE player = id),
    seen = (SELECT max(number) FROM days JOIN service_days USING (day) WHERE player = id)
    WHERE EXISTS (SELECT 1 FROM days WHERE player = id);

-- Boards are read off these: the best first, and of equals the elder.
DROP INDEX players_by_score;
CREATE INDEX players_by_score ON players (score DESC);
DROP INDEX players_by_name;
CREATE INDEX players_by_name ON players (name, score DESC);
DROP INDEX days_by_score;
CREATE INDEX days_by_score ON days (day, score DESC);

-- Points in sum, by player and week; a week is called by its Monday.
CREATE TABLE weeks (
    player INTEGER NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    week INTEGER NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (player, week)
) STRICT, WITHOUT ROWID;
INSERT INTO weeks SELECT player, day - (day + 3) % 7 AS week, sum(score) FROM days
    WHERE score > 0 GROUP BY player, week;
CREATE INDEX weeks_by_score ON weeks (week, score DESC);

-- Those that may be let go, the longest away first; counted without a look at them.
CREATE INDEX players_by_absence ON players (seen, secret) WHERE secret IS NULL;
CREATE INDEX players_without_points ON players (seen) WHERE secret IS NOT NULL AND score = 0;

-- The day of service on which a token was made, or came to open nothing.
ALTER TABLE tokens ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
UPDATE tokens SET since = (SELECT max(number) FROM service_days);
CREATE INDEX tokens_spent ON tokens (since, revoked, player) WHERE revoked OR player IS NULL;
-- A player has at most 64 browsers: with another, the one that logged in first is
-- logged out. And so many that were logged out are known.
CREATE TRIGGER token_made AFTER INSERT ON tokens BEGIN
    UPDATE tokens SET since = (SELECT max(number) FROM service_days) WHERE hash = NEW.hash;
    UPDATE tokens SET revoked = 1 WHERE hash IN (
        SELECT hash FROM tokens WHERE player = NEW.player AND NOT revoked AND hash <> NEW.hash
        ORDER BY since DESC LIMIT -1 OFFSET 63);
    DELETE FROM tokens WHERE hash IN (
        SELECT hash FROM tokens WHERE player = NEW.player AND revoked
        ORDER BY since DESC LIMIT -1 OFFSET 256);
END;
CREATE TRIGGER token_spent AFTER UPDATE OF revoked, player ON tokens BEGIN
    UPDATE tokens SET since = (SELECT max(number) FROM service_days) WHERE hash = NEW.hash;
END;
