//! What people in a room say to each other. It goes from connection to
//! connection: the room and its ticks know nothing of it.

mod ear;
mod pace;
mod speaker;
mod talk;
mod turns;
mod words;

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::iter;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use asteroids_shared::protocol::limits::{CHAT_CHARS_MAX, CHAT_HISTORY_LINES, CHAT_LINES_MAX};
use asteroids_shared::protocol::{Aside, AsideKind, ChatLine, Said, ToClient, name};
use bytes::Bytes;
use metrics::counter;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;

pub use speaker::{Speaker, Voice, Voices};
pub use talk::Talk;
pub use words::Words;

use ear::Ear;
use pace::Pace;
use turns::Turns;

use crate::metrics::{CHAT_LINES, CHAT_REFUSED};
use crate::net::peers::{Peers, Word};

/// How many lines wait for a connection that is busy. It misses the next ones.
const WAITING_MAX: usize = 64;
/// How many voices are kept muted at once, at most two for each who is muted, over
/// restarts too. Beyond that the mute that ends first is lifted.
pub const MUTED_MAX: usize = 2_000;
/// How many are remembered in how fast they talk. Beyond that the one that has
/// been silent for longest is forgotten, and so the sooner it may talk.
const PACES_MAX: usize = 1_000;

/// What holds for the chat of every room at the start.
#[derive(Clone, Debug, Default)]
pub struct Custom {
    /// What a moderator may change.
    pub manners: Manners,
    /// What is not shown.
    pub words: Arc<Words>,
}

/// What holds until a moderator changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manners {
    /// Whether anybody may say anything.
    pub open: bool,
    /// The least time between two lines of one speaker, in seconds; 0 for none.
    pub slow_s: u32,
}

impl fmt::Display for Manners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = if self.open { "on" } else { "off" };
        write!(f, "chat {open}, a line every {} s", self.slow_s)
    }
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            open: true,
            slow_s: 0,
        }
    }
}

/// Why a line was not said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsaid {
    /// Nobody may say anything.
    #[error("chat is off")]
    Off,
    /// Who watches is silent.
    #[error("only pilots talk")]
    Watching,
    /// A moderator has muted the speaker.
    #[error("muted for {0:?}")]
    Muted(Duration),
    /// The speaker talks too fast.
    #[error("too fast by {0:?}")]
    TooFast(Duration),
    /// The same line again.
    #[error("said again")]
    Again,
    /// Too many talk at once.
    #[error("too many talk at once")]
    Crowded,
}

impl From<Unsaid> for Aside {
    fn from(unsaid: Unsaid) -> Self {
        // A started second counts as a whole one.
        let wait = |kind, wait: Duration| Self::counted(kind, wait.as_secs() as u32 + 1);
        match unsaid {
            Unsaid::Off => Self::plain(AsideKind::ChatOff),
            Unsaid::Watching => Self::plain(AsideKind::OnlyPilotsTalk),
            Unsaid::Muted(for_) => wait(AsideKind::Muted, for_),
            Unsaid::TooFast(for_) => wait(AsideKind::TooFast, for_),
            Unsaid::Again => Self::plain(AsideKind::SaidAgain),
            Unsaid::Crowded => Self::plain(AsideKind::Crowded),
        }
    }
}

/// The chat of a room.
#[derive(Debug)]
pub struct Chat {
    words: Arc<Words>,
    said: broadcast::Sender<Bytes>,
    floor: Mutex<Floor>,
    /// The number of its room, and the other edges that have the room too.
    elsewhere: Option<(u32, Peers)>,
}

#[derive(Debug)]
struct Floor {
    /// Whether nobody may say anything here, whatever holds elsewhere.
    silent: bool,
    manners: Manners,
    history: VecDeque<Spoken>,
    muted: HashMap<Voice, Instant>,
    paces: HashMap<Voice, Pace>,
    turns: Turns,
}

#[derive(Debug)]
struct Spoken {
    line: ChatLine,
    at: Instant,
}

impl Chat {
    /// A chat in which nothing has been said.
    pub fn new(custom: &Custom, now: Instant) -> Self {
        Self {
            words: Arc::clone(&custom.words),
            said: broadcast::Sender::new(WAITING_MAX),
            floor: Mutex::new(Floor::new(custom.manners, now)),
            elsewhere: None,
        }
    }

    /// The chat of another room, where the same holds, or where nobody may talk.
    pub fn beside(&self, may_talk: bool, now: Instant) -> Self {
        let floor = self.floor();
        Self {
            words: Arc::clone(&self.words),
            said: broadcast::Sender::new(WAITING_MAX),
            floor: Mutex::new(Floor {
                silent: !may_talk,
                muted: floor.muted.clone(),
                ..Floor::new(floor.manners, now)
            }),
            elsewhere: None,
        }
    }

    /// The same, of a room that other edges have too, if there are any.
    pub fn heard_elsewhere(self, room: u32, peers: Option<Peers>) -> Self {
        let elsewhere = peers.map(|peers| (room, peers));
        Self { elsewhere, ..self }
    }

    /// Has everybody told, the speaker included. Text of which nothing can be
    /// shown is passed over.
    pub fn say(&self, speaker: &Speaker, text: &str, now: Instant) -> Result<(), Unsaid> {
        let Some(text) = name::visible(text, CHAT_CHARS_MAX) else {
            return Ok(());
        };
        let mut floor = self.floor();
        if let Err(unsaid) = floor.admit(speaker, &text, now) {
            counter!(CHAT_REFUSED).increment(1);
            return Err(unsaid);
        }
        counter!(CHAT_LINES).increment(1);
        let line = ChatLine {
            player: speaker.player,
            name: speaker.name.clone(),
            text: self.words.hidden_in(&text),
            age_s: 0,
        };
        if let Some((room, peers)) = &self.elsewhere {
            peers.tell(&Word::Said {
                room: *room,
                line: line.clone(),
            });
        }
        self.pass_on(&mut floor, line, now);
        Ok(())
    }

    /// Somebody says something who is at another edge, where it was admitted.
    pub fn hear(&self, line: ChatLine) {
        self.pass_on(&mut self.floor(), line, Instant::now());
    }

    fn pass_on(&self, floor: &mut Floor, line: ChatLine, now: Instant) {
        // Under the lock, so that who comes in meanwhile gets it once.
        let _ = self.said.send(message(vec![line.clone()]));
        floor.history.push_back(Spoken { line, at: now });
        if floor.history.len() > CHAT_HISTORY_LINES {
            floor.history.pop_front();
        }
    }

    /// Listens from now on, and is told first what was said lately.
    pub fn listen(&self, now: Instant) -> Ear {
        let floor = self.floor();
        let lately = floor.lately(now);
        let messages = lately.chunks(CHAT_LINES_MAX);
        Ear::new(
            messages.map(|lines| message(lines.to_vec())).collect(),
            self.said.subscribe(),
        )
    }

    /// Silences somebody until then; `None` lets it speak again.
    pub fn mute(&self, voices: &[Voice], until: Option<Instant>) {
        let muted = &mut self.floor().muted;
        for &voice in voices {
            match until {
                Some(until) => _ = muted.insert(voice, until),
                None => _ = muted.remove(&voice),
            }
        }
        keep_within(MUTED_MAX, muted, |until| *until);
    }

    /// For how much longer somebody is muted.
    pub fn muted_for(&self, voices: &Voices, now: Instant) -> Duration {
        let until = self.floor().muted_until(voices);
        until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }

    /// What was said lately, the latest last.
    pub fn lately(&self, now: Instant) -> Vec<ChatLine> {
        self.floor().lately(now)
    }

    /// What holds.
    pub fn manners(&self) -> Manners {
        self.floor().manners
    }

    /// What holds from now on.
    pub fn set_manners(&self, manners: Manners) {
        self.floor().manners = manners;
    }

    fn floor(&self) -> MutexGuard<'_, Floor> {
        self.floor.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Floor {
    fn new(manners: Manners, now: Instant) -> Self {
        Self {
            silent: false,
            manners,
            history: VecDeque::new(),
            muted: HashMap::new(),
            paces: HashMap::new(),
            turns: Turns::new(now),
        }
    }

    fn lately(&self, now: Instant) -> Vec<ChatLine> {
        let lately = self.history.iter().map(|spoken| spoken.line(now));
        lately.collect()
    }

    fn muted_until(&self, voices: &Voices) -> Option<Instant> {
        let voices = voices.both();
        let ends = voices.iter().filter_map(|voice| self.muted.get(voice));
        ends.max().copied()
    }

    fn admit(&mut self, speaker: &Speaker, text: &str, now: Instant) -> Result<(), Unsaid> {
        if self.silent || !self.manners.open {
            return Err(Unsaid::Off);
        }
        let until = self.muted_until(&speaker.voices);
        if let Some(until) = until.filter(|until| *until > now) {
            return Err(Unsaid::Muted(until.duration_since(now)));
        }
        let Voices { who, browser } = speaker.voices;
        let slow = Duration::from_secs(self.manners.slow_s.into());
        for pace in [browser, who].iter().filter_map(|it| self.paces.get(it)) {
            pace.admit_after(slow, now)?;
        }
        if let Some(pace) = self.paces.get(&browser) {
            pace.admit(text, now)?;
        }
        if !self.turns.take(speaker.household, now) {
            return Err(Unsaid::Crowded);
        }
        for voice in iter::once(browser).chain((who != browser).then_some(who)) {
            let pace = self.paces.entry(voice);
            pace.or_insert_with(|| Pace::new(now)).note(text, now);
        }
        keep_within(PACES_MAX, &mut self.paces, Pace::last_at);
        Ok(())
    }
}

/// Forgets what comes first in this order, if there is more than that.
fn keep_within<V, K: Ord>(max: usize, all: &mut HashMap<Voice, V>, order: impl Fn(&V) -> K) {
    while all.len() > max
        && let Some(&first) = all
            .iter()
            .min_by_key(|(_, value)| order(value))
            .map(|(voice, _)| voice)
    {
        all.remove(&first);
    }
}

impl Spoken {
    fn line(&self, now: Instant) -> ChatLine {
        ChatLine {
            age_s: now.duration_since(self.at).as_secs() as u32,
            ..self.line.clone()
        }
    }
}

fn message(lines: Vec<ChatLine>) -> Bytes {
    ToClient::Said(Said::new(lines)).encode().into()
}
