//! The file: how it is opened, laid out, copied and put back, and what may be wrong with it.

pub mod backup;
pub(in crate::store) mod copy;
pub(in crate::store) mod database;
pub(in crate::store) mod others;
pub(in crate::store) mod reader;
pub mod restore;
pub(in crate::store) mod schema;
pub(in crate::store) mod trouble;
