//! What players have achieved, and how they stand.

pub(in crate::store) mod boards;
pub(in crate::store) mod event;
pub(in crate::store) mod standings;
pub(in crate::store) mod tally;
