//! The law of how much there is where.

pub(crate) mod action;
pub(crate) mod field;
pub(crate) mod spawn;
