//! Disks that take nothing for a while.

use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};

use super::*;
use crate::log::disk::DiskFile;
use crate::log::handle::QUEUE_ENTRIES_MAX;
use crate::log::{Report, Unfinished};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    Well,
    /// It takes so many bytes more.
    Full(usize),
    ReadOnly,
}

/// A disk that fails as the test says.
struct Sick {
    folder: Folder,
    health: Arc<Mutex<Health>>,
}

struct SickFile {
    file: Box<dyn DiskFile>,
    health: Arc<Mutex<Health>>,
}

impl Sick {
    fn check(&self) -> io::Result<()> {
        match *self.health.lock().expect("no test panics with it") {
            Health::Well | Health::Full(_) => Ok(()),
            Health::ReadOnly => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
        }
    }
}

impl Disk for Sick {
    fn create(&mut self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        self.check()?;
        let (file, health) = (self.folder.create(name)?, Arc::clone(&self.health));
        Ok(Box::new(SickFile { file, health }))
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.check()?;
        self.folder.rename(from, to)
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        self.check()?;
        self.folder.remove(name)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.check()?;
        self.folder.sync()
    }
}

impl Write for SickFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut *self.health.lock().expect("no test panics with it") {
            Health::Well => self.file.write(bytes),
            Health::Full(0) => Err(io::ErrorKind::StorageFull.into()),
            Health::Full(left) => {
                let taken = self.file.write(&bytes[..bytes.len().min(*left)])?;
                *left -= taken;
                Ok(taken)
            }
            Health::ReadOnly => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl DiskFile for SickFile {
    fn sync(&mut self) -> io::Result<()> {
        self.file.sync()
    }
}

/// A log on a disk that the test can make fail.
fn on_sick_disk(scrap: &Scrap) -> (Played, Arc<Mutex<Health>>) {
    let health = Arc::new(Mutex::new(Health::Well));
    let disk = Sick {
        folder: Folder::open(&scrap.log()).expect("it can be made"),
        health: Arc::clone(&health),
    };
    (Played::begin_on(Box::new(disk), Keep::default()), health)
}

#[test]
fn after_a_disk_took_nothing_the_log_goes_on_with_a_snapshot() {
    for fault in [Health::Full(0), Health::Full(30), Health::ReadOnly] {
        let scrap = Scrap::new();
        let (mut played, health) = on_sick_disk(&scrap);
        played.snapshot();
        played.play(100);
        played.wake();
        assert!(!played.log.state().is_degraded);
        *health.lock().expect("nobody panics") = fault;
        // Nobody is asked for snapshots that the disk would not take.
        for _ in 0..100 {
            played.play(10);
            assert!(!played.log.wants_snapshot(), "{fault:?}");
        }
        let state = played.log.state();
        assert!(state.is_degraded && state.lost_entries > 980, "{state:?}");
        assert_eq!(state.written_to, 100, "{fault:?}");

        *health.lock().expect("nobody panics") = Health::Well;
        while !played.log.wants_snapshot() {
            assert!(played.tick < 3_000, "the disk is tried each half minute");
            played.play(10);
        }
        let resumes = played.tick;
        assert!(played.log.state().is_degraded);
        assert!(played.snapshot() && !played.log.wants_snapshot());
        played.play(50);
        played.wake();
        let state = played.log.state();
        assert!(
            !state.is_degraded && !played.log.wants_snapshot(),
            "{state:?}"
        );
        let found = found(&scrap.log()).expect("it is whole");
        assert_eq!(found.snapshot.tick, resumes);
        assert_eq!(read(found.entries), entries(resumes..resumes + 50));
        let report = Report::of(&scrap.log()).expect("it can be read");
        let gaps = report.gaps();
        assert!(gaps.len() == 1 && gaps[0].has_snapshot, "{gaps:?}");
    }
}

#[test]
fn a_snapshot_that_the_disk_does_not_take_is_taken_again_later() {
    let scrap = Scrap::new();
    let (mut played, health) = on_sick_disk(&scrap);
    played.snapshot();
    played.play(100);
    played.wake();
    *health.lock().expect("nobody panics") = Health::Full(70_000);
    let large = |file: &mut dyn Write| {
        let mut dice = Dice(9);
        let bytes: Vec<u8> = (0..300_000).map(|_| dice.below(256) as u8).collect();
        file.write_all(&bytes)
    };
    assert!(played.log.snapshot(played.tick, large));
    played.play(100);
    assert!(played.log.state().is_degraded);
    // What is before it is whole, and nothing is left of it.
    let found = found(&scrap.log()).expect("it is whole");
    assert_eq!((found.snapshot.tick, found.end.next), (0, 100));
    assert!(!scrap.log().join("snapshot.unfinished").exists());
    *health.lock().expect("nobody panics") = Health::Well;
    played.play(100);
    assert!(played.log.wants_snapshot() && played.snapshot());
    played.wake();
    assert!(!played.log.state().is_degraded);
}

#[test]
fn while_a_snapshot_waits_for_the_disk_no_other_is_taken() {
    let scrap = Scrap::new();
    let mut played = Played::begin(&scrap.log());
    assert!(played.log.takes_snapshot() && played.snapshot());
    // The thread hangs.
    assert!(!played.log.takes_snapshot() && !played.snapshot());
    played.wake();
    assert!(played.log.takes_snapshot());
}

#[test]
fn a_full_queue_waits_for_nobody_and_asks_for_a_snapshot_when_it_has_room() {
    let scrap = Scrap::new();
    let mut played = Played::begin(&scrap.log());
    played.snapshot();
    played.play(10);
    played.wake();
    // The thread hangs.
    for _ in 0..10_000 {
        played.log.append(played.tick, vec![1; 100]);
        played.tick += 1;
    }
    let state = played.log.state();
    assert!(state.is_degraded && !played.log.wants_snapshot());
    assert_eq!(state.lost_entries, 10_000 - QUEUE_ENTRIES_MAX as u64);
    assert!(!played.snapshot(), "the queue takes nothing");
    played.wake();
    assert!(played.log.wants_snapshot() && played.snapshot());
    let resumes = played.tick;
    played.play(10);
    played.wake();
    assert!(!played.log.state().is_degraded);
    let found = found(&scrap.log()).expect("it is whole");
    assert_eq!(found.snapshot.tick, resumes);
    assert_eq!(read(found.entries), entries(resumes..resumes + 10));
}

#[test]
fn large_entries_fill_the_queue_by_their_bytes() {
    let scrap = Scrap::new();
    let mut played = Played::begin(&scrap.log());
    played.snapshot();
    played.wake();
    let large = 1 << 20;
    for tick in 0..17 {
        played.log.append(tick, vec![0; large]);
    }
    assert_eq!(played.log.state().lost_entries, 1);
    played.wake();
    let found = found(&scrap.log()).expect("it is whole");
    assert_eq!(found.end.next, 16);
    assert!(
        found
            .entries
            .flatten()
            .all(|entry| entry.payload.len() == large)
    );
}

/// A disk that takes nothing until it is let go.
struct Hung(Folder, Option<Receiver<()>>);

impl Disk for Hung {
    fn create(&mut self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        if let Some(let_go) = self.1.take() {
            let _ = let_go.recv();
        }
        self.0.create(name)
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        self.0.remove(name)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync()
    }
}

#[test]
fn the_end_waits_no_longer_for_a_disk_that_hangs_than_it_may() {
    let scrap = Scrap::new();
    let (let_it_go, let_go) = sync_channel(1);
    let disk = Hung(
        Folder::open(&scrap.log()).expect("it can be made"),
        Some(let_go),
    );
    let log = Log::begin_on(Box::new(disk), ("test", LogId(7)), LogSettings::default());
    let mut log = log.expect("there are threads");
    assert!(log.snapshot(0, write_state(0)));
    log.append(0, payload(0));
    let watch = log.watch();
    assert_eq!(log.finish(Instant::now()), Err(Unfinished::TooLate));
    let_it_go.send(()).expect("the disk waits for it");
    while watch.state().synced_to < 1 {
        std::thread::yield_now();
    }
    assert_eq!(
        read(found(&scrap.log()).expect("it is whole").entries),
        entries(0..1)
    );
}
