//! What bots met, counted.

use std::collections::BTreeMap;
use std::time::Duration;

use hdrhistogram::Histogram;

/// What the bots of one thread met, or of all.
#[derive(Debug)]
pub struct Stats {
    /// Bots that were welcomed.
    pub connected: u64,
    /// Why others were not.
    pub connect_failures: BTreeMap<String, u64>,
    /// Why bots were cut off before the end.
    pub disconnects: BTreeMap<String, u64>,
    /// How the server broke the protocol.
    pub breaches: BTreeMap<&'static str, u64>,
    /// The time that all bots were connected, added up.
    pub bot_time: Duration,
    /// Messages from the server.
    pub messages: u64,
    /// Their bytes.
    pub payload_bytes: u64,
    /// The frames among them.
    pub frames: u64,
    /// Controls sent.
    pub inputs: u64,
    /// Ships lost.
    pub deaths: u64,
    /// How far anchors were from where they were predicted, in millimetres.
    pub correction_error_mm: Histogram<u32>,
    /// From sending controls to the frame that acknowledges them, in µs.
    pub input_to_ack_us: Histogram<u32>,
    /// Between two frames of one bot, in µs.
    pub frame_interval_us: Histogram<u32>,
    /// From ping to pong, without the time that the server held it, in µs.
    pub round_trip_us: Histogram<u32>,
}

impl Default for Stats {
    fn default() -> Self {
        Self {
            connected: 0,
            connect_failures: BTreeMap::new(),
            disconnects: BTreeMap::new(),
            breaches: BTreeMap::new(),
            bot_time: Duration::ZERO,
            messages: 0,
            payload_bytes: 0,
            frames: 0,
            inputs: 0,
            deaths: 0,
            correction_error_mm: histogram(10_000_000),
            input_to_ack_us: histogram(100_000_000),
            frame_interval_us: histogram(100_000_000),
            round_trip_us: histogram(100_000_000),
        }
    }
}

impl Stats {
    /// Counts a breach of the protocol.
    pub fn count_breach(&mut self, name: &'static str) {
        *self.breaches.entry(name).or_default() += 1;
    }

    /// Adds what others met.
    pub fn merge(&mut self, other: &Self) {
        self.connected += other.connected;
        add_all(&mut self.connect_failures, &other.connect_failures);
        add_all(&mut self.disconnects, &other.disconnects);
        add_all(&mut self.breaches, &other.breaches);
        self.bot_time += other.bot_time;
        self.messages += other.messages;
        self.payload_bytes += other.payload_bytes;
        self.frames += other.frames;
        self.inputs += other.inputs;
        self.deaths += other.deaths;
        add(&mut self.correction_error_mm, &other.correction_error_mm);
        add(&mut self.input_to_ack_us, &other.input_to_ack_us);
        add(&mut self.frame_interval_us, &other.frame_interval_us);
        add(&mut self.round_trip_us, &other.round_trip_us);
    }
}

/// Notes a time in microseconds.
pub fn record(times_us: &mut Histogram<u32>, time: Duration) {
    times_us.saturating_record(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
}

fn add(sum: &mut Histogram<u32>, more: &Histogram<u32>) {
    sum.add(more)
        .expect("histograms of a kind have the same bounds");
}

fn add_all<K: Ord + Clone>(sums: &mut BTreeMap<K, u64>, more: &BTreeMap<K, u64>) {
    for (name, count) in more {
        *sums.entry(name.clone()).or_default() += count;
    }
}

/// Values from 0 to `max` to a percent; larger ones count as `max`.
fn histogram(max: u64) -> Histogram<u32> {
    Histogram::new_with_max(max, 2).expect("bounds and precision are sound")
}
