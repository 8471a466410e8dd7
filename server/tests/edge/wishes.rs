//! Who says in the address of the WebSocket in which room it wants to be.

use asteroids_server::net::{Limits, Trust};
use asteroids_server::room::{self, RoomHandle, RoomSettings, RoomThread};
use asteroids_server::store::StoreThread;
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::protocol::{
    CloseCode, Hello, Role, Session, SessionClaim, ToClient, ToServer,
};

use crate::game::keeper;
use crate::player::Player;
use crate::served::Served;

/// A server with two rooms, of which the second has one seat.
struct TwoRooms {
    served: Served,
    rooms: Vec<RoomThread>,
    _keeper: StoreThread,
}

impl TwoRooms {
    fn open() -> Self {
        let keeper = keeper();
        let rooms: Vec<_> = [(1, 9), (2, 1)]
            .map(|(number, capacity)| {
                let settings = settings(number, capacity);
                room::spawn(settings, keeper.store.reporter(), None).expect("it starts")
            })
            .into();
        let handles: Vec<RoomHandle> = rooms.iter().map(|room| room.handle.clone()).collect();
        let (limits, trust) = (Limits::default(), Trust::default());
        let served = Served::before(handles, keeper.store.clone(), limits, trust);
        Self {
            served,
            rooms,
            _keeper: keeper,
        }
    }

    /// Somebody who has said hello there.
    async fn comes(&self, path: &str, hello: Hello) -> Player {
        let mut player = Player::at(self.served.address, path).await;
        player.say(&ToServer::Hello(hello)).await;
        player
    }

    /// In which room somebody is who opens this address.
    async fn room_of(&self, path: &str, role: Role) -> (u32, Player) {
        let mut player = self.comes(path, hello(role)).await;
        (player.welcomed().await.room, player)
    }

    /// Why somebody gets no place.
    async fn why_not(&self, path: &str, role: Role) -> (u16, String) {
        self.comes(path, hello(role)).await.sent_away().await
    }

    async fn stop(self) {
        self.served.stop().await;
        for room in self.rooms {
            room.join();
        }
    }
}

fn settings(room: u32, capacity: u32) -> RoomSettings {
    let mut world = WorldSettings::of_side(7, 300.0);
    (world.rocks, world.saucers, world.occasions) = (0, false, false);
    RoomSettings {
        room,
        capacity,
        bots: 0,
        fleet: Default::default(),
        world,
        view: ViewSettings::default(),
        watch_delay_ticks: 0,
    }
}

fn hello(role: Role) -> Hello {
    Hello::new(role, "Ada", 20.0, 15.0)
}

/// What a pilot comes back with.
async fn session(player: &mut Player) -> Session {
    loop {
        if let Ok(ToClient::Session(session)) = ToClient::decode(&player.receive().await) {
            return session;
        }
    }
}

fn full(reason: &str) -> (u16, String) {
    (CloseCode::Full.code(), reason.to_owned())
}

#[tokio::test]
async fn who_asks_for_a_room_watches_or_flies_there_and_nowhere_else() {
    let game = TwoRooms::open();
    let (room, _ada) = game.room_of("/ws", Role::Pilot).await;
    assert_eq!(room, 1, "the first, as nobody flies anywhere");
    assert_eq!(game.room_of("/ws", Role::Spectator).await.0, 1);
    assert_eq!(game.room_of("/ws?room=2", Role::Spectator).await.0, 2);
    let (room, _bob) = game.room_of("/ws?room=2", Role::Pilot).await;
    assert_eq!(room, 2);
    // It is full by now.
    let told = game.why_not("/ws?room=2", Role::Pilot).await;
    assert_eq!(
        told,
        full("room 2 is full; you can watch, or fly in another")
    );
    assert_eq!(game.room_of("/ws?room=2", Role::Spectator).await.0, 2);
    game.stop().await;
}

#[tokio::test]
async fn who_asks_for_a_room_that_there_is_not_is_told_so() {
    let game = TwoRooms::open();
    let wrong = ["3", "0", "-1", "", "two", "4294967297", "1&room=2"];
    for number in wrong {
        let path = format!("/ws?room={number}");
        for role in [Role::Pilot, Role::Spectator] {
            let told = game.why_not(&path, role).await;
            assert_eq!(
                told,
                full("there is no room with that number here"),
                "{path}"
            );
        }
    }
    game.stop().await;
}

#[tokio::test]
async fn who_comes_back_flies_on_where_it_was_whatever_it_asks_for() {
    let game = TwoRooms::open();
    let (room, mut ada) = game.room_of("/ws?room=2", Role::Pilot).await;
    let key = session(&mut ada).await.key;
    let back = hello(Role::Pilot).resuming(Some(SessionClaim { room, key }));
    let mut ada = game.comes("/ws?room=1", back).await;
    assert_eq!(ada.welcomed().await.room, 2);
    assert!(session(&mut ada).await.resumed);
    game.stop().await;
}
