//! Bad networks: what a line does to messages on their way.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use clap::Args;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

use crate::units::{bandwidth, duration, stall};

/// What is on its way in one direction at the most. Down, more has to wait
/// before the line, as it does before a full socket; up, the line is given up.
const ON_THE_WAY_BYTES_MAX: usize = 64 * 1024;

/// What each bot's line does in each direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Args)]
pub struct Conditions {
    /// How long each message takes, each way.
    #[arg(long, value_name = "TIME", default_value = "0ms", value_parser = duration)]
    pub delay: Duration,
    /// How much longer it may take. Messages keep their order.
    #[arg(long, value_name = "TIME", default_value = "0ms", value_parser = duration)]
    pub jitter: Duration,
    /// How long nothing gets through, and how often, as in 2s/30s.
    #[arg(long, value_name = "TIME/EVERY", value_parser = stall)]
    pub stall: Option<(Duration, Duration)>,
    /// How many bits of messages get through in a second, as in 64kbit. Headers
    /// are not counted.
    #[arg(long, value_name = "RATE", value_parser = bandwidth)]
    pub bandwidth: Option<u64>,
}

impl Conditions {
    /// Whether every message arrives at once.
    pub fn are_perfect(&self) -> bool {
        *self == Self::default()
    }
}

/// One direction of one bot's line.
#[derive(Debug)]
pub struct Lane {
    conditions: Conditions,
    rng: Pcg32,
    /// When a stall began.
    stalled_at: Instant,
    /// When the last bit of what came before is on its way.
    free_at: Instant,
    /// When what came before arrives.
    last: Instant,
    on_the_way: VecDeque<(Instant, Vec<u8>)>,
    bytes: usize,
}

impl Lane {
    /// A lane that is laid `now`. Lanes with other seeds stall at other times.
    pub fn new(conditions: Conditions, seed: u64, now: Instant) -> Self {
        let mut rng = Pcg32::seed_from_u64(seed);
        let every = conditions.stall.map_or(Duration::ZERO, |(_, every)| every);
        Self {
            conditions,
            stalled_at: now + every.mul_f64(rng.random::<f64>()),
            rng,
            free_at: now,
            last: now,
            on_the_way: VecDeque::new(),
            bytes: 0,
        }
    }

    /// Whether nothing more goes in for now.
    pub const fn is_full(&self) -> bool {
        self.bytes >= ON_THE_WAY_BYTES_MAX
    }

    /// Sends a message on its way.
    pub fn send(&mut self, message: &[u8], now: Instant) {
        let begins = self.free_at.max(now);
        let takes = self
            .conditions
            .bandwidth
            .map_or(Duration::ZERO, |bits_per_s| {
                Duration::from_secs_f64(message.len() as f64 * 8.0 / bits_per_s as f64)
            });
        self.free_at = begins + takes;
        let jitter = self.conditions.jitter.mul_f64(self.rng.random::<f64>());
        let arrives = self.after_stall(self.free_at + self.conditions.delay + jitter);
        self.last = self.last.max(arrives);
        self.bytes += message.len();
        self.on_the_way.push_back((self.last, message.to_vec()));
    }

    /// When the next message arrives.
    pub fn next_at(&self) -> Option<Instant> {
        self.on_the_way.front().map(|(at, _)| *at)
    }

    /// The next message that has arrived by `now`.
    pub fn arrived(&mut self, now: Instant) -> Option<Vec<u8>> {
        let (_, message) = self.on_the_way.pop_front_if(|(at, _)| *at <= now)?;
        self.bytes -= message.len();
        Some(message)
    }

    /// When something arrives that would do so at this instant. Instants do
    /// not come much out of order, so one stall is looked at a time.
    fn after_stall(&mut self, at: Instant) -> Instant {
        let Some((lasts, every)) = self.conditions.stall else {
            return at;
        };
        while at >= self.stalled_at + every {
            self.stalled_at += every;
        }
        let is_stalled = at >= self.stalled_at;
        at.max(if is_stalled {
            self.stalled_at + lasts
        } else {
            at
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// When each of these messages of 100 bytes arrives, sent every 10 ms.
    fn arrivals_ms(conditions: Conditions, seed: u64, messages: u32) -> Vec<f64> {
        let start = Instant::now();
        let mut lane = Lane::new(conditions, seed, start);
        let mut arrivals = Vec::new();
        for number in 0..messages {
            lane.send(&[0; 100], start + 10 * MS * number);
            let at = lane.next_at().expect("it is on its way");
            assert!(lane.arrived(at - MS / 1000).is_none(), "it came early");
            assert!(lane.arrived(at).is_some());
            arrivals.push((at - start).as_secs_f64() * 1000.0);
        }
        arrivals
    }

    #[test]
    fn every_message_is_delayed_by_no_less_and_hardly_more_than_asked() {
        let bad = Conditions {
            delay: 80 * MS,
            jitter: 30 * MS,
            ..Conditions::default()
        };
        let arrivals = arrivals_ms(bad, 1, 1000);
        let delays = arrivals
            .iter()
            .enumerate()
            .map(|(number, at)| at - 10.0 * number as f64);
        let (least, most) = delays.fold((f64::MAX, 0.0_f64), |(least, most), delay| {
            (least.min(delay), most.max(delay))
        });
        assert!((80.0..83.0).contains(&least), "{least}");
        assert!((107.0..110.1).contains(&most), "{most}");
        assert!(arrivals.is_sorted(), "the order is kept");
    }

    #[test]
    fn the_same_seed_is_the_same_line_and_another_is_another() {
        let bad = Conditions {
            jitter: 30 * MS,
            ..Conditions::default()
        };
        assert_eq!(arrivals_ms(bad, 5, 50), arrivals_ms(bad, 5, 50));
        assert_ne!(arrivals_ms(bad, 5, 50), arrivals_ms(bad, 6, 50));
    }

    #[test]
    fn nothing_arrives_during_a_stall_and_all_of_it_after() {
        let bad = Conditions {
            stall: Some((200 * MS, 1000 * MS)),
            ..Conditions::default()
        };
        let arrivals = arrivals_ms(bad, 3, 1000);
        let gaps = arrivals.windows(2).map(|pair| pair[1] - pair[0]);
        let stalls: Vec<f64> = gaps.filter(|gap| *gap > 100.0).collect();
        assert!((9..=10).contains(&stalls.len()), "{stalls:?}");
        assert!(
            stalls.iter().all(|gap| (200.0..=210.1).contains(gap)),
            "{stalls:?}"
        );
    }

    #[test]
    fn a_narrow_line_lets_through_what_it_can() {
        let narrow = Conditions {
            bandwidth: Some(64_000),
            ..Conditions::default()
        };
        // 800 bits take 12.5 ms, and there are more every 10 ms.
        let arrivals = arrivals_ms(narrow, 1, 100);
        let last = arrivals.last().expect("arrivals");
        assert!((1249.0..1251.0).contains(last), "{last}");
    }

    #[test]
    fn a_lane_is_full_at_its_bound_and_free_when_messages_have_arrived() {
        let bad = Conditions {
            delay: 80 * MS,
            ..Conditions::default()
        };
        let start = Instant::now();
        let mut lane = Lane::new(bad, 1, start);
        lane.send(&vec![0; ON_THE_WAY_BYTES_MAX], start);
        assert!(lane.is_full());
        assert!(lane.arrived(start + 80 * MS).is_some());
        assert!(!lane.is_full());
    }
}
