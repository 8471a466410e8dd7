//! What lasts: players, scores and accounts, on a server of its own in a
//! process of its own, and the store alone where time is to be set.

mod accounts;
mod backups;
mod bans;
mod bots;
mod browser;
mod careers;
mod cookies;
mod damage;
mod disk;
mod guesses;
mod keeping;
mod kills;
mod ledger;
mod logins;
mod memory;
mod migration;
mod names;
mod others;
mod passwords;
mod pilot;
mod restarts;
mod restores;
#[path = "../scratch/mod.rs"]
mod scratch;
mod server;
mod tokens;

use asteroids_server::store::{Boot, Moment, Stamp, UnixSeconds};

/// A moment by a clock of the day that nobody has set, in one run of a machine.
fn at(wall_s: UnixSeconds) -> Stamp {
    Stamp {
        at: Moment {
            wall_s,
            since_boot_s: wall_s - 1_000_000_000,
        },
        boot: Boot(1),
    }
}
