//! What is counted of the rooms that people open for themselves.

use metrics::{counter, describe_counter, describe_gauge, gauge};

/// Gauge: how many are open.
pub const PRIVATE_ROOMS: &str = "asteroids_private_rooms";
/// Counter: those that were opened.
pub const PRIVATE_ROOMS_OPENED: &str = "asteroids_private_rooms_opened_total";

pub(super) fn describe() {
    describe_gauge!(
        PRIVATE_ROOMS,
        "Rooms that people have opened for themselves"
    );
    gauge!(PRIVATE_ROOMS).set(0.0);
    describe_counter!(PRIVATE_ROOMS_OPENED, "Rooms that people opened, ever");
    counter!(PRIVATE_ROOMS_OPENED).increment(0);
}

/// Counts one that is opened, with which there are so many.
pub fn count_opened(open: usize) {
    counter!(PRIVATE_ROOMS_OPENED).increment(1);
    tell_open(open);
}

/// Tells how many are open.
pub fn tell_open(open: usize) {
    gauge!(PRIVATE_ROOMS).set(open as f64);
}
