//! People who fly by any edge, and come back by another when theirs is gone.

use std::sync::{Arc, Mutex};

use asteroids_server::room::{
    ClientId, EdgeId, Goodbye, Newcomer, Refused, Request, Wire, first_client_of, outbox,
};
use asteroids_shared::picture::{self, Picture};
use asteroids_shared::protocol::{Hello, Role, SessionKey, ToClient, ToServer};
use asteroids_shared::{Controls, PlayerId};
use futures_util::FutureExt;
use rand::RngExt as _;

use crate::sea::Sea;

/// A wire that takes everything.
#[derive(Debug, Default)]
struct Open(Mutex<Vec<Vec<u8>>>);

impl Open {
    fn take(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut *self.0.lock().expect("nobody panicked"))
    }
}

impl Wire for Open {
    fn is_clear(&self) -> bool {
        true
    }

    fn try_send(&self, message: &[u8]) -> Result<(), Refused> {
        self.0
            .lock()
            .expect("nobody panicked")
            .push(message.to_vec());
        Ok(())
    }
}

/// Somebody.
pub struct Person {
    key: SessionKey,
    line: Option<Line>,
    /// As whom it flies, as it was told last.
    pub player: PlayerId,
    /// How often it was somebody else than before.
    pub rebirths: u32,
    /// How many connections it has had.
    pub connections: u32,
}

struct Line {
    edge: EdgeId,
    client: ClientId,
    goodbye: Goodbye,
    wire: Arc<Open>,
    picture: Option<Picture>,
    is_seated: bool,
    /// How many notices it was told.
    notices: u32,
    seq: u32,
}

/// People, and the numbers of their connections.
pub struct People {
    pub all: Vec<Person>,
    connections: u64,
}

impl People {
    /// So many who are not there yet.
    pub fn of(count: u8) -> Self {
        let person = |number| Person {
            key: SessionKey([number; 16]),
            line: None,
            player: 0,
            rebirths: 0,
            connections: 0,
        };
        Self {
            all: (1..=count).map(person).collect(),
            connections: 0,
        }
    }

    /// Each presses some key, and who has no connection looks for one.
    pub fn act(&mut self, sea: &mut Sea) {
        for person in &mut self.all {
            person.listen(sea);
            if person.line.is_none() {
                person.connect(sea, &mut self.connections);
            } else if sea.chance.random_ratio(1, 6) {
                person.press_some_key(sea);
            }
        }
    }

    /// Everybody lets go of all keys.
    pub fn rest(&mut self, sea: &mut Sea) {
        for person in &mut self.all {
            person.press(sea, Controls::NONE);
        }
    }
}

impl Line {
    /// Takes in what it is told, which is never wrong.
    fn look(&mut self) {
        for message in self.wire.take() {
            match picture::receive(&message).expect("it is a message") {
                ToClient::Welcome(welcome) => self.picture = Some(Picture::new(&welcome)),
                ToClient::Frame(frame) => {
                    let picture = self.picture.as_mut().expect("it is welcome");
                    let found = picture.apply(&frame);
                    assert!(found.breaches.is_empty(), "{:?}", found.breaches);
                }
                ToClient::Aside(_) => self.notices += 1,
                _ => {}
            }
        }
    }
}

/// Somebody who comes by an edge, with its first connection.
pub fn newcomer(edge: EdgeId, number: u8) -> (Newcomer, Goodbye) {
    let wire = Arc::<Open>::default();
    come_by(first_client_of(edge), SessionKey([number; 16]), wire)
}

/// Somebody who watches by an edge.
pub fn watcher(edge: EdgeId, number: u8) -> (Newcomer, Goodbye) {
    let (mut watcher, goodbye) = newcomer(edge, number);
    watcher.client = first_client_of(edge) + 1_000 + u64::from(number);
    watcher.hello = Hello::new(Role::Spectator, "", 30.0, 17.0);
    (watcher, goodbye)
}

fn come_by(client: ClientId, key: SessionKey, wire: Arc<Open>) -> (Newcomer, Goodbye) {
    let (outbox, goodbye) = outbox(wire);
    let newcomer = Newcomer {
        client,
        hello: Hello::new(Role::Pilot, "Ada", 30.0, 17.0),
        token: None,
        key,
        near: None,
        seat: None,
        outbox,
    };
    (newcomer, goodbye)
}

impl Person {
    /// Whether it flies and was let in.
    pub fn flies(&self) -> bool {
        self.line.as_ref().is_some_and(|line| line.is_seated)
    }

    /// The key that it comes back with.
    pub fn key(&self) -> &SessionKey {
        &self.key
    }

    /// How many notices it was told by the connection that it has.
    pub fn notices(&self) -> u32 {
        self.line.as_ref().map_or(0, |line| line.notices)
    }

    /// The connection that it has.
    pub fn client(&self) -> Option<ClientId> {
        Some(self.line.as_ref()?.client)
    }

    fn listen(&mut self, sea: &mut Sea) {
        let Some(line) = &mut self.line else { return };
        line.look();
        let is_there = sea.edge(line.edge).is_some();
        if !is_there || line.goodbye.said().now_or_never().is_some() {
            self.line = None;
            return;
        }
        if !line.is_seated
            && let Some(Some(seated)) = line.goodbye.seated().now_or_never()
        {
            line.is_seated = true;
            self.rebirths += u32::from(self.player != 0 && self.player != seated.player);
            self.player = seated.player;
        }
    }

    fn connect(&mut self, sea: &mut Sea, connections: &mut u64) {
        let open: Vec<_> = { &sea.edges }
            .iter()
            .filter(|edge| edge.stopped_until.is_none() && !edge.is_cut)
            .map(|edge| edge.id)
            .collect();
        if open.is_empty() {
            return;
        }
        let edge = open[sea.chance.random_range(0..open.len())];
        let client = first_client_of(edge) + *connections;
        *connections += 1;
        self.connections += 1;
        let wire = Arc::<Open>::default();
        let (newcomer, goodbye) = come_by(client, self.key, wire.clone());
        sea.ask(edge, vec![Request::Connect(Box::new(newcomer))]);
        self.line = Some(Line {
            edge,
            client,
            goodbye,
            wire,
            picture: None,
            is_seated: false,
            notices: 0,
            seq: 0,
        });
    }

    fn press_some_key(&mut self, sea: &mut Sea) {
        let controls = Controls::from_bits(sea.chance.random_range(0..32));
        self.press(sea, controls);
    }

    fn press(&mut self, sea: &mut Sea, controls: Controls) {
        let Some(line) = &mut self.line else { return };
        line.seq += 1;
        let (client, seq) = (line.client, line.seq);
        let tick = match sea.edge(line.edge) {
            Some(edge) => edge.member.room().world().tick() + 2,
            None => return,
        };
        let at = sea.now;
        let say = |message| Request::Say {
            client,
            message,
            at,
        };
        let controls = ToServer::Controls {
            seq,
            tick,
            controls,
        };
        sea.ask(line.edge, vec![say(controls), say(ToServer::Respawn)]);
    }
}
