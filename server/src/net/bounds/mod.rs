//! How often and how many: what is bounded for each of many.

pub(in crate::net) mod headcount;
pub(in crate::net) mod limiter;
pub mod limits;
pub(in crate::net) mod log_limit;
pub(in crate::net) mod quota;
pub(in crate::net) mod rate_limit;
