//! Who is in the rooms, and which room a newcomer goes to.

pub(in crate::net) mod company;
pub(in crate::net) mod friend;
pub(in crate::net) mod lobby;
pub(in crate::net) mod place;
pub(in crate::net) mod private;
pub(in crate::net) mod roll;
pub(in crate::net) mod sessions;
pub(in crate::net) mod sizes;
pub(in crate::net) mod wish;
