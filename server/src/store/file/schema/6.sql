-- In which run of the machine a ban was made, and when by the clock of that run,
-- which nobody sets: as long as it lasts, `made_s` and `ends_s` follow the clock of
-- the day wherever that is set.
ALTER TABLE bans ADD COLUMN boot INTEGER;
ALTER TABLE bans ADD COLUMN since_boot_s INTEGER;
