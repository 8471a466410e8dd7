-- From here on `players.secret` is a PHC string, as bytes. A secret of before, a
-- salt of 16 bytes and a hash of 32, stays until its player logs in.

-- What tells this game from others on the same host, in the names of cookies.
CREATE TABLE game (id INTEGER NOT NULL) STRICT;
