//! What rooms leave to the next process: whole, fresh and of the same rooms, or
//! not at all.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use asteroids_server::room::{Order, Request, Room, RoomSettings, RoomSnapshot};
use asteroids_server::snapshot::{self, AGE_MAX_S, SnapshotError};
use asteroids_server::store::UnixSeconds;
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use proptest::prelude::*;

const STOPPED_S: UnixSeconds = 1_700_000_000;

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
    snapshot::encode(&[room.into_snapshot()], STOPPED_S).expect("it is not too large")
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("snapshot");
    let folder = folder.join(name);
    // It may be there from an earlier run.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder takes it");
    folder
}

fn only(mut rooms: Vec<RoomSnapshot>) -> RoomSnapshot {
    assert_eq!(rooms.len(), 1);
    rooms.remove(0)
}

#[test]
fn a_room_goes_on_from_the_same_world() {
    let room = stopped();
    let digest = room.world().digest();
    let rooms = snapshot::decode(&snapshot_of(room), STOPPED_S + 1).expect("it is whole");
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
    let rooms = [stopped().into_snapshot()];
    snapshot::write(&folder, &rooms, STOPPED_S).expect("the folder takes it");
    let take = || snapshot::take(&folder, &[settings(200.0)], STOPPED_S);
    assert!(take().expect("it is whole").is_some());
    assert!(take().expect("nothing is there").is_none());
}

#[test]
fn other_rooms_begin_afresh() {
    let folder = folder("other");
    for others in [vec![settings(250.0)], vec![settings(200.0); 2], vec![]] {
        let rooms = [stopped().into_snapshot()];
        snapshot::write(&folder, &rooms, STOPPED_S).expect("the folder takes it");
        let taken = snapshot::take(&folder, &others, STOPPED_S);
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
    snapshot::write(&folder, &[room.into_snapshot()], STOPPED_S).expect("the folder takes it");
    let taken = snapshot::take(&folder, &[settings(200.0)], STOPPED_S);
    assert!(taken.expect("it is whole").is_some());
}

#[test]
fn nobody_waits_for_rooms_of_long_ago() {
    let bytes = snapshot_of(stopped());
    assert!(snapshot::decode(&bytes, STOPPED_S + AGE_MAX_S).is_ok());
    for now_s in [
        STOPPED_S + AGE_MAX_S + 1,
        STOPPED_S - AGE_MAX_S - 1,
        0,
        i64::MAX,
    ] {
        let decoded = snapshot::decode(&bytes, now_s);
        assert!(
            matches!(decoded, Err(SnapshotError::TooOld { .. })),
            "{now_s}"
        );
    }
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
            snapshot::decode(&bytes, STOPPED_S),
            Err(SnapshotError::Damaged)
        ));
    });
}
