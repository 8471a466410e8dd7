//! An edge on a thread of its own whose world is not that of the others.

use std::time::Duration;

use asteroids_server::room::member::{
    Body, Carrier, FIRST_LINE, Joined, Line, News, TickLine, link, spawn,
};
use asteroids_server::room::state::command::Command;
use asteroids_server::room::{Request, RoomSettings, RoomStatus, State};
use asteroids_server::store::{Database, StoreThread};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::protocol::CloseCode;
use tokio::time::{sleep, timeout};

use crate::people;

const EDGE: u32 = 7;
const LEADER: u32 = 8;
const PATIENCE: Duration = Duration::from_secs(20);

fn settings() -> RoomSettings {
    RoomSettings {
        room: 1,
        capacity: 10,
        bots: 0,
        fleet: Default::default(),
        world: WorldSettings::of_side(1, 300.0),
        view: ViewSettings::default(),
        watch_delay_ticks: 0,
    }
}

/// What the leader appends, a line after the other.
struct Stream {
    carrier: Carrier,
    sequence: u64,
}

impl Stream {
    async fn append(&mut self, commands: Vec<Command>, digest: Option<u64>) {
        let mut tick = TickLine {
            digest,
            ..TickLine::default()
        };
        tick.entry.commands = commands;
        self.sequence += 1;
        let line = Line {
            epoch: 1,
            edge: LEADER,
            body: Body::Tick(tick),
        };
        let sequence = self.sequence;
        let told = self.carrier.news.send(News::Line { sequence, line }).await;
        told.expect("the edge hears");
    }
}

#[tokio::test]
async fn an_edge_whose_world_differs_says_so_and_sends_everybody_elsewhere() {
    let memory = Database::in_memory().expect("there is memory");
    let store = StoreThread::start(memory).expect("it starts").store;
    let (link, carrier) = link();
    let joined = Joined {
        state: State::new(settings().world, settings().capacity),
        sequence: FIRST_LINE,
        source: 7,
    };
    let edge = spawn(EDGE, settings(), joined, link, PATIENCE, store.reporter());
    let edge = edge.expect("it starts").handle;
    let mut stream = Stream {
        carrier,
        sequence: FIRST_LINE,
    };
    let (epoch, source) = (1, 7);
    let lead = Command::Lead {
        epoch,
        edge: LEADER,
    };
    stream
        .append(vec![lead, Command::Begin { source }], None)
        .await;
    stream.append(vec![Command::Rebase], None).await;
    stream.append(Vec::new(), Some(1)).await;
    let is_astray = |status: &RoomStatus| matches!(status.membership, Some(edge) if edge.is_astray);
    let says_so = async {
        while !is_astray(&edge.status()) {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, says_so).await.expect("it says so");
    let (newcomer, mut goodbye) = people::newcomer(EDGE, 1);
    let asked = edge.ask(Request::Connect(Box::new(newcomer))).await;
    asked.expect("it is still there");
    assert_eq!(goodbye.said().await, Some(CloseCode::Restarting));
    let _ = edge.ask(Request::Stop).await;
}
