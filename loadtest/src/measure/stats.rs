//! What bots met, counted.

use std::collections::BTreeMap;
use std::time::Duration;

use hdrhistogram::Histogram;

use crate::bots::newcomer::Newcomers;
use crate::measure::view::Views;

/// What the bots of one thread met, or of all.
#[derive(Debug)]
pub struct Stats {
    /// Bots that were welcomed at least once.
    pub connected: u64,
    /// Welcomes: more than bots if some come again.
    pub joins: u64,
    /// Why bots were not welcomed.
    pub connect_failures: BTreeMap<String, u64>,
    /// Why bots were cut off before the end.
    pub disconnects: BTreeMap<String, u64>,
    /// Why bots were cut off that are to be.
    pub expected_disconnects: BTreeMap<String, u64>,
    /// How the server broke the protocol.
    pub breaches: BTreeMap<&'static str, u64>,
    /// From opening a connection to its upgrade, in µs.
    pub connect_us: Histogram<u32>,
    /// From the hello to the first frame, in µs.
    pub first_frame_us: Histogram<u32>,
    /// What became of those who were cut off and came back.
    pub comebacks: Comebacks,
    /// What became of newcomers.
    pub newcomers: Newcomers,
    /// What they met while bots were still to come.
    pub ramp: Measured,
    /// What they met from then on.
    pub measured: Measured,
}

/// What became of those who were cut off and came back.
#[derive(Debug)]
pub struct Comebacks {
    /// How often one flew on where it was.
    pub resumed: u64,
    /// How often that took longer than people wait.
    pub resumed_late: u64,
    /// How often one had to begin anew, or was not back at the end.
    pub not_resumed: u64,
    /// How often one had fewer points than before.
    pub scores_lost: u64,
    /// From being cut off to knowing how it stands, in µs.
    pub resume_us: Histogram<u32>,
}

impl Default for Comebacks {
    fn default() -> Self {
        Self {
            resumed: 0,
            resumed_late: 0,
            not_resumed: 0,
            scores_lost: 0,
            resume_us: times(),
        }
    }
}

impl Comebacks {
    fn merge(&mut self, other: &Self) {
        self.resumed += other.resumed;
        self.resumed_late += other.resumed_late;
        self.not_resumed += other.not_resumed;
        self.scores_lost += other.scores_lost;
        add(&mut self.resume_us, &other.resume_us);
    }
}

/// What bots met in a part of the run.
#[derive(Debug)]
pub struct Measured {
    /// The time that all bots were connected, added up.
    pub bot_time: Duration,
    /// The part of it in which they had ships.
    pub ship_time: Duration,
    /// Messages from the server.
    pub messages: u64,
    /// Their bytes.
    pub payload_bytes: u64,
    /// The frames among them.
    pub frames: u64,
    /// Messages to the server.
    pub sent_messages: u64,
    /// Their bytes.
    pub sent_bytes: u64,
    /// Controls sent.
    pub inputs: u64,
    /// Ships lost.
    pub deaths: u64,
    /// Ships that a bot knew of at each frame, its own among them.
    pub ships_in_view: Histogram<u32>,
    /// What their screens showed.
    pub views: Views,
    /// How far anchors were from where they were predicted, in millimetres.
    pub correction_error_mm: Histogram<u32>,
    /// From when controls were due to be sent to the frame that acknowledges
    /// them, in µs.
    pub input_to_ack_us: Histogram<u32>,
    /// From when controls were due to be sent to another bot's knowing, in µs.
    pub input_to_other_us: Histogram<u32>,
    /// Between two frames of one bot, in µs.
    pub frame_interval_us: Histogram<u32>,
    /// How late frames were against the server's ticks, in µs.
    pub frame_lateness_us: Histogram<u32>,
    /// From ping to pong, without the time that the server held it, in µs.
    pub round_trip_us: Histogram<u32>,
    /// How much later bots acted than they were to, in µs.
    pub lateness_us: Histogram<u32>,
}

impl Default for Stats {
    fn default() -> Self {
        Self {
            connected: 0,
            joins: 0,
            connect_failures: BTreeMap::new(),
            disconnects: BTreeMap::new(),
            expected_disconnects: BTreeMap::new(),
            breaches: BTreeMap::new(),
            connect_us: times(),
            first_frame_us: times(),
            comebacks: Comebacks::default(),
            newcomers: Newcomers::default(),
            ramp: Measured::default(),
            measured: Measured::default(),
        }
    }
}

impl Default for Measured {
    fn default() -> Self {
        Self {
            bot_time: Duration::ZERO,
            ship_time: Duration::ZERO,
            messages: 0,
            payload_bytes: 0,
            frames: 0,
            sent_messages: 0,
            sent_bytes: 0,
            inputs: 0,
            deaths: 0,
            ships_in_view: histogram(SHIPS_MAX),
            views: Views::default(),
            correction_error_mm: histogram(10_000_000),
            input_to_ack_us: times(),
            input_to_other_us: times(),
            frame_interval_us: times(),
            frame_lateness_us: times(),
            round_trip_us: times(),
            lateness_us: times(),
        }
    }
}

impl Stats {
    /// All bots are there: what is measured is measured from now on.
    pub fn begin_measuring(&mut self) {
        self.ramp = std::mem::take(&mut self.measured);
    }

    /// Notes how far something was from where it was shown.
    pub fn record_correction(&mut self, error_m: f32) {
        let error_mm = (error_m * 1000.0) as u64;
        self.measured
            .correction_error_mm
            .saturating_record(error_mm);
    }

    /// Counts a breach of the protocol.
    pub fn count_breach(&mut self, name: &'static str) {
        *self.breaches.entry(name).or_default() += 1;
    }

    /// Adds what others met.
    pub fn merge(&mut self, other: &Self) {
        self.connected += other.connected;
        self.joins += other.joins;
        add_all(&mut self.connect_failures, &other.connect_failures);
        add_all(&mut self.disconnects, &other.disconnects);
        add_all(&mut self.expected_disconnects, &other.expected_disconnects);
        add_all(&mut self.breaches, &other.breaches);
        add(&mut self.connect_us, &other.connect_us);
        add(&mut self.first_frame_us, &other.first_frame_us);
        self.comebacks.merge(&other.comebacks);
        self.newcomers.merge(&other.newcomers);
        self.ramp.merge(&other.ramp);
        self.measured.merge(&other.measured);
    }
}

impl Measured {
    /// Notes how many ships a bot knows of.
    pub fn record_ships_in_view(&mut self, ships: u64) {
        self.ships_in_view.saturating_record(ships);
    }

    fn merge(&mut self, other: &Self) {
        self.bot_time += other.bot_time;
        self.ship_time += other.ship_time;
        self.messages += other.messages;
        self.payload_bytes += other.payload_bytes;
        self.frames += other.frames;
        self.sent_messages += other.sent_messages;
        self.sent_bytes += other.sent_bytes;
        self.inputs += other.inputs;
        self.deaths += other.deaths;
        add(&mut self.ships_in_view, &other.ships_in_view);
        self.views.merge(&other.views);
        add(&mut self.correction_error_mm, &other.correction_error_mm);
        add(&mut self.input_to_ack_us, &other.input_to_ack_us);
        add(&mut self.input_to_other_us, &other.input_to_other_us);
        add(&mut self.frame_interval_us, &other.frame_interval_us);
        add(&mut self.frame_lateness_us, &other.frame_lateness_us);
        add(&mut self.round_trip_us, &other.round_trip_us);
        add(&mut self.lateness_us, &other.lateness_us);
    }
}

/// Notes a time.
pub fn record(times_us: &mut Histogram<u32>, time: Duration) {
    times_us.saturating_record(micros(time));
}

/// Notes a silence in which something was promised every so often: what should
/// have come in it would have waited for the rest of it.
pub fn record_silence(times_us: &mut Histogram<u32>, silence: Duration, promised: Duration) {
    times_us
        .record_correct(micros(silence).min(TIME_US_MAX), micros(promised))
        .expect("it is cut to the upper bound, and there is no lower one");
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Counts a name once more.
pub fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, name: K) {
    *counts.entry(name).or_default() += 1;
}

/// Adds one histogram to another of its kind.
pub fn add(sum: &mut Histogram<u32>, more: &Histogram<u32>) {
    sum.add(more)
        .expect("histograms of a kind have the same bounds");
}

fn add_all<K: Ord + Clone>(sums: &mut BTreeMap<K, u64>, more: &BTreeMap<K, u64>) {
    for (name, count) in more {
        *sums.entry(name.clone()).or_default() += count;
    }
}

const TIME_US_MAX: u64 = 100_000_000;
const SHIPS_MAX: u64 = 100_000;

fn times() -> Histogram<u32> {
    histogram(TIME_US_MAX)
}

/// Values from 0 to `max` to a percent; larger ones count as `max`.
pub fn histogram(max: u64) -> Histogram<u32> {
    Histogram::new_with_max(max, 2).expect("bounds and precision are sound")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silence_counts_for_all_that_should_have_come_in_it() {
        let mut times_us = times();
        record_silence(
            &mut times_us,
            Duration::from_secs(6),
            Duration::from_secs(2),
        );
        let seconds: Vec<u64> = times_us
            .iter_recorded()
            .map(|step| step.value_iterated_to() / 1_000_000)
            .collect();
        assert_eq!((times_us.len(), seconds), (3, vec![2, 4, 6]));
    }

    #[test]
    fn what_was_met_while_bots_came_is_not_measured() {
        let mut stats = Stats::default();
        stats.measured.frames = 3;
        stats.begin_measuring();
        stats.measured.frames += 1;
        assert_eq!((stats.ramp.frames, stats.measured.frames), (3, 1));
    }
}
