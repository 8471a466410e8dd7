//! A bug is a file: what a room did can be done again.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use asteroids_server::room::journal::{Entry, Journal, ReplayError, replay};
use asteroids_server::room::{Room, RoomSettings};
use asteroids_server::snapshot;
use asteroids_server::store::Stamp;
use asteroids_server::view::ViewSettings;
use asteroids_server::world::{World, WorldSettings};
use asteroids_shared::Tick;

/// A file that goes when the test does.
struct Scrap(PathBuf);

impl Scrap {
    fn named(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("asteroids-{}-{name}.journal", std::process::id())))
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn settings() -> RoomSettings {
    RoomSettings {
        room: 1,
        capacity: 50,
        bots: 20,
        world: WorldSettings::of_side(11, 200.0),
        view: ViewSettings::default(),
    }
}

/// Lets a room full of bots run, and keeps its journal.
fn record(file: &Scrap, ticks: Tick) -> u64 {
    record_of(Room::new(settings()), file, ticks)
}

fn record_of(mut room: Room, file: &Scrap, ticks: Tick) -> u64 {
    let mut journal =
        Journal::create(&file.0, room.world()).expect("the temporary folder takes files");
    for _ in 0..ticks {
        room.tick([], Instant::now(), 0);
        let tick = room.world().tick();
        journal.add(Entry::Commands(tick - 1, room.state().passed_on().to_vec()));
        if tick.is_multiple_of(100) {
            journal.add(Entry::Digest(tick, room.world().digest()));
        }
    }
    room.world().digest()
}

/// The ticks and digests of a replay.
fn replayed(file: &Scrap) -> Result<Vec<(Tick, u64)>, ReplayError> {
    let mut digests = Vec::new();
    replay(&file.0, |tick, digest| {
        digests.push((tick, digest));
        Ok(())
    })?;
    Ok(digests)
}

#[test]
fn a_replay_ends_where_the_room_did() {
    let file = Scrap::named("whole");
    let digest = record(&file, 640);
    let digests = replayed(&file).expect("the replay agrees");
    assert_eq!(digests.len(), 7);
    assert_eq!(digests.last(), Some(&(640, digest)));
}

#[test]
fn a_journal_that_breaks_off_is_replayed_up_to_there() {
    let file = Scrap::named("broken");
    record(&file, 640);
    let whole = fs::read(&file.0).expect("the journal is there");
    fs::write(&file.0, &whole[..whole.len() * 2 / 3]).expect("the temporary folder takes files");
    let digests = replayed(&file).expect("the replay agrees as far as it goes");
    let last = digests.last().map(|&(tick, _)| tick);
    assert!(
        last.is_some_and(|last| (100..640).contains(&last)),
        "{last:?}"
    );
}

#[test]
fn the_journals_of_earlier_runs_are_kept_and_the_latest_of_them_only() {
    let folder = Scrap::named("earlier").0.with_extension("runs");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the temporary folder takes folders");
    let file = Scrap(folder.join("room-1.journal"));
    // Another room's, and somebody's own copy, are nobody else's affair.
    for other in ["room-11.journal.1", "room-1.journal.crash"] {
        fs::write(folder.join(other), "").expect("the folder takes it");
    }
    let digests: Vec<_> = (1..=7).map(|run| record(&file, run * 10)).collect();
    let mut kept = Vec::new();
    for number in 3..=6 {
        let older = folder.join(format!("room-1.journal.{number}"));
        let mut last = 0;
        replay(&older, |_, digest| {
            last = digest;
            Ok(())
        })
        .expect("it is whole");
        kept.push(last);
    }
    assert_eq!(kept, digests[2..6]);
    let names = fs::read_dir(&folder).expect("it is there").count();
    assert_eq!(names, 7, "four, the newest, and two of others");
    fs::remove_dir_all(&folder).expect("it is there");
}

#[test]
fn the_journal_of_a_room_that_goes_on_begins_there() {
    let file = Scrap::named("restored");
    let mut stopped = Room::new(settings());
    for _ in 0..333 {
        stopped.tick([], Instant::now(), 0);
    }
    let written = snapshot::encode(&[stopped.into_record()], Stamp::now()).expect("it is small");
    let mut rooms = snapshot::decode(&written, Stamp::now()).expect("it is whole");
    let room = Room::restore(settings(), rooms.remove(0));
    let digest = record_of(room, &file, 300);
    let digests = replayed(&file).expect("the replay agrees");
    assert_eq!(digests.last(), Some(&(633, digest)));
}

#[test]
fn another_world_is_noticed() {
    let file = Scrap::named("forged");
    let mut journal =
        Journal::create(&file.0, &World::new(WorldSettings::of_side(3, 200.0))).expect("a journal");
    journal.add(Entry::Digest(100, 42));
    drop(journal);
    let outcome = replayed(&file);
    assert!(
        matches!(
            outcome,
            Err(ReplayError::Diverged {
                tick: 100,
                recorded: 42,
                ..
            })
        ),
        "{outcome:?}"
    );
}

#[test]
fn what_is_no_journal_is_refused() {
    let file = Scrap::named("nonsense");
    fs::write(&file.0, b"once upon a time").expect("the temporary folder takes files");
    assert!(matches!(replayed(&file), Err(ReplayError::NotAJournal(_))));
}

#[test]
fn a_damaged_journal_is_not_taken_for_a_whole_one() {
    let file = Scrap::named("damaged");
    record(&file, 640);
    let mut bytes = fs::read(&file.0).expect("the journal is there");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 16].fill(0xc1);
    fs::write(&file.0, &bytes).expect("the temporary folder takes files");
    let outcome = replayed(&file);
    assert!(
        matches!(outcome, Err(ReplayError::Damaged { .. })),
        "{outcome:?}"
    );
}

#[test]
fn a_journal_that_leaps_ahead_is_damaged() {
    let file = Scrap::named("leap");
    let mut journal =
        Journal::create(&file.0, &World::new(WorldSettings::of_side(3, 200.0))).expect("a journal");
    journal.add(Entry::Commands(u32::MAX, Vec::new()));
    drop(journal);
    let outcome = replayed(&file);
    assert!(
        matches!(outcome, Err(ReplayError::Damaged { tick: 0, .. })),
        "{outcome:?}"
    );
}
