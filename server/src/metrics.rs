//! stub
use crate::room::Sent;
use std::time::Duration;
/// .
pub fn count_tick(_took: Duration, _late: bool) {}
/// .
pub fn count_sent(_before: &Sent, _now: &Sent) {}
