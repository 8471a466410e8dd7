//! A server on a free port of this machine, before a real room.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use asteroids_server::net::admin::{AdminKey, Audit, Moderation, Standing};
use asteroids_server::net::chat::Custom;
use asteroids_server::net::peers::{Peering, PublicAddress, peering};
use asteroids_server::net::{KnownBans, Limits, Trust};
use asteroids_server::room::{self, EdgeId, RoomSettings, RoomThread};
use asteroids_server::store::questions::errands;
use asteroids_server::store::{FILE_NAME, Keeping, Store, StoreThread};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::PlayerId;
use asteroids_shared::picture::Picture;
use asteroids_shared::protocol::{Focus, Hello, Role, SessionClaim, ToServer};

use crate::game::keeper;
use crate::moderator::TOKEN;
use crate::pilot::Pilot;
use crate::player::Player;
use crate::served::Served;

/// A server with one real room. It ends when it is stopped, or with the test's
/// runtime.
pub struct Arena {
    pub address: SocketAddr,
    served: Served,
    room: RoomThread,
    keeper: StoreThread,
}

/// Nothing that could come between.
fn quiet_settings() -> RoomSettings {
    let mut world = WorldSettings::of_side(7, 300.0);
    (world.rocks, world.saucers, world.occasions) = (0, false, false);
    settings(world, 0)
}

fn open_store(folder: &Path) -> StoreThread {
    let store = StoreThread::open(&folder.join(FILE_NAME), Keeping::default());
    store.expect("the folder takes it")
}

/// What is trusted where moderators record what they do.
fn moderated(folder: &Path, audit: Audit) -> Trust {
    let key = AdminKey::new(TOKEN).expect("it is long enough");
    let standing = Standing::open(folder).expect("it is a file of ours");
    let moderation = Some(Moderation {
        key,
        audit,
        standing,
    });
    Trust {
        moderation,
        ..Trust::default()
    }
}

/// Where an edge says that clients reach it.
fn reached_at(edge: EdgeId) -> Option<PublicAddress> {
    let address = format!("wss://play.example/{edge}/ws");
    Some(address.parse().expect("an address"))
}

/// Two edges' ends, each of which hears what the other one tells.
pub fn linked() -> [Peering; 2] {
    let [(one, by_one), (other, by_other)] =
        [1, 2].map(|edge| peering(reached_at(edge), Vec::new()));
    let ways = [
        (by_one.told, by_other.tell, by_one.lent, by_other.lend),
        (by_other.told, by_one.tell, by_other.lent, by_one.lend),
    ];
    for (mut told, tell, mut lent, lend) in ways {
        tokio::spawn(async move {
            while let Some(word) = told.recv().await {
                tell.tell(&word);
            }
        });
        tokio::spawn(async move {
            while let Some(parcel) = lent.recv().await {
                let _ = lend.send(parcel.bytes).await;
            }
        });
    }
    [one, other]
}

/// A store that is kept elsewhere, where there is this one.
fn far(here: &Store, there: Store) -> Store {
    let (elsewhere, mut asked) = errands(None);
    tokio::spawn(async move {
        while let Some(errand) = asked.recv().await {
            let answer = there.answer(errand.name, &errand.question).await;
            let _ = errand.answer.send(answer);
        }
    });
    here.clone().kept_elsewhere(elsewhere)
}

impl Arena {
    /// An empty one with so many seats.
    pub async fn of(capacity: u32) -> Self {
        let mut world = WorldSettings::of_side(7, 300.0);
        (world.rocks, world.saucers, world.occasions) = (0, false, false);
        Self::with(world, 0, capacity).await
    }

    /// Rocks, saucers and bots, as the game is played.
    pub async fn open() -> Self {
        Self::open_to(50).await
    }

    /// The same with so many seats.
    pub async fn open_to(capacity: u32) -> Self {
        Self::with(WorldSettings::of_side(7, 300.0), 8, capacity).await
    }

    /// Nothing that could come between.
    pub async fn empty() -> Self {
        Self::of(50).await
    }

    async fn with(world: WorldSettings, bots: u32, capacity: u32) -> Self {
        let settings = RoomSettings {
            capacity,
            ..settings(world, bots)
        };
        Self::before(settings, keeper(), Trust::default())
    }

    /// Nothing that could come between, watched over by moderators who record
    /// what they do in this folder, where the store is too.
    pub fn moderated(folder: &Path) -> Self {
        let audit = Audit::open(&folder.join("audit.jsonl")).expect("the folder takes it");
        Self::recorded(folder, audit)
    }

    /// The same, recorded elsewhere.
    pub fn recorded(folder: &Path, audit: Audit) -> Self {
        let keeper = open_store(folder);
        Self::before(quiet_settings(), keeper, moderated(folder, audit))
    }

    /// Two edges, the first of which has the store for both. Each has a room of its own
    /// here: what goes from one to the other goes past rooms.
    pub fn two_edges(folders: [&Path; 2]) -> [Self; 2] {
        Self::two_edges_within(folders, Limits::default())
    }

    /// The same, where this is what may be had of the second one.
    pub fn two_edges_within(folders: [&Path; 2], limits: Limits) -> [Self; 2] {
        let [first, second] = folders.map(open_store);
        let far = far(&second.store, first.store.clone());
        let [one, other] = linked();
        let near = first.store.clone();
        let [here, there] = folders.map(|folder| {
            let audit = Audit::open(&folder.join("audit.jsonl")).expect("the folder takes it");
            moderated(folder, audit)
        });
        [
            Self::of_edge(
                (quiet_settings(), first),
                near,
                (here, Limits::default()),
                Some((1, one)),
            ),
            Self::of_edge(
                (quiet_settings(), second),
                far,
                (there, limits),
                Some((2, other)),
            ),
        ]
    }

    /// An edge whose keeper is another one, which has this store, or is away.
    pub fn edge(folder: &Path, keepers: Option<Store>) -> Self {
        let keeper = open_store(folder);
        let store = match keepers {
            Some(keepers) => far(&keeper.store, keepers),
            None => keeper.store.clone().kept_elsewhere(errands(None).0),
        };
        let audit = Audit::open(&folder.join("audit.jsonl")).expect("the folder takes it");
        let (mut peering, _) = peering(None, Vec::new());
        peering.known_bans = KnownBans::open(folder).expect("it is a file of ours");
        let (trust, limits) = (moderated(folder, audit), Limits::default());
        let rooms = (quiet_settings(), keeper);
        Self::of_edge(rooms, store, (trust, limits), Some((2, peering)))
    }

    /// Nothing that could come between, where this holds for what people say.
    pub fn where_people_talk(chat: Custom) -> Self {
        let mut world = WorldSettings::of_side(7, 300.0);
        (world.rocks, world.saucers, world.occasions) = (0, false, false);
        let trust = Trust {
            chat,
            ..Trust::default()
        };
        Self::before(settings(world, 2), keeper(), trust)
    }

    /// Nothing that could come between, where this is what one may do.
    pub fn within(limits: Limits) -> Self {
        let mut world = WorldSettings::of_side(7, 300.0);
        (world.rocks, world.saucers, world.occasions) = (0, false, false);
        Self::bounded(settings(world, 0), keeper(), Trust::default(), limits)
    }

    fn before(settings: RoomSettings, keeper: StoreThread, trust: Trust) -> Self {
        Self::bounded(settings, keeper, trust, Limits::default())
    }

    fn bounded(settings: RoomSettings, keeper: StoreThread, trust: Trust, limits: Limits) -> Self {
        let store = keeper.store.clone();
        Self::of_edge((settings, keeper), store, (trust, limits), None)
    }

    fn of_edge(
        (settings, keeper): (RoomSettings, StoreThread),
        store: Store,
        (trust, limits): (Trust, Limits),
        place: Option<(EdgeId, Peering)>,
    ) -> Self {
        let reporter = keeper.store.reporter();
        let room = room::spawn(settings, reporter, None).expect("it starts");
        let rooms = vec![room.handle.clone()];
        let (edge, peering) = place.unzip();
        let served = Served::as_edge((rooms, store), trust, limits, (edge.unwrap_or(0), peering));
        Self {
            address: served.address,
            served,
            room,
            keeper,
        }
    }

    /// What it knows of players.
    pub fn store(&self) -> Store {
        self.keeper.store.clone()
    }

    /// Has nobody ask the store any more.
    pub fn lose_the_store(&mut self) {
        let other = std::mem::replace(&mut self.keeper, keeper());
        other.join(Vec::new(), Instant::now());
    }

    /// Ends as the program does, so that another may have the folder.
    pub async fn stop(self) {
        self.served.stop().await;
        self.room.join();
        self.keeper.join(Vec::new(), Instant::now());
    }

    /// A pilot who has a ship and sees it.
    pub async fn join(&self, name: &str) -> Pilot {
        self.come_back(name, None).await
    }

    /// A pilot who comes from this address, by way of a proxy.
    pub async fn join_from(&self, name: &str, address: &str) -> Pilot {
        self.join_with(name, &[("x-forwarded-for", address)]).await
    }

    /// Someone who watches this player.
    pub async fn watch(&self, player: PlayerId) -> Pilot {
        let mut watcher = Player::connect(self.address).await;
        watcher.hello(Role::Spectator, "").await;
        let welcome = watcher.welcomed().await;
        let focus = ToServer::Focus(Focus::Player(player));
        watcher.say(&focus).await;
        Pilot {
            player: watcher,
            picture: Picture::new(&welcome),
            session: None,
            said: VecDeque::new(),
            told: VecDeque::new(),
            welcome,
            seq: 0,
        }
    }

    /// The same, with what it has of a session before.
    pub async fn come_back(&self, name: &str, claim: Option<SessionClaim>) -> Pilot {
        let hello = Hello::new(Role::Pilot, name, 20.0, 15.0).resuming(claim);
        self.enter(hello, &[]).await
    }

    /// A pilot who wants to be where another one flies.
    pub async fn join_near(&self, name: &str, friend: &str) -> Pilot {
        let hello = Hello::new(Role::Pilot, name, 20.0, 15.0).near(friend);
        self.enter(hello, &[]).await
    }

    /// A pilot whose request has these headers.
    pub async fn join_with(&self, name: &str, headers: &[(&'static str, &str)]) -> Pilot {
        let hello = Hello::new(Role::Pilot, name, 20.0, 15.0);
        self.enter(hello, headers).await
    }

    /// How somebody with these headers is sent away at once.
    pub async fn sends_away(&self, headers: &[(&'static str, &str)]) -> (u16, String) {
        let asked = Player::ask(self.address, headers).await;
        let mut player = asked.expect("the server upgrades");
        player.hello(Role::Pilot, "Eve").await;
        player.sent_away().await
    }

    async fn enter(&self, hello: Hello, headers: &[(&'static str, &str)]) -> Pilot {
        let asked = Player::ask(self.address, headers).await;
        let mut player = asked.expect("the server upgrades");
        player.say(&ToServer::Hello(hello)).await;
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
}

fn settings(world: WorldSettings, bots: u32) -> RoomSettings {
    RoomSettings {
        room: 1,
        capacity: 50,
        bots,
        world,
        view: ViewSettings::default(),
        fleet: Default::default(),
        watch_delay_ticks: 0,
    }
}
