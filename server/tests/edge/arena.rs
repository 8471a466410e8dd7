//! A server on a free port of this machine, before a real room.

use std::net::SocketAddr;

use asteroids_server::metrics::Metrics;
use asteroids_server::net::{self, Limits, Trust};
use asteroids_server::room::{self, RoomSettings};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::picture::{Entity, Picture};
use asteroids_shared::protocol::{Frame, Role, ToClient, ToServer, ViewGranted, Welcome};
use asteroids_shared::{Controls, Tick};
use tokio::time::timeout;

use crate::game::{PATIENCE, keeper};
use crate::player::Player;

/// A server with one real room. It ends with the test's runtime.
pub struct Arena {
    pub address: SocketAddr,
}

impl Arena {
    /// Rocks, saucers and bots, as the game is played.
    pub async fn open() -> Self {
        Self::with(WorldSettings::of_side(7, 300.0), 8).await
    }

    /// Nothing that could come between.
    pub async fn empty() -> Self {
        let mut world = WorldSettings::of_side(7, 300.0);
        (world.rocks, world.saucers) = (0, false);
        Self::with(world, 0).await
    }

    async fn with(world: WorldSettings, bots: u32) -> Self {
        let settings = RoomSettings {
            room: 1,
            capacity: 50,
            bots,
            world,
            view: ViewSettings::default(),
        };
        let store = keeper().store;
        let room = room::spawn(settings, store.reporter(), None).expect("it starts");
        let any_port = "127.0.0.1:0".parse().expect("an address");
        let listener = net::listener::bind(any_port).expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        tokio::spawn(net::serve(
            listener,
            vec![room.handle],
            store,
            Metrics::install(),
            Limits::default(),
            Trust::default(),
            std::future::pending(),
        ));
        Self { address }
    }

    /// A pilot who has a ship and sees it.
    pub async fn join(&self, name: &str) -> Pilot {
        let mut player = Player::connect(self.address).await;
        player.hello(Role::Pilot, name).await;
        let welcome = player.welcomed().await;
        let mut pilot = Pilot {
            player,
            picture: Picture::new(&welcome),
            welcome,
            seq: 0,
        };
        while pilot.own_ship().is_none() {
            pilot.frame().await;
        }
        pilot
    }
}

/// Someone who flies, and keeps a picture of what is told.
pub struct Pilot {
    pub player: Player,
    pub picture: Picture,
    pub welcome: Box<Welcome>,
    seq: u32,
}

impl Pilot {
    /// The next frame, after the picture has taken it.
    pub async fn frame(&mut self) -> Frame {
        let next = async {
            loop {
                if let ToClient::Frame(frame) = self.message().await {
                    return *frame;
                }
            }
        };
        timeout(PATIENCE, next).await.expect("a frame in time")
    }

    /// The next answer to a wish for another view.
    pub async fn view_granted(&mut self) -> ViewGranted {
        let next = async {
            loop {
                if let ToClient::ViewGranted(granted) = self.message().await {
                    return granted;
                }
            }
        };
        timeout(PATIENCE, next).await.expect("an answer in time")
    }

    async fn message(&mut self) -> ToClient {
        let message = ToClient::decode(&self.player.receive().await).expect("a message");
        if let ToClient::Frame(frame) = &message {
            let findings = self.picture.apply(frame);
            assert!(findings.breaches.is_empty(), "{:?}", findings.breaches);
        }
        message
    }

    /// Holds these controls from a tick on, by the next number.
    pub async fn hold_from(&mut self, tick: Tick, controls: Controls) {
        self.seq += 1;
        self.control(self.seq, tick, controls).await;
    }

    /// Says that it holds these controls, by any number and from any tick on.
    pub async fn control(&mut self, seq: u32, tick: Tick, controls: Controls) {
        let control = ToServer::Controls {
            seq,
            tick,
            controls,
        };
        self.player.say(&control).await;
    }

    /// The frames until the world has taken all that was said of controls, each
    /// with its tick.
    pub async fn until_taken(&mut self) -> Vec<(Tick, Frame)> {
        let mut frames = Vec::new();
        let all = async {
            while self.picture.ack() < self.seq {
                let frame = self.frame().await;
                frames.push((self.picture.tick(), frame));
            }
        };
        timeout(PATIENCE, all).await.expect("taken in time");
        frames
    }

    pub fn own_ship(&self) -> Option<&Entity> {
        self.picture.entity(self.picture.you().ship)
    }
}
