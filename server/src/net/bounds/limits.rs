//! How patient the edge is, and how much it takes.

use std::time::Duration;

use super::quota::Quota;

/// How patient the edge is, and how much it takes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A request's header must be complete within this time.
    pub header_within: Duration,
    /// A connection that is no WebSocket is closed after this time, or once
    /// the request that it is at is answered.
    pub http_life: Duration,
    /// The first message of a WebSocket must come within this time.
    pub hello_within: Duration,
    /// A WebSocket ping is sent this often.
    pub ping_every: Duration,
    /// A connection that has answered no ping for so long is closed.
    pub pong_within: Duration,
    /// A connection to which a message could not be written for so long is dropped.
    pub write_within: Duration,
    /// After its close frame a connection has this long to close too.
    pub close_within: Duration,
    /// How many may watch at once. More are told that the server is full.
    pub spectators_max: usize,
    /// How many WebSockets may be open at once, give or take the few that
    /// come in at the same instant. More are refused with status 503.
    pub sessions_max: usize,
    /// How many WebSockets a single address, or an IPv6 /64, may have open. A
    /// school has hundreds. More are refused with status 429.
    pub connections_per_address: usize,
    /// How many WebSockets a single address, or an IPv6 /56, may open at once, and
    /// as many again a minute. More are refused with status 429.
    pub joins_per_minute: u32,
    /// How many browsers without a player may come from one address, or an IPv6
    /// /56, at once, and as many again a minute, for their scores to be kept.
    pub newcomers_per_minute: u32,
    /// How many times a single address, or an IPv6 /56, may try a password or
    /// claim a name at once, and as many times again in ten minutes. More are refused with status 429.
    pub logins_per_address: u32,
    /// How many films that nobody had seen before are made for a single address, or
    /// an IPv6 /56, a minute. More are refused with status 429.
    pub films_per_minute: u32,
    /// How many connections may be open besides those. When all are, the next
    /// ones are told of the server's health, and otherwise that it is full.
    pub plain_max: usize,
    /// How much memory the server and its sockets may use; if not set, as much
    /// as its control group or the machine has.
    pub memory_bytes: Option<u64>,
    /// Whether an autopilot may fly for a person.
    pub autopilots: bool,
    /// How many messages a client may send.
    pub rate: Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_within: Duration::from_secs(5),
            http_life: Duration::from_secs(60),
            hello_within: Duration::from_secs(5),
            ping_every: Duration::from_secs(15),
            pong_within: Duration::from_secs(30),
            write_within: Duration::from_secs(10),
            close_within: Duration::from_secs(1),
            spectators_max: 2_000,
            sessions_max: 4_000,
            connections_per_address: 500,
            joins_per_minute: 600,
            newcomers_per_minute: 30,
            logins_per_address: 50,
            films_per_minute: 60,
            plain_max: 256,
            memory_bytes: None,
            autopilots: true,
            rate: Rate::default(),
        }
    }
}

impl Limits {
    /// How many connections of all sorts may be open at once. Each takes a
    /// file descriptor.
    pub const fn connections_max(&self) -> usize {
        self.sessions_max + self.plain_max
    }

    /// How many requests of a single address are answered at once. More are
    /// refused with status 429.
    pub const fn asks_per_address(&self) -> usize {
        self.plain_max.div_ceil(4)
    }

    /// How many WebSockets a household, such as an IPv6 /56, may have open:
    /// never all.
    pub const fn sessions_per_household(&self) -> usize {
        self.sessions_max - self.sessions_max / 4
    }

    /// How many connections of all sorts the other end of one may have open.
    /// More are cut off at once.
    pub const fn connections_per_peer(&self) -> usize {
        self.connections_per_address + self.plain_max / 2
    }

    /// These limits with at most so many connections: there are fewer to watch,
    /// and if that is not enough, fewer in all.
    pub fn within(self, connections_max: usize) -> Self {
        let plain_max = self.plain_max.min(connections_max / 4);
        let sessions_max = self.sessions_max.min(connections_max - plain_max);
        let fewer = self.sessions_max - sessions_max;
        Self {
            spectators_max: self.spectators_max.saturating_sub(fewer),
            sessions_max,
            plain_max,
            ..self
        }
    }
}

/// How many messages a client may send. More are ignored.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Messages a second that are taken on and on.
    pub sustained_hz: f32,
    /// Messages that are taken at once after a rest.
    pub burst: f32,
    /// So many ignored messages within [`Rate::flood_within`] are a flood.
    pub flood: u32,
    /// The time in which ignored messages are counted.
    pub flood_within: Duration,
}

impl Rate {
    /// The messages that are taken.
    pub fn quota(&self) -> Quota {
        let every_ns = 1e9 / f64::from(self.sustained_hz);
        Quota::every(Duration::from_nanos(every_ns as u64)).with_burst(self.burst as u32)
    }
}

impl Default for Rate {
    /// A fast human changes keys some fifteen times a second.
    fn default() -> Self {
        Self {
            sustained_hz: 60.0,
            burst: 120.0,
            flood: 600,
            flood_within: Duration::from_secs(10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_connections_are_few_fewer_may_watch_and_as_many_fly() {
        let wished = Limits::default();
        let limits = wished.within(wished.connections_max() - 500);
        assert_eq!(limits.spectators_max, wished.spectators_max - 500);
        assert_eq!(
            limits.sessions_max - limits.spectators_max,
            wished.sessions_max - wished.spectators_max
        );
        assert_eq!(wished.within(usize::MAX).sessions_max, wished.sessions_max);
    }

    #[test]
    fn there_are_never_more_connections_than_may_be() {
        for connections_max in (1..100).chain([256, 1_000, 10_000]) {
            let limits = Limits::default().within(connections_max);
            assert!(limits.connections_max() <= connections_max);
            assert!(limits.sessions_max > 0, "{connections_max}");
        }
    }
}
