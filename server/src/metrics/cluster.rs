//! What an edge of a cluster counts and measures, by room. A server that stands alone
//! tells none of it.

use std::time::Duration;

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

use crate::room::Membership;

/// Gauge by room: the number of this edge.
pub const EDGE: &str = "asteroids_cluster_edge";
/// Gauge by room: 1 while this edge closes its ticks.
pub const LEADS: &str = "asteroids_cluster_leads";
/// Gauge by room: the epoch, one more each time that another edge leads.
pub const EPOCH: &str = "asteroids_cluster_epoch";
/// Gauge by room: 1 while no lines come, so that its time does not run.
pub const WAITING: &str = "asteroids_cluster_waiting";
/// Gauge by room: 1 once this edge cannot go on because its world differs, or a line is
/// missing.
pub const ASTRAY: &str = "asteroids_cluster_astray";
/// Gauge by room: lines that the stream has and this edge has not taken in.
pub const LAG_TICKS: &str = "asteroids_cluster_lag_ticks";
/// Gauge by room: how old the last line was when it came, by the clocks of NATS and of
/// this machine.
pub const LAG_SECONDS: &str = "asteroids_cluster_lag_seconds";
/// Histogram by room: from when a line is sent until the stream has it.
pub const APPEND_SECONDS: &str = "asteroids_cluster_append_seconds";
/// Gauge: 1 while this edge is the keeper, whose store counts.
pub const KEEPER: &str = "asteroids_cluster_keeper";
/// Counter by room: how often this edge has come to lead.
pub const ELECTIONS: &str = "asteroids_cluster_elections_total";
/// Counter by room: how often lines had to be asked for again.
pub const RESYNCS: &str = "asteroids_cluster_resyncs_total";

/// Gauge by room: lines that rooms panic of, which this edge has skipped since it began.
pub const SKIPPED: &str = "asteroids_cluster_skipped_lines";

/// All of them, each with what it is.
pub const ALL: [(&str, &str); 12] = [
    (EDGE, "The number of this edge"),
    (LEADS, "1 while this edge closes the ticks of a room"),
    (EPOCH, "How often another edge has come to lead a room"),
    (WAITING, "1 while no lines come and a room's time stands"),
    (ASTRAY, "1 once this edge cannot go on"),
    (
        SKIPPED,
        "Lines that a room panics of, skipped since this edge began",
    ),
    (KEEPER, "1 while this edge's store counts"),
    (LAG_TICKS, "Lines of a room not taken in yet"),
    (LAG_SECONDS, "How old the last line of a room was"),
    (APPEND_SECONDS, "How long the stream takes for a line"),
    (ELECTIONS, "How often this edge has come to lead"),
    (RESYNCS, "How often lines had to be asked for again"),
];

/// From a millisecond to what is taken for lost.
pub(super) const APPEND_BUCKETS_S: [f64; 12] = [
    0.001, 0.002, 0.003, 0.005, 0.008, 0.012, 0.02, 0.03, 0.06, 0.125, 0.25, 1.0,
];

pub(super) fn describe() {
    for (name, text) in ALL {
        match name {
            APPEND_SECONDS => describe_histogram!(name, text),
            ELECTIONS | RESYNCS => describe_counter!(name, text),
            _ => describe_gauge!(name, text),
        }
    }
}

/// Tells how this edge takes part in a room.
pub(super) fn tell(room: &str, membership: Membership) {
    let Membership {
        edge,
        epoch,
        leads,
        waits,
        is_astray,
        has_handed_over: _,
        skipped,
        // Each edge tells its own.
        spectators_elsewhere: _,
        // No gauge holds 64 bits.
        rebased: _,
    } = membership;
    let gauges = [
        (EDGE, edge),
        (EPOCH, epoch),
        (LEADS, leads.into()),
        (WAITING, waits.into()),
        (ASTRAY, is_astray.into()),
        (SKIPPED, skipped),
    ];
    for (name, value) in gauges {
        gauge!(name, "room" => room.to_owned()).set(value);
    }
    for name in [ELECTIONS, RESYNCS] {
        counter!(name, "room" => room.to_owned()).increment(0);
    }
}

/// This edge comes to lead a room.
pub fn count_election(room: u32) {
    counter!(ELECTIONS, "room" => room.to_string()).increment(1);
}

/// The lines of a room have to be asked for again.
pub fn count_resync(room: u32) {
    counter!(RESYNCS, "room" => room.to_string()).increment(1);
}

/// The stream has a line that was sent so long ago.
pub fn tell_append(room: u32, took: Duration) {
    histogram!(APPEND_SECONDS, "room" => room.to_string()).record(took);
}

/// A line has come of this age, and so many are still to be taken in.
pub fn tell_lag(room: u32, ticks: u64, age: Duration) {
    gauge!(LAG_TICKS, "room" => room.to_string()).set(ticks as f64);
    gauge!(LAG_SECONDS, "room" => room.to_string()).set(age);
}

/// Whether this edge is the keeper.
pub fn tell_keeper(is_keeper: bool) {
    gauge!(KEEPER).set(if is_keeper { 1.0 } else { 0.0 });
}
