//! A server where people may open rooms for themselves, and who comes to one.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use asteroids_server::clips::Clips;
use asteroids_server::films::Films;
use asteroids_server::net::admin::{AdminKey, Audit, Moderation, Standing};
use asteroids_server::net::{Game, Limits, PrivateRooms, PrivateSettings, Trust};
use asteroids_server::room::{self, RoomSettings, RoomThread};
use asteroids_server::store::StoreThread;
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::picture::Picture;
use asteroids_shared::protocol::{Hello, Role, SessionClaim, ToServer};
use serde_json::{Value, json};
use tokio::time::{interval, timeout};

use crate::game::{PATIENCE, keeper};
use crate::moderator::{self, TOKEN};
use crate::pilot::Pilot;
use crate::player::Player;
use crate::served::Served;

/// How many rooms may be open in these tests, and how many may fly in each.
pub const ROOMS_MAX: usize = 3;
pub const PEOPLE_MAX: u32 = 8;

/// A server with one room for everybody, and others for whoever opens one.
pub struct House {
    pub address: SocketAddr,
    pub rooms: PrivateRooms,
    served: Served,
    room: RoomThread,
    keeper: StoreThread,
}

/// A room that somebody has opened.
pub struct Opened {
    pub code: String,
    pub key: String,
    pub room: u64,
}

impl House {
    /// Where rooms last as long as they do for people.
    pub fn open() -> Self {
        Self::lasting(Duration::from_secs(60))
    }

    /// Where a room ends once it has been empty for so long.
    pub fn lasting(empty_for: Duration) -> Self {
        Self::with(empty_for, quiet(), Trust::default())
    }

    /// With rocks to shoot at.
    pub fn with_rocks(empty_for: Duration) -> Self {
        let mut settings = quiet();
        settings.world.rocks = 400;
        Self::with(empty_for, settings, Trust::default())
    }

    /// With moderators.
    pub fn moderated(folder: &Path) -> Self {
        let moderation = Moderation {
            key: AdminKey::new(TOKEN).expect("it is long enough"),
            audit: Audit::open(&folder.join("audit.jsonl")).expect("the folder takes it"),
            standing: Standing::open(folder).expect("it is a file of ours"),
        };
        let trust = Trust {
            moderation: Some(moderation),
            ..Trust::default()
        };
        Self::with(Duration::from_secs(60), quiet(), trust)
    }

    fn with(empty_for: Duration, like: RoomSettings, trust: Trust) -> Self {
        let area_m2 = like.world.torus.width_m * like.world.torus.height_m;
        let rock_area_m2 = area_m2 / like.world.rocks as f32;
        let mut settings = PrivateSettings::new(ROOMS_MAX, PEOPLE_MAX, like.clone(), rock_area_m2);
        settings.empty_for = empty_for;
        let (rooms, keeper) = (PrivateRooms::new(settings), keeper());
        let room = room::spawn(like, keeper.store.reporter(), None).expect("it starts");
        let game = Game {
            rooms: vec![room.handle.clone()],
            private: rooms.clone(),
            store: keeper.store.clone(),
            films: Films::off(),
            clips: Clips::off(),
            first_client: 1,
            peering: None,
        };
        let served = Served::of("127.0.0.1:0", game, Limits::default(), trust);
        Self {
            address: served.address,
            rooms,
            served,
            room,
            keeper,
        }
    }

    /// Stops the server, and waits until it has.
    pub async fn stop(self) {
        self.served.stop().await;
        self.room.join();
        self.keeper.join(Vec::new(), Instant::now());
    }

    /// Asks with these header lines, each ending in CRLF.
    pub async fn ask(&self, method: &str, path: &str, headers: &str, body: Value) -> (u16, Value) {
        moderator::ask(self.address, method, path, headers, &body.to_string()).await
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.ask("GET", path, "", Value::Null).await
    }

    /// A room for so many people that somebody opens with these header lines.
    pub async fn opens(&self, people: u32, headers: &str) -> Opened {
        self.opens_like(json!({ "people": people }), headers).await
    }

    pub async fn opens_like(&self, wanted: Value, headers: &str) -> Opened {
        let (status, told) = self.ask("POST", "/api/rooms", headers, wanted).await;
        assert_eq!(status, 201, "{told}");
        let text = |key: &str| told[key].as_str().expect("a text").to_owned();
        Opened {
            code: text("code"),
            key: text("key"),
            room: told["room"].as_u64().expect("a number"),
        }
    }

    /// Why nobody can open a room like that.
    pub async fn opens_none(&self, wanted: Value, headers: &str) -> u16 {
        self.ask("POST", "/api/rooms", headers, wanted).await.0
    }

    /// The owner has something done. Gives the status.
    pub async fn orders(&self, room: &Opened, deed: &str, body: Value) -> u16 {
        let path = format!("/api/rooms/{}/{deed}", room.code);
        let headers = format!("Authorization: Bearer {}\r\n", room.key);
        self.ask("POST", &path, &headers, body).await.0
    }

    /// Waits until the room is over.
    pub async fn until_over(&self, room: &Opened) {
        let path = format!("/api/rooms/{}", room.code);
        let mut again = interval(Duration::from_millis(20));
        let over = async {
            while self.get(&path).await.0 != 404 {
                again.tick().await;
            }
        };
        timeout(PATIENCE, over).await.expect("it should be over");
    }

    /// Somebody who says hello at this address, with these headers.
    pub async fn comes(
        &self,
        path: &str,
        hello: Hello,
        headers: &[(&'static str, &str)],
    ) -> Player {
        let mut player = Player::at_with(self.address, path, headers).await;
        player.say(&ToServer::Hello(hello)).await;
        player
    }

    /// A pilot who flies where this code leads, or anywhere.
    pub async fn flies(&self, name: &str, code: &str, cookie: &str) -> Pilot {
        let hello = Hello::new(Role::Pilot, name, 20.0, 15.0);
        self.flies_as(hello, code, cookie).await
    }

    /// The same, with what it has of a session before.
    pub async fn flies_on(&self, name: &str, code: &str, claim: SessionClaim) -> Pilot {
        let hello = Hello::new(Role::Pilot, name, 20.0, 15.0).resuming(Some(claim));
        self.flies_as(hello, code, "").await
    }

    pub async fn flies_as(&self, hello: Hello, code: &str, cookie: &str) -> Pilot {
        let headers = [("cookie", cookie)];
        let mut player = self.comes(&path(code), hello, &headers).await;
        let welcome = player.welcomed().await;
        let mut pilot = Pilot {
            player,
            picture: Picture::new(&welcome),
            session: None,
            said: VecDeque::new(),
            told: VecDeque::new(),
            welcome,
            seq: 0,
        };
        while pilot.own_ship().is_none() || pilot.session.is_none() {
            pilot.hear().await;
        }
        pilot
    }

    /// How somebody is sent away who comes by this code.
    pub async fn sends_away(&self, code: &str, role: Role, cookie: &str) -> (u16, String) {
        let hello = Hello::new(role, "Eve", 20.0, 15.0);
        let mut player = self.comes(&path(code), hello, &[("cookie", cookie)]).await;
        player.sent_away().await
    }
}

fn path(code: &str) -> String {
    match code {
        "" => "/ws".to_owned(),
        code => format!("/ws?room={code}"),
    }
}

/// Nothing that could come between.
fn quiet() -> RoomSettings {
    let mut world = WorldSettings::of_side(7, 300.0);
    (world.rocks, world.saucers, world.occasions) = (0, false, false);
    RoomSettings {
        room: 1,
        capacity: 20,
        bots: 0,
        world,
        view: ViewSettings::default(),
        fleet: Default::default(),
        watch_delay_ticks: 0,
    }
}
