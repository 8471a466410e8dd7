//! Bots come, are modest, and go.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use asteroids_server::room::fleet::{Fleet, Share};
use asteroids_server::room::{Request, Room, RoomSettings};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::autopilot::{Flyer, files};
use asteroids_shared::rules::seconds;
use asteroids_shared::{PlayerId, Tick};

const BOTS: u32 = 20;

fn room_of_bots() -> Room {
    Room::new(RoomSettings {
        room: 1,
        capacity: 100,
        bots: BOTS,
        world: WorldSettings::of_side(7, 200.0),
        view: ViewSettings::default(),
        fleet: Default::default(),
        watch_delay_ticks: 0,
    })
}

fn tick(room: &mut Room) {
    room.tick(std::iter::empty::<Request>(), Instant::now(), 0);
}

#[test]
fn a_room_has_all_its_bots_from_its_first_tick_on() {
    let mut room = room_of_bots();
    tick(&mut room);
    assert_eq!(room.world().ships().count(), BOTS as usize);
}

#[test]
fn no_bot_stays_for_ever_or_has_more_points_than_people_can_make() {
    let mut room = room_of_bots();
    tick(&mut room);
    let ids =
        |room: &Room| -> BTreeSet<PlayerId> { room.world().players().map(|it| it.id).collect() };
    let mut most = 0;
    let mut since: BTreeMap<PlayerId, Tick> = BTreeMap::new();
    for _ in 0..seconds(15 * 60) {
        tick(&mut room);
        most = most.max(room.world().players().map(|it| it.score).max().unwrap_or(0));
        let now = room.world().tick();
        let present = ids(&room);
        since.retain(|id, _| present.contains(id));
        for id in present {
            let served_ticks = now - *since.entry(id).or_insert(now);
            assert!(served_ticks < seconds(11 * 60), "{id} serves for ever");
        }
        let names: BTreeSet<_> = room.world().players().map(|it| &it.name).collect();
        assert_eq!(
            names.len(),
            room.world().players().count(),
            "two have one name"
        );
    }
    assert!((500..10_000).contains(&most), "{most} points");
}

#[test]
fn whoever_is_followed_is_followed_for_four_seconds_or_until_it_dies() {
    let mut room = room_of_bots();
    let (mut followed, mut since) = (None, 0);
    let mut changes = 0;
    for _ in 0..seconds(180) {
        tick(&mut room);
        let world = room.world();
        if world.followed() == followed {
            continue;
        }
        let flies = |player: PlayerId| world.player(player).is_some_and(|it| it.ship.is_some());
        let stays_ticks = world.tick() - since;
        let was_left = followed.is_some_and(flies);
        assert!(
            !was_left || stays_ticks >= seconds(4),
            "after {stays_ticks} ticks"
        );
        (followed, since) = (world.followed(), world.tick());
        changes += 1;
    }
    assert!((5..45).contains(&changes), "{changes} changes");
}

const AUTOPILOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/autopilots");

fn share(file: Option<&str>, weight: f64) -> Share {
    let flyer = file.map(|name| {
        let bytes = std::fs::read(format!("{AUTOPILOTS}/{name}")).expect("it is there");
        let program = files::load(name, &bytes, BUDGET).expect("it is sound");
        Arc::new(Flyer::new(program).expect("it flies"))
    });
    Share { flyer, weight }
}

/// The points of all bots that were there after so long, and the digest of the world.
fn flown_by(fleet: Fleet, ticks: Tick) -> (u32, u64) {
    let mut settings = room_of_bots().settings().clone();
    settings.fleet = fleet;
    let mut room = Room::new(settings);
    for _ in 0..ticks {
        tick(&mut room);
    }
    let points = room.world().players().map(|it| it.score).sum();
    (points, room.world().digest())
}

#[test]
fn bots_fly_by_autopilots_and_the_same_seed_gives_the_same_flight() {
    let hunters = || Fleet::of([share(Some("hunter.json"), 1.0)]);
    let (points, digest) = flown_by(hunters(), seconds(40));
    assert!(points > 200, "{points} points");
    assert_eq!(flown_by(hunters(), seconds(40)), (points, digest));
    let (_, by_pilots) = flown_by(Fleet::default(), seconds(40));
    assert_ne!(digest, by_pilots);
}

#[test]
fn bots_are_mixed_by_weight() {
    let fleet = Fleet::of([share(Some("miner.json"), 3.0), share(None, 1.0)]);
    let miners = (0..400).filter(|&number| fleet.flyer(number).is_some());
    assert!((295..=305).contains(&miners.count()));
    let early = (0..8).filter(|&number| fleet.flyer(number).is_some());
    assert!((5..=7).contains(&early.count()));
    assert!((0..50).all(|number| Fleet::default().flyer(number).is_none()));
}
