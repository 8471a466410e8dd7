-- Whose turn it is: of a player's browsers that are logged in, the one that logged
-- in or earned something last has the highest, of the others the one that was
-- logged out last.
ALTER TABLE tokens ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
UPDATE tokens SET turn = since;
DROP INDEX tokens_by_player;
CREATE INDEX tokens_by_player ON tokens (player, turn);

-- A player has at most 64 browsers: with another, the one is logged out that was
-- used longest ago. And 256 that were logged out are known.
DROP TRIGGER token_made;
CREATE TRIGGER token_made AFTER INSERT ON tokens BEGIN
    UPDATE tokens SET since = (SELECT max(number) FROM service_days),
        turn = (SELECT max(turn) + 1 FROM tokens WHERE player = NEW.player)
        WHERE hash = NEW.hash;
    UPDATE tokens SET revoked = 1 WHERE hash IN (
        SELECT hash FROM tokens WHERE player = NEW.player AND NOT revoked
        ORDER BY turn DESC LIMIT -1 OFFSET 64);
END;
DROP TRIGGER token_spent;
CREATE TRIGGER token_spent AFTER UPDATE OF revoked, player ON tokens BEGIN
    UPDATE tokens SET since = (SELECT max(number) FROM service_days),
        turn = (SELECT coalesce(max(turn), 0) + 1 FROM tokens WHERE player = NEW.player)
        WHERE hash = NEW.hash;
    DELETE FROM tokens WHERE hash IN (
        SELECT hash FROM tokens WHERE player = NEW.player AND revoked
        ORDER BY turn DESC LIMIT -1 OFFSET 256);
END;
