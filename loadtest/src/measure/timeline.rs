//! What was seen of a run, second by second.

use std::sync::atomic::Ordering;
use std::time::Instant;

use asteroids_shared::rules::TICK_RATE_HZ;

use crate::crew::Pulse;
use crate::measure::exposition::Exposition;
use crate::report::Second;

/// How all bots and the server did at one time.
#[derive(Clone, Debug)]
pub struct Sample {
    /// When.
    pub at: Instant,
    /// Bots that are connected.
    pub bots: u64,
    /// Frames so far.
    pub frames: u64,
    /// Bytes of all messages so far.
    pub payload_bytes: u64,
    /// What went wrong so far.
    pub faults: u64,
    /// What the server tells of itself.
    pub server: Option<Exposition>,
}

/// What a part of a run cost the server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cost {
    /// CPU time for a bot and second, in milliseconds.
    pub cpu_ms_per_bot_second: Option<f64>,
    /// The share of a core.
    pub cpu_share: Option<f64>,
    /// The most resident memory.
    pub resident_bytes: Option<u64>,
    /// Resident memory at the end.
    pub resident_bytes_at_end: Option<u64>,
    /// The most that a room gave up.
    pub relief_max: Option<u64>,
    /// The most that the server kept newcomers out.
    pub load_max: Option<u64>,
    /// Late ticks among all.
    pub late_ticks_ratio: Option<f64>,
    /// How many seconds a world lived in a second.
    pub time_dilation: Option<f64>,
    /// The median of how long ticks took.
    pub tick_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub tick_ms_p99: Option<f64>,
}

impl Sample {
    /// The sum of all crews, and the server.
    pub fn new(at: Instant, crews: &[Pulse], server: Option<Exposition>) -> Self {
        let mut sample = Self {
            at,
            bots: 0,
            frames: 0,
            payload_bytes: 0,
            faults: 0,
            server,
        };
        for crew in crews {
            sample.bots += crew.bots.load(Ordering::Relaxed);
            sample.frames += crew.frames.load(Ordering::Relaxed);
            sample.payload_bytes += crew.payload_bytes.load(Ordering::Relaxed);
            sample.faults += crew.faults.load(Ordering::Relaxed);
        }
        sample
    }

    /// The time since the sample `before` as a row.
    pub fn since(&self, before: &Self, second: u32) -> Second {
        let elapsed_s = (self.at - before.at).as_secs_f64().max(1e-3);
        let rate = |now: u64, before: u64| now.saturating_sub(before) as f64 / elapsed_s;
        let mut row = Second {
            second,
            bots: self.bots,
            payload_bytes_per_second: rate(self.payload_bytes, before.payload_bytes),
            frames_per_second: rate(self.frames, before.frames),
            ..Second::default()
        };
        if let Some(server) = &self.server {
            row.players = Some(server.players);
            row.spectators = Some(server.spectators);
            row.server_rss_bytes = server.resident_bytes;
            row.server_relief = server.relief;
        }
        let cost = cost(&[before.clone(), self.clone()]);
        row.tick_ms_p50 = cost.tick_ms_p50;
        row.tick_ms_p99 = cost.tick_ms_p99;
        row.server_cpu_share = cost.cpu_share;
        if let (Some(now), Some(before)) = (&self.server, &before.server) {
            row.late_ticks = Some(now.late_ticks.saturating_sub(before.late_ticks));
        }
        row
    }
}

/// What the time of these samples cost the server, from the first to the last
/// in which it told of itself.
pub fn cost(samples: &[Sample]) -> Cost {
    let told = |sample: &&Sample| sample.server.is_some();
    let first = samples.iter().position(|sample| told(&sample));
    let last = samples.iter().rposition(|sample| told(&sample));
    let (Some(first), Some(last)) = (first, last) else {
        return Cost::default();
    };
    let samples = &samples[first..=last];
    let (before, now) = (&samples[0], &samples[samples.len() - 1]);
    let (Some(server_before), Some(server)) = (&before.server, &now.server) else {
        return Cost::default();
    };
    let elapsed_s = (now.at - before.at).as_secs_f64();
    let bot_seconds: f64 = samples
        .windows(2)
        .map(|pair| (pair[1].at - pair[0].at).as_secs_f64() * pair[1].bots as f64)
        .sum();
    let cpu_s = server
        .cpu
        .zip(server_before.cpu)
        .map(|(now, before)| now.saturating_sub(before).as_secs_f64());
    let per = |cpu_s: Option<f64>, seconds: f64| {
        cpu_s.filter(|_| seconds > 0.0).map(|cpu_s| cpu_s / seconds)
    };
    let ticks = server.ticks.saturating_sub(server_before.ticks);
    let ticks_wanted = elapsed_s * f64::from(TICK_RATE_HZ) * server.rooms as f64;
    let late = server.late_ticks.saturating_sub(server_before.late_ticks);
    let most = |figure: fn(&Exposition) -> Option<u64>| {
        let told = samples.iter().filter_map(|sample| sample.server.as_ref());
        told.filter_map(figure).max()
    };
    Cost {
        cpu_ms_per_bot_second: per(cpu_s, bot_seconds).map(|cpu_s| 1000.0 * cpu_s),
        cpu_share: per(cpu_s, elapsed_s),
        resident_bytes: most(|server| server.resident_bytes),
        resident_bytes_at_end: server.resident_bytes,
        relief_max: most(|server| server.relief),
        load_max: most(|server| server.load),
        late_ticks_ratio: (ticks > 0).then(|| late as f64 / ticks as f64),
        time_dilation: (ticks_wanted > 0.0).then(|| ticks as f64 / ticks_wanted),
        tick_ms_p50: server.tick_ms_since(server_before, 0.5),
        tick_ms_p99: server.tick_ms_since(server_before, 0.99),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn sample(start: Instant, second: u64, bots: u64) -> Sample {
        Sample {
            at: start + Duration::from_secs(second),
            bots,
            frames: 10 * bots * second,
            payload_bytes: 300 * bots * second,
            faults: 0,
            server: Some(Exposition {
                rooms: 1,
                ticks: 32 * second,
                late_ticks: second,
                tick_buckets_s: vec![(0.002, 32 * second), (f64::INFINITY, 32 * second)],
                cpu: Some(Duration::from_millis(100 * second)),
                resident_bytes: Some(1_000_000 * (10 - second)),
                players: bots,
                spectators: 0,
                relief: Some(4 - second.abs_diff(3)),
                load: Some(0),
            }),
        }
    }

    #[test]
    fn a_second_is_the_difference_of_two_samples() {
        let start = Instant::now();
        let row = sample(start, 3, 500).since(&sample(start, 2, 500), 3);
        assert_eq!((row.second, row.bots, row.players), (3, 500, Some(500)));
        assert!((row.frames_per_second - 5000.0).abs() < 1e-6);
        assert_eq!(row.late_ticks, Some(1));
        let cpu = row.server_cpu_share.expect("CPU");
        assert!((cpu - 0.1).abs() < 1e-6, "{cpu}");
    }

    #[test]
    fn the_cost_is_shared_among_the_bots() {
        let start = Instant::now();
        let samples: Vec<_> = (0..5).map(|second| sample(start, second, 500)).collect();
        let cost = cost(&samples);
        let cpu_ms = cost.cpu_ms_per_bot_second.expect("CPU");
        assert!((cpu_ms - 0.2).abs() < 1e-6, "{cpu_ms}");
        assert_eq!(cost.late_ticks_ratio, Some(1.0 / 32.0));
        assert_eq!(cost.time_dilation, Some(1.0));
        assert_eq!(cost.tick_ms_p50, Some(1.0));
        assert_eq!(
            cost.resident_bytes,
            Some(10_000_000),
            "the most that it was"
        );
        assert_eq!(cost.resident_bytes_at_end, Some(6_000_000));
        assert_eq!((cost.relief_max, cost.load_max), (Some(4), Some(0)));
    }

    #[test]
    fn seconds_in_which_the_server_said_nothing_are_bridged() {
        let start = Instant::now();
        let mut samples: Vec<_> = (0..5).map(|second| sample(start, second, 500)).collect();
        let whole = cost(&samples);
        samples[2].server = None;
        assert_eq!(cost(&samples), whole);
        assert_eq!(samples[3].since(&samples[2], 3).server_cpu_share, None);
    }

    #[test]
    fn a_server_that_tells_nothing_costs_nobody_knows_what() {
        let mut alone = sample(Instant::now(), 1, 5);
        alone.server = None;
        assert_eq!(cost(&[alone.clone(), alone]), Cost::default());
        assert_eq!(cost(&[]), Cost::default());
    }
}
