//! What rooms leave to the next process: whole, fresh and of the same rooms, or
//! not at all.

mod scratch;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use asteroids_server::room::{Order, Request, Room, RoomRecord, RoomSettings};
use asteroids_server::snapshot::{self, AGE_MAX_S, SnapshotError};
use asteroids_server::store::{Boot, Moment, Stamp};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use proptest::prelude::*;

const STOPPED: Stamp = Stamp {
    at: Moment {
        wall_s: 1_700_000_000,
        since_boot_s: 100_000,
    },
    boot: Boot(1),
};

/// So many seconds after the stop, by both clocks.
fn later(seconds: i64) -> Stamp {
    let mut now = STOPPED;
    now.at.wall_s += seconds;
    now.at.since_boot_s += seconds;
    now
}

/// Then, while the clock of the day says this.
fn with_clock_at(wall_s: i64, mut then: Stamp) -> Stamp {
    then.at.wall_s = wall_s;
    then
}

/// Then, after the machine was off, and has been on for so long.
fn after_a_boot(since_boot_s: i64, mut then: Stamp) -> Stamp {
    then.at.since_boot_s = since_boot_s;
    then.boot = Boot(2);
    then
}

fn settings(side_m: f32) -> RoomSettings {
    RoomSettings {
        room: 1,
        capacity: 50,
        bots: 20,
        world: WorldSettings::of_side(7, side_m),
        view: ViewSettings::default(),
    }
}

/// A room in which bots have fought for a while, when it has stopped.
fn stopped() -> Room {
    let mut room = Room::new(settings(200.0));
    for _ in 0..400 {
        room.tick([], Instant::now(), 0);
    }
    room.tick([Request::Stop], Instant::now(), 0);
    room
}

fn snapshot_of(room: Room) -> Vec<u8> {
    snapshot::encode(&[room.into_record()], STOPPED).expect("it is not too large")
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    scratch::folder("snapshot", name)
}

fn only(mut rooms: Vec<RoomRecord>) -> RoomRecord {
    assert_eq!(rooms.len(), 1);
    rooms.remove(0)
}

#[test]
fn a_room_goes_on_from_the_same_world() {
    let room = stopped();
    let digest = room.world().digest();
    let rooms = snapshot::decode(&snapshot_of(room), later(1)).expect("it is whole");
    let mut room = Room::restore(settings(200.0), only(rooms));
    assert_eq!(room.world().digest(), digest);
    let tick = room.world().tick();
    let players = room.world().players().count();
    for _ in 0..400 {
        room.tick([], Instant::now(), 0);
    }
    assert_eq!(room.world().tick(), tick + 400);
    assert_eq!(room.world().players().count(), players, "no bot is lost");
}

#[test]
fn rooms_go_on_once() {
    let folder = folder("once");
    let rooms = [stopped().into_record()];
    snapshot::write(&folder, &rooms, STOPPED).expect("the folder takes it");
    let take = || snapshot::take(&folder, &[settings(200.0)], STOPPED);
    assert!(take().expect("it is whole").is_some());
    assert!(take().expect("nothing is there").is_none());
}

#[test]
fn rooms_whose_start_fails_are_there_for_the_next_one() {
    let folder = folder("put-back");
    let rooms = [stopped().into_record()];
    snapshot::write(&folder, &rooms, STOPPED).expect("the folder takes it");
    let take = || snapshot::take(&folder, &[settings(200.0)], STOPPED);
    for _ in 0..2 {
        assert!(take().expect("it is whole").is_some());
        snapshot::put_back(&folder).expect("it was taken");
    }
    assert!(take().expect("it is whole").is_some());
    // What one that was killed had taken is nobody's.
    assert!(take().expect("nothing is there").is_none());
    snapshot::put_back(&folder).expect("nothing is there");
    assert!(take().expect("nothing is there").is_none());
}

#[test]
fn other_rooms_begin_afresh() {
    let folder = folder("other");
    for others in [vec![settings(250.0)], vec![settings(200.0); 2], vec![]] {
        let rooms = [stopped().into_record()];
        snapshot::write(&folder, &rooms, STOPPED).expect("the folder takes it");
        let taken = snapshot::take(&folder, &others, STOPPED);
        assert!(matches!(taken, Err(SnapshotError::OtherRooms)));
    }
}

#[test]
fn what_a_moderator_has_changed_loses_nobody_its_ship() {
    let folder = folder("resized");
    let mut room = Room::new(settings(200.0));
    let fewer = Order::Resize {
        capacity: 10,
        bots: 0,
    };
    room.tick([Request::Moderate(fewer)], Instant::now(), 0);
    room.tick([Request::Stop], Instant::now(), 0);
    snapshot::write(&folder, &[room.into_record()], STOPPED).expect("the folder takes it");
    let taken = snapshot::take(&folder, &[settings(200.0)], STOPPED);
    assert!(taken.expect("it is whole").is_some());
}

#[test]
fn nobody_waits_for_rooms_of_long_ago() {
    let bytes = snapshot_of(stopped());
    assert!(snapshot::decode(&bytes, later(AGE_MAX_S)).is_ok());
    let too_old = later(AGE_MAX_S + 1);
    for now in [
        too_old,
        later(1_000_000_000),
        // The clock was set, back to when they stopped and further, or forward.
        with_clock_at(STOPPED.at.wall_s + 3, too_old),
        with_clock_at(0, too_old),
        with_clock_at(4_070_908_800, too_old),
        // The machine was off, and has been on for a while, or for as long as before.
        after_a_boot(10, too_old),
        after_a_boot(STOPPED.at.since_boot_s + 3, too_old),
    ] {
        let decoded = snapshot::decode(&bytes, now);
        let is_too_old = matches!(decoded, Err(SnapshotError::TooOld { .. }));
        assert!(is_too_old, "{now:?}");
    }
}

#[test]
fn a_clock_that_is_set_costs_nobody_its_ship() {
    let bytes = snapshot_of(stopped());
    for seconds in [-1_700_000_000, -3600, 3600, 2_370_908_800] {
        let now = with_clock_at(STOPPED.at.wall_s + seconds, later(3));
        assert!(snapshot::decode(&bytes, now).is_ok(), "{now:?}");
    }
}

#[test]
fn a_machine_that_is_soon_on_again_costs_nobody_its_ship() {
    let bytes = snapshot_of(stopped());
    for since_boot_s in [10, STOPPED.at.since_boot_s + 3_600] {
        let now = after_a_boot(since_boot_s, later(60));
        assert!(snapshot::decode(&bytes, now).is_ok(), "{now:?}");
        // What seems to be of the future is of a wrong clock, and may be young.
        let now = with_clock_at(0, now);
        assert!(snapshot::decode(&bytes, now).is_ok(), "{now:?}");
    }
}

#[test]
fn what_is_no_file_is_neither_waited_for_nor_written_through() {
    let folder = folder("no-file");
    let elsewhere = folder.join("elsewhere");
    fs::write(&elsewhere, "precious").expect("the folder takes it");
    let (place, unfinished) = (
        folder.join("rooms.snapshot"),
        folder.join("rooms.snapshot.new"),
    );
    let put_pipe = |path: &Path| {
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.expect("it runs").success());
    };
    let put_link = |path: &Path| symlink(&elsewhere, path).expect("the folder takes it");
    for put in [&put_pipe as &dyn Fn(&Path), &put_link] {
        put(&place);
        put(&unfinished);
        let taken = snapshot::take(&folder, &[settings(200.0)], STOPPED);
        assert!(matches!(taken, Err(SnapshotError::Io(_))));
        let rooms = [stopped().into_record()];
        snapshot::write(&folder, &rooms, STOPPED).expect("they are out of the way");
        let taken = snapshot::take(&folder, &[settings(200.0)], STOPPED);
        assert!(taken.expect("it is whole").is_some());
    }
    assert_eq!(fs::read(&elsewhere).expect("it is there"), b"precious");
}

#[test]
fn damage_is_noticed_wherever_it_is() {
    let whole = snapshot_of(stopped());
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(200)
    };
    let damage = (any::<prop::sample::Index>(), 1u8..=255, any::<bool>());
    proptest!(config, |((at, flip, cut) in damage)| {
        let mut bytes = whole.clone();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= flip;
        }
        prop_assert!(matches!(
            snapshot::decode(&bytes, STOPPED),
            Err(SnapshotError::Damaged)
        ));
    });
}

#[test]
fn names_of_an_older_program_are_by_the_rule_for_text_of_this_one() {
    let mut world = asteroids_server::world::World::new(WorldSettings::of_side(7, 200.0));
    let join = |player, name: &str| asteroids_server::world::Command::Join {
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
