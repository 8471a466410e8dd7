//! Whoever is at the other end: where from, which browser, which player, and what it may do.

pub(in crate::net) mod bans;
pub(in crate::net) mod bearer;
pub(in crate::net) mod browser;
pub mod caller;
pub(in crate::net) mod cookie;
pub(in crate::net) mod hasher;
pub(in crate::net) mod identity;
pub(in crate::net) mod known_bans;
pub mod networks;
pub mod origin;
pub(in crate::net) mod passwords;
pub(in crate::net) mod pseudonym;
pub(in crate::net) mod trust;
