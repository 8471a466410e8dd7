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
mod keeping;
mod kills;
mod ledger;
mod logins;
mod memory;
mod migration;
mod names;
mod others;
mod pilot;
mod restarts;
mod restores;
mod server;
