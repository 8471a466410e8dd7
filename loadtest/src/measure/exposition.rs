//! What a server's `/metrics` says, in Prometheus' text.

use std::time::Duration;

/// The server's figures at one time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exposition {
    /// Rooms, each with ticks of its own.
    pub rooms: u64,
    /// Ticks of all rooms so far.
    pub ticks: u64,
    /// Those that began late.
    pub late_ticks: u64,
    /// Ticks that took at most so many seconds, by seconds.
    pub tick_buckets_s: Vec<(f64, u64)>,
    /// CPU time used so far.
    pub cpu: Option<Duration>,
    /// Resident memory in bytes.
    pub resident_bytes: Option<u64>,
    /// Who flies in all rooms, people and bots.
    pub players: u64,
    /// Spectators in all rooms.
    pub spectators: u64,
    /// What the room under the most pressure gives up, 0 for nothing.
    pub relief: Option<u64>,
    /// 0 if everybody may come in, 1 if newcomers may only watch, 2 for nobody.
    pub load: Option<u64>,
}

impl Exposition {
    /// Reads the text. None if it is not that of this game's server.
    pub fn parse(text: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut has_ticks = false;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, value)) = line.rsplit_once(' ') else {
                continue;
            };
            let Ok(value) = value.parse::<f64>() else {
                continue;
            };
            let (name, labels) = name.split_once('{').unwrap_or((name, ""));
            match name {
                "asteroids_ticks_total" => {
                    has_ticks = true;
                    found.ticks = value as u64;
                }
                "asteroids_late_ticks_total" => found.late_ticks = value as u64,
                "asteroids_players" => {
                    found.rooms += 1;
                    found.players += value as u64;
                }
                "asteroids_bots" => found.players += value as u64,
                "asteroids_spectators" => found.spectators += value as u64,
                "asteroids_relief" => found.relief = found.relief.max(Some(value as u64)),
                "asteroids_load" => found.load = Some(value as u64),
                "process_cpu_seconds_total" => {
                    found.cpu = Duration::try_from_secs_f64(value).ok();
                }
                "process_resident_memory_bytes" => found.resident_bytes = Some(value as u64),
                "asteroids_tick_duration_seconds_bucket" => {
                    let bound_s = bound_s(labels)?;
                    found.tick_buckets_s.push((bound_s, value as u64));
                }
                _ => {}
            }
        }
        has_ticks.then_some(found)
    }

    /// The quantile of how long the ticks since `before` took, in
    /// milliseconds, as Prometheus estimates it: ticks lie evenly in a bucket.
    pub fn tick_ms_since(&self, before: &Self, quantile: f64) -> Option<f64> {
        let count_before = |index: usize| before.tick_buckets_s.get(index).map_or(0, |b| b.1);
        let counts = self
            .tick_buckets_s
            .iter()
            .enumerate()
            .map(|(index, &(bound_s, count))| (bound_s, count.saturating_sub(count_before(index))));
        let all = counts.clone().next_back()?.1;
        if all == 0 {
            return None;
        }
        let rank = quantile * all as f64;
        let mut below = (0.0, 0);
        for (bound_s, count) in counts {
            if count as f64 >= rank && count > below.1 {
                if bound_s.is_infinite() {
                    break;
                }
                let share = (rank - below.1 as f64) / (count - below.1) as f64;
                return Some(1000.0 * (below.0 + share * (bound_s - below.0)));
            }
            below = (bound_s, count);
        }
        Some(1000.0 * below.0)
    }
}

fn bound_s(labels: &str) -> Option<f64> {
    let (_, bound) = labels.split_once("le=\"")?;
    let (bound, _) = bound.split_once('"')?;
    match bound {
        "+Inf" => Some(f64::INFINITY),
        number => number.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# HELP asteroids_ticks_total Ticks of all rooms
# TYPE asteroids_ticks_total counter
asteroids_ticks_total 200

asteroids_late_ticks_total 3
asteroids_players{room=\"1\"} 40
asteroids_players{room=\"2\"} 2
asteroids_bots{room=\"2\"} 5
asteroids_spectators{room=\"1\"} 7
asteroids_relief{room=\"1\"} 2
asteroids_relief{room=\"2\"} 0
asteroids_load 1
asteroids_tick_duration_seconds_bucket{le=\"0.001\"} 100
asteroids_tick_duration_seconds_bucket{le=\"0.002\"} 190
asteroids_tick_duration_seconds_bucket{le=\"+Inf\"} 200
asteroids_tick_duration_seconds_count 200
process_cpu_seconds_total 1.5
process_resident_memory_bytes 1.048576e+06
";

    fn server() -> Exposition {
        Exposition::parse(TEXT).expect("a server's metrics")
    }

    #[test]
    fn rooms_are_added_up() {
        let server = server();
        assert_eq!(
            (server.rooms, server.players, server.spectators),
            (2, 47, 7)
        );
        assert_eq!((server.ticks, server.late_ticks), (200, 3));
        let pressure = (server.relief, server.load);
        assert_eq!(pressure, (Some(2), Some(1)), "the room that has most of it");
        assert_eq!(server.cpu, Some(Duration::from_millis(1500)));
        assert_eq!(server.resident_bytes, Some(1024 * 1024));
    }

    #[test]
    fn quantiles_lie_within_their_buckets() {
        let quantile = |q| {
            server()
                .tick_ms_since(&Exposition::default(), q)
                .expect("ticks")
        };
        assert_eq!(quantile(0.5), 1.0);
        assert_eq!(quantile(0.725), 1.5);
        assert_eq!(
            quantile(0.99),
            2.0,
            "beyond the last bound that bound is known"
        );
    }

    #[test]
    fn only_ticks_since_then_count() {
        let mut later = server();
        later.tick_buckets_s[1].1 += 10;
        later.tick_buckets_s[2].1 += 10;
        let median_ms = later.tick_ms_since(&server(), 0.5).expect("ticks");
        assert!((median_ms - 1.5).abs() < 1e-9, "{median_ms}");
        assert_eq!(server().tick_ms_since(&server(), 0.5), None);
    }

    #[test]
    fn a_server_without_process_figures_is_understood() {
        let text = "asteroids_ticks_total 1\n";
        let server = Exposition::parse(text).expect("metrics");
        assert_eq!((server.cpu, server.resident_bytes), (None, None));
        assert_eq!((server.relief, server.load), (None, None));
    }

    #[test]
    fn a_page_of_something_else_is_not() {
        assert_eq!(Exposition::parse("<html>not found</html>"), None);
        assert_eq!(Exposition::parse("go_goroutines 5\n"), None);
    }
}
