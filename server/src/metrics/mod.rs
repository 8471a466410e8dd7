//! What the server counts and measures, under the names that Prometheus reads.

pub mod cluster;
pub mod private;

use std::sync::OnceLock;
use std::time::Duration;
use std::{fmt::Write as _, fs, io};

use asteroids_shared::Kind;
use asteroids_shared::rules::DT_S;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::room::{RoomStatus, Sent};

/// Histogram: how long a tick takes, in seconds.
pub const TICK_DURATION_SECONDS: &str = "asteroids_tick_duration_seconds";
/// Counter: ticks of all rooms.
pub const TICKS: &str = "asteroids_ticks_total";
/// Counter: ticks that began more than half a tick late.
pub const LATE_TICKS: &str = "asteroids_late_ticks_total";
/// Counter: frames handed to clients' outboxes.
pub const FRAMES_SENT: &str = "asteroids_frames_sent_total";
/// Counter: bytes of all messages handed to clients' outboxes.
pub const BYTES_SENT: &str = "asteroids_bytes_sent_total";
/// Counter: anchors published, each once however many clients are told.
pub const ANCHORS: &str = "asteroids_anchors_total";
/// Counter: control changes published, each once however many clients are told.
pub const CONTROL_CHANGES: &str = "asteroids_control_changes_total";
/// Counter: frames not composed because a client's outbox was full.
pub const OUTBOX_SKIPS: &str = "asteroids_outbox_skips_total";
/// Counter: messages that could not be decoded.
pub const DECODE_ERRORS: &str = "asteroids_decode_errors_total";
/// Counter: messages ignored by the rate limit.
pub const IGNORED_MESSAGES: &str = "asteroids_ignored_messages_total";
/// Counter: rooms that have panicked and begun anew.
pub const ROOM_RESTARTS: &str = "asteroids_room_restarts_total";
/// Counter: newcomers refused because all places, or all for their address, are
/// taken, or the server is loaded.
pub const REFUSED: &str = "asteroids_refused_newcomers_total";
/// Counter: requests refused because of the page that they came from.
pub const FOREIGN_ORIGINS: &str = "asteroids_foreign_origins_total";
/// Counter: people who watched and were let go because the server was overloaded.
pub const THINNED: &str = "asteroids_thinned_spectators_total";
/// Counter: lines said in chats.
pub const CHAT_LINES: &str = "asteroids_chat_lines_total";
/// Counter: lines that nobody was told, because of a limit or a moderator.
pub const CHAT_REFUSED: &str = "asteroids_chat_refused_lines_total";
/// Counter: reports of what players have earned that are stored.
pub const STORED_EVENTS: &str = "asteroids_stored_events_total";
/// Gauge: for how long the disk has taken nothing that players have earned, in
/// seconds; 0 while it does.
pub const UNSTORED_SECONDS: &str = "asteroids_unstored_seconds";
/// Gauge: the size of the store's file.
pub const STORE_BYTES: &str = "asteroids_store_bytes";
/// Gauge: 0 if everybody may come in, 1 if newcomers may only watch, 2 if
/// nobody comes in and those who watch are thinned.
pub const LOAD: &str = "asteroids_load";
/// Gauge: memory of the process and its sockets, or of its control group.
pub const MEMORY_USED: &str = "asteroids_memory_used_bytes";
/// Gauge: how much memory there is for it.
pub const MEMORY_LIMIT: &str = "asteroids_memory_limit_bytes";
/// Gauge by source: 1 if what it tells of memory cannot be read, and something
/// larger is assumed in its place.
pub const MEMORY_BLIND: &str = "asteroids_memory_blind";
/// Gauge: open WebSocket connections.
pub const CONNECTIONS: &str = "asteroids_connections";
/// Gauge by room: people who fly.
pub const PLAYERS: &str = "asteroids_players";
/// Gauge by room: bots that fly.
pub const BOTS: &str = "asteroids_bots";
/// Gauge by room: people who watch.
pub const SPECTATORS: &str = "asteroids_spectators";
/// Gauge by room: how fast its time runs, 1 as it should, less when it dilates.
pub const TIME_RATE: &str = "asteroids_time_rate";
/// Gauge by room: how much it gives up to keep time, 0 for nothing. In this order:
/// frames of those who watch, news of what is distant, frames of pilots.
pub const RELIEF: &str = "asteroids_relief";
/// Gauge by room: 1 while nobody flies or watches and it makes no ticks.
pub const STANDING_STILL: &str = "asteroids_standing_still";
/// Gauge by room: 1 while its log loses what happens.
pub const LOG_DEGRADED: &str = "asteroids_log_degraded";
/// Gauge by room: how large the files of its log are.
pub const LOG_BYTES: &str = "asteroids_log_bytes";
/// Gauge by room and kind: entities.
pub const ENTITIES: &str = "asteroids_entities";

/// Counter: films of rooms that were made.
pub const FILMS_MADE: &str = "asteroids_films_made_total";
/// Counter: films that somebody got which had been made before.
pub const FILM_HITS: &str = "asteroids_film_cache_hits_total";
/// Gauge: films that somebody waits for.
pub const FILMS_WAITING: &str = "asteroids_films_waiting";
/// Gauge: how much of processors the making of films has taken, in seconds.
pub const FILM_CPU_SECONDS: &str = "asteroids_films_cpu_seconds";
/// Gauge: how large the films are that are kept.
pub const FILM_BYTES: &str = "asteroids_film_bytes";

const COUNTERS: [(&str, &str); 18] = [
    (TICKS, "Ticks of all rooms"),
    (LATE_TICKS, "Ticks that began more than half a tick late"),
    (FRAMES_SENT, "Frames handed to clients"),
    (BYTES_SENT, "Bytes handed to clients"),
    (ANCHORS, "Anchors published"),
    (CONTROL_CHANGES, "Control changes published"),
    (
        OUTBOX_SKIPS,
        "Frames not composed because an outbox was full",
    ),
    (DECODE_ERRORS, "Messages that could not be decoded"),
    (IGNORED_MESSAGES, "Messages ignored by the rate limit"),
    (REFUSED, "Newcomers refused"),
    (
        FOREIGN_ORIGINS,
        "Requests refused because of the page that they came from",
    ),
    (
        THINNED,
        "People who watched and were let go because of overload",
    ),
    (ROOM_RESTARTS, "Rooms that have panicked and begun anew"),
    (CHAT_LINES, "Lines said in chats"),
    (CHAT_REFUSED, "Lines that nobody was told"),
    (STORED_EVENTS, "Reports of what players earned, stored"),
    (FILMS_MADE, "Films of rooms that were made"),
    (FILM_HITS, "Films handed out that had been made before"),
];

const GAUGES: [(&str, &str); 19] = [
    (CONNECTIONS, "Open WebSocket connections"),
    (PLAYERS, "People who fly"),
    (BOTS, "Bots that fly"),
    (SPECTATORS, "People who watch"),
    (
        TIME_RATE,
        "How fast a room's time runs, below 1 when it dilates",
    ),
    (STANDING_STILL, "1 while nobody flies in or watches a room"),
    (RELIEF, "How much a room gives up to keep time"),
    (LOG_DEGRADED, "1 while the log of a room loses what happens"),
    (LOG_BYTES, "Size of the log of a room"),
    (ENTITIES, "Entities by kind"),
    (LOAD, "0: all may come in, 1: only to watch, 2: nobody"),
    (MEMORY_USED, "Memory of the process and its sockets"),
    (MEMORY_LIMIT, "Memory that there is for it"),
    (
        MEMORY_BLIND,
        "1 if this source of the above cannot be read and is guessed",
    ),
    (
        UNSTORED_SECONDS,
        "For how long the disk has taken nothing, 0 while it does",
    ),
    (STORE_BYTES, "Size of the store's file"),
    (FILMS_WAITING, "Films that somebody waits for"),
    (
        FILM_CPU_SECONDS,
        "Processor time that the making of films has taken",
    ),
    (FILM_BYTES, "Size of the films that are kept"),
];

/// A millisecond each up to the time that a tick has, and coarser ones beyond.
fn tick_buckets_s() -> Vec<f64> {
    let fine = (1..32).map(|ms| f64::from(ms) / 1e3);
    let coarse = [1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 8.0].map(|ticks| ticks * f64::from(DT_S));
    fine.chain(coarse).collect()
}

/// The process's one recorder of metrics. Cheap to clone.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// The recorder behind the macros of the `metrics` crate. The first call
    /// installs it.
    pub fn install() -> Self {
        static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
        Self(RECORDER.get_or_init(install_recorder).clone())
    }

    /// Drains what histograms have gathered since the last call or scrape. To
    /// be called every few seconds, or they grow while nobody scrapes.
    pub fn upkeep(&self) {
        self.0.run_upkeep();
    }

    /// Everything as Prometheus text.
    pub fn render(&self, rooms: &[RoomStatus], connections: usize) -> String {
        gauge!(CONNECTIONS).set(connections as f64);
        for room in rooms {
            let number = room.room.to_string();
            gauge!(PLAYERS, "room" => number.clone()).set(room.players);
            gauge!(BOTS, "room" => number.clone()).set(room.bots);
            gauge!(SPECTATORS, "room" => number.clone()).set(room.spectators);
            gauge!(TIME_RATE, "room" => number.clone()).set(room.time_rate);
            gauge!(RELIEF, "room" => number.clone()).set(room.relief);
            gauge!(STANDING_STILL, "room" => number.clone()).set(u32::from(room.stands_still));
            if let Some(membership) = room.membership {
                cluster::tell(&number, membership);
            }
            if let Some(log) = room.log {
                gauge!(LOG_DEGRADED, "room" => number.clone()).set(u32::from(log.is_degraded));
                gauge!(LOG_BYTES, "room" => number.clone()).set(log.bytes as f64);
            }
            for (kind, count) in Kind::ALL.iter().zip(room.entities) {
                gauge!(ENTITIES, "room" => number.clone(), "kind" => kind.name()).set(count);
            }
        }
        let mut text = self.0.render();
        if let Ok(process) = Process::now() {
            process.append_to(&mut text);
        }
        text
    }
}

fn install_recorder() -> PrometheusHandle {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(
            Matcher::Full(TICK_DURATION_SECONDS.to_owned()),
            &tick_buckets_s(),
        )
        .and_then(|builder| {
            let append = Matcher::Full(cluster::APPEND_SECONDS.to_owned());
            builder.set_buckets_for_metric(append, &cluster::APPEND_BUCKETS_S)
        })
        .expect("no list of buckets is empty")
        .install_recorder()
        .expect("nobody installs one but `Metrics::install`, once");
    describe_histogram!(TICK_DURATION_SECONDS, "How long a tick takes");
    for (name, text) in COUNTERS {
        describe_counter!(name, text);
        counter!(name).increment(0);
    }
    for (name, text) in GAUGES {
        describe_gauge!(name, text);
    }
    cluster::describe();
    private::describe();
    gauge!(UNSTORED_SECONDS).set(0.0);
    handle
}

/// Counts one tick of a room.
pub fn count_tick(took: Duration, late: bool) {
    histogram!(TICK_DURATION_SECONDS).record(took);
    counter!(TICKS).increment(1);
    counter!(LATE_TICKS).increment(late.into());
}

/// Counts events that the store has written.
pub fn count_stored(events: usize) {
    counter!(STORED_EVENTS).increment(events as u64);
    gauge!(UNSTORED_SECONDS).set(0.0);
}

/// Tells how large the store's file is.
pub fn tell_store_size(file_bytes: u64) {
    gauge!(STORE_BYTES).set(file_bytes as f64);
}

/// Tells for how long the disk has taken nothing.
pub fn tell_unstored(since: Duration) {
    gauge!(UNSTORED_SECONDS).set(since);
}

/// Tells how much memory is used, and how much there is.
pub fn tell_memory(used_bytes: u64, limit_bytes: u64) {
    gauge!(MEMORY_USED).set(used_bytes as f64);
    gauge!(MEMORY_LIMIT).set(limit_bytes as f64);
}

/// Tells whether a source of these numbers cannot be read.
pub fn tell_memory_blind(source: &'static str, blind: bool) {
    gauge!(MEMORY_BLIND, "source" => source).set(if blind { 1.0 } else { 0.0 });
}

/// Tells the load, see [`LOAD`].
pub fn tell_load(load: u8) {
    gauge!(LOAD).set(load);
}

/// Counts people who watched and were let go.
pub fn count_thinned(spectators: usize) {
    counter!(THINNED).increment(spectators as u64);
}

/// Counts a film that was made.
pub fn count_film() {
    counter!(FILMS_MADE).increment(1);
}

/// Counts a film that was handed out and had been made before.
pub fn count_film_hit() {
    counter!(FILM_HITS).increment(1);
}

/// Tells how much of processors films have taken.
pub fn tell_film_cpu(taken: Duration) {
    gauge!(FILM_CPU_SECONDS).set(taken);
}

/// Tells how many films are waited for, and how large those are that are kept.
pub fn tell_films(waiting: usize, kept_bytes: u64) {
    gauge!(FILMS_WAITING).set(waiting as f64);
    gauge!(FILM_BYTES).set(kept_bytes as f64);
}

/// Counts a room that has panicked and begins anew.
pub fn count_restart() {
    counter!(ROOM_RESTARTS).increment(1);
}

/// Counts what a room has sent since `before`.
pub fn count_sent(before: &Sent, now: &Sent) {
    counter!(FRAMES_SENT).increment(now.frames - before.frames);
    counter!(BYTES_SENT).increment(now.bytes - before.bytes);
    counter!(OUTBOX_SKIPS).increment(now.skips - before.skips);
    counter!(ANCHORS).increment(now.anchors - before.anchors);
    counter!(CONTROL_CHANGES).increment(now.control_changes - before.control_changes);
}

/// What the process costs, as Linux tells it.
struct Process {
    cpu_s: f64,
    /// Memory in RAM.
    resident_bytes: u64,
}

impl Process {
    /// Linux tells processor time in hundredths of a second, on every machine.
    const TICKS_PER_S: f64 = 100.0;

    /// As it is now.
    fn now() -> io::Result<Self> {
        let stat = fs::read_to_string("/proc/self/stat")?;
        let status = fs::read_to_string("/proc/self/status")?;
        Self::parse(&stat, &status).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    fn parse(stat: &str, status: &str) -> Option<Self> {
        // The second field is the program's name in brackets and may hold spaces.
        let (_, after_name) = stat.rsplit_once(')')?;
        let mut times = after_name.split_whitespace().skip(11);
        let user: f64 = times.next()?.parse().ok()?;
        let system: f64 = times.next()?.parse().ok()?;
        let resident = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
        let resident_kb: u64 = resident.split_whitespace().next()?.parse().ok()?;
        Some(Self {
            cpu_s: (user + system) / Self::TICKS_PER_S,
            resident_bytes: resident_kb * 1024,
        })
    }

    /// Written by hand, because counters of the `metrics` crate are whole numbers.
    fn append_to(&self, text: &mut String) {
        let Self {
            cpu_s,
            resident_bytes,
        } = self;
        write!(
            text,
            "# HELP process_cpu_seconds_total Processor time, user and system\n\
             # TYPE process_cpu_seconds_total counter\n\
             process_cpu_seconds_total {cpu_s}\n\
             # HELP process_resident_memory_bytes Memory in RAM\n\
             # TYPE process_resident_memory_bytes gauge\n\
             process_resident_memory_bytes {resident_bytes}\n"
        )
        .expect("a string takes every byte");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_with_brackets_in_its_name_is_read() {
        let stat = "7 (odd) name) S 1 7 7 0 -1 4194560 1 0 0 0 150 25 0 0 20 0 1 0 9 1 1";
        let status = "Name:\todd\nVmRSS:\t    2048 kB\n";
        let process = Process::parse(stat, status).expect("it is well formed");
        assert_eq!(process.cpu_s, 1.75);
        assert_eq!(process.resident_bytes, 2 * 1024 * 1024);
    }

    #[test]
    fn counters_are_there_before_anything_happens() {
        let text = Metrics::install().render(&[], 3);
        for (name, _) in COUNTERS {
            assert!(text.contains(&format!("\n{name} ")), "{name}:\n{text}");
        }
        assert!(text.contains("asteroids_connections 3"));
        assert!(text.contains("process_resident_memory_bytes "));
    }
}
