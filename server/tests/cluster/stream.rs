//! A stream that a leader of these tests writes.

use asteroids_server::room::RoomSettings;
use asteroids_server::room::member::{Body, Line, News, TickLine, WORLD_VERSION};
use asteroids_server::room::state::command::Command;
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use tokio::sync::mpsc::Sender;

/// Which edge that is.
pub const LEADER: u32 = 8;
/// What the room's past is called.
pub const SOURCE: i64 = 7;

pub fn settings() -> RoomSettings {
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
pub struct Stream {
    news: Sender<News>,
    /// All of it from some line on.
    pub lines: Vec<(u64, Line)>,
    sequence: u64,
}

impl Stream {
    /// One that goes on after this line.
    pub fn new(news: Sender<News>, sequence: u64) -> Self {
        Self {
            news,
            lines: Vec::new(),
            sequence,
        }
    }

    /// The leader begins.
    pub async fn open(&mut self) {
        let (epoch, edge, source) = (1, LEADER, SOURCE);
        let begins = vec![Command::Lead { epoch, edge }, Command::Begin { source }];
        self.append(begins, None).await;
    }

    pub async fn append(&mut self, commands: Vec<Command>, digest: Option<u64>) {
        let mut tick = TickLine {
            digest,
            ..TickLine::default()
        };
        tick.entry.commands = commands;
        self.write(Body::Tick(tick)).await;
    }

    /// The room stands still.
    pub async fn rest(&mut self) {
        self.write(Body::Rest).await;
    }

    async fn write(&mut self, body: Body) {
        self.sequence += 1;
        let line = Line {
            version: WORLD_VERSION,
            epoch: 1,
            edge: LEADER,
            body,
        };
        let sequence = self.sequence;
        self.lines.push((sequence, line.clone()));
        let told = self.news.send(News::Line { sequence, line }).await;
        told.expect("the edge hears");
    }
}
