//! Who is in a room, for those in it.

use std::cmp::Reverse;
use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::PlayerId;
use asteroids_shared::protocol::Role;
use serde::Serialize;
use tokio::sync::{Mutex, oneshot};

use super::sessions::Sessions;
use crate::room::{Order, Present, Request, RoomHandle};

/// How many are named.
const ROWS_MAX: usize = 100;
/// For so long a roll is told again: whoever asks, a room is asked no more often.
const FRESH_FOR: Duration = Duration::from_secs(1);

/// Who is in a room.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Roll {
    /// People, then bots of others, then those of the room; of each those with
    /// the highest scores first.
    players: Vec<Row>,
    /// How many more fly.
    more: usize,
    /// How many watch.
    spectators: usize,
}

/// Somebody who flies.
#[derive(Clone, Debug, Serialize)]
struct Row {
    player: PlayerId,
    name: String,
    score: u32,
    bot: bool,
    /// Whether an autopilot flies for a person.
    autopilot: bool,
    /// Whether it may say something, so that somebody may want to mute it.
    talks: bool,
    /// The round trip to its client in milliseconds, once it is known.
    ping_ms: Option<u32>,
}

/// The rolls of a room.
#[derive(Debug, Default)]
pub struct Rolls(Mutex<Option<(Instant, Arc<Roll>)>>);

impl Rolls {
    /// The roll of the room, about as it is now.
    pub async fn of(&self, room: &RoomHandle, sessions: &Sessions) -> Arc<Roll> {
        // Held while the room is asked, so that those who ask meanwhile wait for
        // the same answer.
        let mut latest = self.0.lock().await;
        if let Some((at, roll)) = &*latest
            && at.elapsed() < FRESH_FOR
        {
            return Arc::clone(roll);
        }
        let (answer, present) = oneshot::channel();
        let order = Request::Moderate(Order::TellRoll { answer });
        // A room that is stopping has nobody.
        let _ = room.ask(order).await;
        let mut roll = Roll::of(present.await.unwrap_or_default(), sessions);
        let elsewhere = { room.status().membership }.map_or(0, |edge| edge.spectators_elsewhere);
        roll.spectators += elsewhere as usize;
        let roll = Arc::new(roll);
        *latest = Some((Instant::now(), Arc::clone(&roll)));
        roll
    }
}

impl Roll {
    fn of(mut present: Vec<Present>, sessions: &Sessions) -> Self {
        let all = present.len();
        present.retain(|it| it.role == Role::Pilot);
        let flying = present.len();
        present.sort_unstable_by_key(|it| (it.bot, !talks(it), Reverse(it.score), it.player));
        present.truncate(ROWS_MAX);
        let players = present.into_iter().map(|it| Row {
            talks: talks(&it),
            player: it.player,
            name: it.name,
            score: it.score,
            bot: it.bot,
            autopilot: it.autopilot,
            ping_ms: sessions.round_trip_ms(it.client),
        });
        Self {
            players: players.collect(),
            more: flying.saturating_sub(ROWS_MAX),
            spectators: all - flying,
        }
    }
}

/// Whether it comes over a connection, by which it may talk.
fn talks(present: &Present) -> bool {
    present.client != 0
}
