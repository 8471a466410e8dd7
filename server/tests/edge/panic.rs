//! A room that panics, or has no ticks left.

use std::sync::Arc;
use std::time::Instant;

use asteroids_server::log::LogSettings;
use asteroids_server::net::{Limits, Trust};
use asteroids_server::room::annals::Scribe;
use asteroids_server::room::{
    self, Newcomer, Recorder, RecorderSettings, Refused, Request, Room, RoomHandle, RoomSettings,
    Wire, outbox,
};
use asteroids_server::store::StoreThread;
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::protocol::{
    CloseCode, Hello, Role, Session, SessionClaim, SessionKey, ToClient, ToServer,
};
use asteroids_shared::rules::{LAST_TICK, seconds};

use crate::game::{PATIENCE, keeper};
use crate::moderator::folder;
use crate::player::Player;
use crate::served::Served;

/// Whatever touches it panics.
#[derive(Debug)]
struct LiveWire;

impl Wire for LiveWire {
    fn is_clear(&self) -> bool {
        panic!("a test touches the live wire");
    }

    fn try_send(&self, _message: &[u8]) -> Result<(), Refused> {
        panic!("a test touches the live wire");
    }
}

fn settings(room: u32) -> RoomSettings {
    RoomSettings {
        room,
        capacity: 1,
        bots: 0,
        world: WorldSettings::of_side(7, 200.0),
        view: ViewSettings::default(),
        fleet: Default::default(),
        watch_delay_ticks: 0,
    }
}

/// Has a room panic.
async fn panics(room: &RoomHandle) {
    let (outbox, _goodbye) = outbox(Arc::new(LiveWire));
    let newcomer = Newcomer {
        client: u64::MAX,
        hello: Hello::new(Role::Spectator, "", 20.0, 15.0),
        token: None,
        key: SessionKey([0; 16]),
        near: None,
        seat: None,
        outbox,
    };
    let connect = Request::Connect(Box::new(newcomer));
    room.ask(connect).await.expect("the room runs");
}

/// Where a room is kept on disk.
fn place(name: &str) -> RecorderSettings {
    RecorderSettings {
        folder: folder(name),
        log: LogSettings::default(),
        snapshot_every_ticks: seconds(30),
    }
}

/// Waits until a player is told its session.
async fn session_of(player: &mut Player) -> Session {
    loop {
        if let Ok(ToClient::Session(session)) = ToClient::decode(&player.receive().await) {
            return session;
        }
    }
}

/// A server before these rooms, with the usual limits.
fn serve(rooms: Vec<RoomHandle>, keeper: &StoreThread) -> Served {
    let store = keeper.store.clone();
    Served::before(rooms, store, Limits::default(), Trust::default())
}

#[tokio::test]
async fn a_room_that_panics_begins_anew_and_the_others_do_not_notice() {
    let keeper = keeper();
    let rooms = [1, 2]
        .map(|room| room::spawn(settings(room), keeper.store.reporter(), None).expect("it starts"));
    let handles: Vec<_> = rooms.iter().map(|room| room.handle.clone()).collect();
    let server = serve(handles.clone(), &keeper);
    let mut ada = Player::connect(server.address).await;
    ada.hello(Role::Pilot, "Ada").await;
    assert_eq!(ada.welcomed().await.room, 1);
    let mut bob = Player::connect(server.address).await;
    bob.hello(Role::Pilot, "Bob").await;
    assert_eq!(bob.welcomed().await.room, 2);

    panics(&handles[0]).await;
    ada.is_closed_with(CloseCode::Restarting).await;
    let mut ada = Player::connect(server.address).await;
    ada.hello(Role::Pilot, "Ada").await;
    assert_eq!(ada.welcomed().await.room, 1);
    is_answered(&mut ada).await;
    is_answered(&mut bob).await;

    server.stop().await;
}

#[tokio::test]
async fn a_room_that_panics_goes_on_from_its_log_once() {
    let (keeper, place) = (keeper(), place("panics"));
    let reporter = keeper.store.reporter();
    let room = room::spawn(settings(1), reporter, Some(place)).expect("it starts");
    let server = serve(vec![room.handle.clone()], &keeper);
    let mut ada = Player::connect(server.address).await;
    ada.hello(Role::Pilot, "Ada").await;
    let player = ada.welcomed().await.player;
    let mut key = session_of(&mut ada).await.key;
    for flies_on in [true, false] {
        panics(&room.handle).await;
        ada.is_closed_with(CloseCode::Restarting).await;
        ada = Player::connect(server.address).await;
        let claim = SessionClaim { room: 1, key };
        let hello = Hello::new(Role::Pilot, "Ada", 20.0, 15.0).resuming(Some(claim));
        ada.say(&ToServer::Hello(hello)).await;
        let welcome = ada.welcomed().await;
        let session = session_of(&mut ada).await;
        assert_eq!(session.resumed, flies_on);
        assert!(!flies_on || (welcome.player, &welcome.name[..]) == (player, "Ada"));
        key = session.key;
    }
    server.stop().await;
}

#[tokio::test]
async fn a_room_without_ticks_left_begins_anew_and_its_players_come_in_again() {
    let keeper = keeper();
    let mut record = Room::new(settings(1)).into_record();
    record.skip_to(LAST_TICK - seconds(2));
    let place = place("no-ticks-left");
    let (mut recorder, _) = Recorder::open(place.clone(), &settings(1)).expect("it is empty");
    let mut old = Room::restore(settings(1), record);
    old.rebase();
    old.tick([], Instant::now(), 0);
    recorder.keep(1, old.state(), old.entry(), &Scribe::default());
    recorder
        .finish(Instant::now() + PATIENCE)
        .expect("the disk takes it");
    let reporter = keeper.store.reporter();
    let room = room::spawn(settings(1), reporter, Some(place)).expect("it starts");
    let server = serve(vec![room.handle.clone()], &keeper);
    let mut ada = Player::connect(server.address).await;
    ada.hello(Role::Pilot, "Ada").await;
    // On a slow machine the time is over before she comes.
    if ada.welcomed().await.tick > LAST_TICK / 2 {
        ada.is_closed_with(CloseCode::Restarting).await;
        ada = Player::connect(server.address).await;
        ada.hello(Role::Pilot, "Ada").await;
        assert!(ada.welcomed().await.tick < LAST_TICK / 2);
    }
    is_answered(&mut ada).await;

    server.stop().await;
}

/// Asserts that a pong comes, and no second welcome before it.
async fn is_answered(player: &mut Player) {
    player.say(&ToServer::Ping { nonce: 4711 }).await;
    loop {
        match ToClient::decode(&player.receive().await) {
            Ok(ToClient::Frame(frame)) if frame.pong.is_some() => return,
            Ok(ToClient::Welcome(_)) | Err(_) => panic!("it should have gone on as before"),
            Ok(_) => {}
        }
    }
}
