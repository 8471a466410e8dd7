-- What a claimed name looks like, so that no other looks the same. Filled in by
-- the program, with every name and key by its rule for text.
ALTER TABLE players ADD COLUMN skeleton TEXT;
CREATE INDEX players_by_skeleton ON players (skeleton);
