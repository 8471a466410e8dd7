//! Who has played: names, accounts, passwords, and who may not come in.

pub(in crate::store) mod accounts;
pub(in crate::store) mod bans;
pub(in crate::store) mod names;
pub(in crate::store) mod players;
pub(in crate::store) mod secret;
