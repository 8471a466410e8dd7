//! A log whose thread and clock are played by the test.

mod crashes;
mod damage;
mod disks;
mod retention;
mod round_trips;
mod sizes;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io};

use asteroids_shared::Tick;

use super::disk::{Disk, Folder};
use super::head::LogId;
use super::inventory::Inventory;
use super::keeper::{Keeper, WRITE_EVERY};
use super::recovery::{Found, recover};
use super::settings::{Keep, LogSettings};
use super::writer::Writer;
use super::{Log, LogEntry};

const TICK: Duration = Duration::from_nanos(1_000_000_000 / 32);

/// A folder that goes when the test does.
struct Scrap(PathBuf);

impl Scrap {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(format!("asteroids-log-{process}-{count}"));
        fs::create_dir_all(&path).expect("the temporary folder takes folders");
        Self(path)
    }

    /// Where a log is in it.
    fn log(&self) -> PathBuf {
        self.0.join("1")
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the entry of a tick has in these tests: often nothing.
fn payload(tick: Tick) -> Vec<u8> {
    let length = if tick.is_multiple_of(3) { 0 } else { tick % 30 };
    (0..length).map(|place| (place * tick) as u8).collect()
}

/// What the snapshot of a tick has.
fn state(tick: Tick) -> Vec<u8> {
    (0..1000 + tick).map(|place| (place / 7) as u8).collect()
}

/// A log and what its thread does.
struct Played {
    log: Log,
    keeper: Keeper,
    tick: Tick,
    now: Instant,
    wakes_at: Instant,
}

impl Played {
    /// A new log in a folder.
    fn begin(folder: &Path) -> Self {
        let disk = Folder::open(folder).expect("it can be made");
        Self::begin_on(Box::new(disk), Keep::default())
    }

    fn begin_on(disk: Box<dyn Disk>, keep: Keep) -> Self {
        let (files, damaged) = (Inventory::default(), BTreeSet::new());
        let writer = Writer::new(disk, LogId(7), files, damaged, 0, keep);
        Self::of(writer, None, 0)
    }

    /// One that goes on from what is there.
    fn resume(folder: &Path) -> (Self, Found) {
        let found = found(folder).expect("there is something to go on from");
        let end = &found.end;
        let disk = Box::new(Folder::open(folder).expect("it is there"));
        let (files, damaged) = (end.files.clone(), end.damaged.clone());
        let writer = Writer::new(disk, end.log, files, damaged, end.next, Keep::default());
        (Self::of(writer, Some(end.next), end.next), found)
    }

    fn of(writer: Writer, next: Option<Tick>, tick: Tick) -> Self {
        let (log, keeper, _) = Log::pair(writer, "test", next, LogSettings::default());
        let now = Instant::now();
        Self {
            log,
            keeper,
            tick,
            now,
            wakes_at: now,
        }
    }

    /// Plays so many ticks, in which the thread wakes when it would.
    fn play(&mut self, ticks: Tick) {
        for _ in 0..ticks {
            self.log.append(self.tick, payload(self.tick));
            self.tick += 1;
            self.now += TICK;
            if self.now >= self.wakes_at {
                self.wake();
            }
        }
    }

    /// Takes a snapshot.
    fn snapshot(&mut self) -> bool {
        let tick = self.tick;
        self.log.snapshot(tick, write_state(tick))
    }

    fn wake(&mut self) {
        self.keeper.turn(self.now);
        self.wakes_at = self.now + WRITE_EVERY;
    }
}

fn write_state(tick: Tick) -> impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static {
    move |file| file.write_all(&state(tick))
}

fn found(folder: &Path) -> Option<Found> {
    recover(folder, Keep::default())
        .expect("the files are ours")
        .found
}

/// The entries of these ticks as they were written.
fn entries(ticks: std::ops::Range<Tick>) -> Vec<LogEntry> {
    let entry = |tick| LogEntry {
        tick,
        payload: payload(tick),
    };
    ticks.map(entry).collect()
}

fn read(entries: super::Entries) -> Vec<LogEntry> {
    entries.map(|entry| entry.expect("it is whole")).collect()
}

/// Random enough for a test, and each time the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}
