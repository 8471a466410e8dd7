//! A room that is kept on disk goes on where it was.

mod scratch;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command as Program, Output};
use std::time::{Duration, Instant};

use asteroids_server::log::{Archive, LogSettings};
use asteroids_server::playback;
use asteroids_server::room::annals::{Annalist, Scribe};
use asteroids_server::room::state::entry::Entry;
use asteroids_server::room::{
    Event, Order, Recorder, RecorderSettings, Request, Room, RoomRecord, RoomSettings, State,
};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::{Command, World, WorldSettings};
use asteroids_shared::Tick;

const PATIENCE: Duration = Duration::from_secs(60);

fn settings(side_m: f32) -> RoomSettings {
    RoomSettings {
        room: 1,
        capacity: 50,
        bots: 20,
        world: WorldSettings::of_side(7, side_m),
        view: ViewSettings::default(),
        fleet: Default::default(),
        watch_delay_ticks: 0,
    }
}

fn place(name: &str) -> RecorderSettings {
    RecorderSettings {
        folder: scratch::folder("kept", name),
        log: LogSettings::default(),
        snapshot_every_ticks: 100,
    }
}

/// A room that goes on from what is kept there, and is kept.
struct Kept {
    room: Room,
    recorder: Recorder,
    scribe: Scribe,
}

impl Kept {
    fn at(place: &RecorderSettings) -> Self {
        let (recorder, kept) = Recorder::open(place.clone(), &settings(200.0)).expect("it opens");
        let mut room = match kept.state {
            Some(state) => Room::of(settings(200.0), state),
            None => Room::new(settings(200.0)),
        };
        room.begin(1);
        Self {
            room,
            recorder,
            scribe: kept.scribe,
        }
    }

    fn play(mut self, ticks: Tick) -> Self {
        for _ in 0..ticks {
            if self.recorder.wants_rebase(self.room.world().tick() + 1) {
                self.room.rebase();
            }
            self.room.tick([], Instant::now(), 0);
            self.scribe.note(self.room.state());
            let (state, entry) = (self.room.state(), self.room.entry());
            self.recorder.keep(1, state, entry, &self.scribe);
        }
        self
    }

    /// What is marked of its past.
    fn moments(&self) -> Vec<Event> {
        let moments = self.scribe.annals().moments(None, Tick::MAX);
        moments.iter().map(|moment| Event::clone(moment)).collect()
    }

    /// Ends here. Gives the tick and the digest.
    fn end(self) -> (Tick, u64) {
        let end = now(self.room.world());
        let deadline = Instant::now() + PATIENCE;
        self.recorder.finish(deadline).expect("the disk takes it");
        end
    }
}

fn now(world: &World) -> (Tick, u64) {
    (world.tick(), world.digest())
}

fn files(folder: &Path, kind: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).expect("it is there");
    let paths = files.map(|file| file.expect("it can be read").path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|it| it == kind))
        .collect();
    paths.sort();
    paths
}

fn damage(path: &Path) {
    let mut bytes = fs::read(path).expect("it is there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(path, bytes).expect("it takes it");
}

#[test]
fn a_room_goes_on_where_it_was_again_and_again() {
    let place = place("again");
    for ticks in [333, 40, 1, 250] {
        let end = Kept::at(&place).play(ticks).end();
        assert_eq!(now(Kept::at(&place).room.world()), end);
    }
    playback::replay(&place.folder, 0, None).expect("snapshots and entries say the same");
    playback::inspect(&place.folder).expect("it is whole");
}

#[test]
fn what_was_marked_is_known_after_a_restart_and_is_what_would_have_been_marked() {
    let place = place("moments");
    let mut told = Vec::new();
    for ticks in [700, 777, 800, 650] {
        let kept = Kept::at(&place);
        assert_eq!(kept.moments(), told, "nothing is forgotten");
        let kept = kept.play(ticks);
        told = kept.moments();
        kept.end();
    }
    assert!(
        told.len() > 3,
        "bots have streaks, and lead: {}",
        told.len()
    );
    // Played in one go, the same is marked.
    let mut annalist = Annalist::default();
    let archive = Archive::open(&place.folder).expect("it is whole");
    let (snapshot, entries) = archive.play_from(0).expect("it is whole");
    let record: RoomRecord = rmp_serde::from_slice(&snapshot.payload).expect("it is a room");
    let mut state = State::from(record);
    let mut marked = Vec::new();
    for entry in entries {
        let entry = Entry::decode(&entry.expect("it is whole").payload).expect("it is an entry");
        state.apply(&entry);
        marked.extend(annalist.note(&state).into_iter().filter(Event::is_marked));
    }
    assert_eq!(marked, told);
}

#[test]
fn a_damaged_snapshot_costs_nothing_that_an_older_one_leads_to() {
    let place = place("older");
    Kept::at(&place).play(150).end();
    let end = Kept::at(&place).play(150).end();
    damage(
        files(&place.folder, "snapshot")
            .last()
            .expect("there are some"),
    );
    assert_eq!(now(Kept::at(&place).room.world()), end);
}

#[test]
fn what_is_damaged_further_back_is_told_and_put_aside() {
    let place = place("aside");
    Kept::at(&place).play(350).end();
    for path in [
        files(&place.folder, "snapshot"),
        files(&place.folder, "segment"),
    ]
    .concat()
    {
        damage(&path);
    }
    assert!(playback::inspect(&place.folder).is_err());
    assert_eq!(Kept::at(&place).room.world().tick(), 0);
    assert!(files(&place.folder, "snapshot").is_empty());
}

#[test]
fn a_room_of_other_settings_begins_afresh() {
    let place = place("other");
    Kept::at(&place).play(150).end();
    let (_, kept) = Recorder::open(place, &settings(250.0)).expect("it opens");
    assert!(kept.state.is_none());
}

#[test]
fn what_a_moderator_has_changed_loses_nobody_its_ship() {
    let place = place("resized");
    let mut kept = Kept::at(&place).play(50);
    let fewer = Order::Resize {
        capacity: 10,
        bots: 0,
    };
    kept.room
        .tick([Request::Moderate(fewer)], Instant::now(), 0);
    let (state, entry) = (kept.room.state(), kept.room.entry());
    kept.recorder.keep(1, state, entry, &kept.scribe);
    let end = kept.play(20).end();
    assert_eq!(now(Kept::at(&place).room.world()), end);
}

#[test]
fn names_of_an_older_program_are_by_the_rule_for_text_of_this_one() {
    let mut world = World::new(WorldSettings::of_side(7, 200.0));
    let join = |player, name: &str| Command::Join {
        player,
        name: name.to_owned(),
        bot: false,
        near: 0,
    };
    world.step(&[join(1, "e\u{202E}vil"), join(2, "\u{200B}"), join(3, "Zoë")]);
    world.clean_names();
    let names: Vec<_> = world.players().map(|player| &player.name[..]).collect();
    assert_eq!(names, ["evil", "Pilot-2", "Zoë"]);
}

/// What the program says that is asked for something of a log.
fn asked(task: &[&str], path: &Path) -> Output {
    let mut program = Program::new(env!("CARGO_BIN_EXE_asteroids-server"));
    program.args(task).arg(path).output().expect("it runs")
}

#[test]
fn what_happened_is_exported_a_line_an_event_within_the_ticks_asked_for() {
    let place = place("export");
    for _ in 0..3 {
        Kept::at(&place).play(500).end();
    }
    let output = asked(
        &["export", "--from", "400", "--to", "1400", "--events"],
        &place.folder,
    );
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).expect("text");
    let events: Vec<serde_json::Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let ticks: Vec<_> = events.iter().map(|event| event["tick"].as_u64()).collect();
    assert!(ticks.is_sorted(), "{ticks:?}");
    assert!(
        ticks
            .iter()
            .all(|tick| tick.is_some_and(|tick| (400..=1400).contains(&tick)))
    );
    assert!(events.iter().any(|event| event["kind"] == "kill"), "{said}");
}

#[test]
fn what_is_no_log_is_neither_replayed_nor_inspected_nor_exported() {
    let nothing = scratch::folder("kept", "no-log");
    for task in [&["replay"][..], &["inspect"], &["export", "--events"]] {
        for path in [Path::new("Cargo.toml"), &nothing] {
            let output = asked(task, path);
            assert_eq!(output.status.code(), Some(1));
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(said.contains(path.to_str().expect("it is text")), "{said}");
        }
    }
}
