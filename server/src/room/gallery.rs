//! Those who watch, where they are shown the room as it was a while ago, so that nobody
//! scouts for a friend. The past is a second state: it takes in the same entries, later.

use std::collections::VecDeque;
use std::time::Instant;

use asteroids_shared::Tick;
use asteroids_shared::protocol::{Aside, AsideKind, CloseCode, LeaderboardRow, Notice, ToServer};
use asteroids_shared::rules::TICK_RATE_HZ;

use super::handle::Newcomer;
use super::order::Present;
use super::settings::RoomSettings;
use super::state::State;
use super::state::command::{ClientId, Command};
use super::state::entry::Entry;
use super::telling::{Sent, Telling};
use super::wishes::Wishes;
use crate::view::View;
use crate::world::World;

/// Those who watch what was so many ticks ago.
pub struct Gallery {
    settings: RoomSettings,
    /// What has entered the room since: as many entries as it is late.
    waiting: VecDeque<Entry>,
    /// None before a tick has ended with a rebase, as the room's first in this process
    /// does where that closes the ticks.
    past: Option<Past>,
    /// Who has come before.
    early: Vec<Newcomer>,
}

/// The room as it was, and those who are told of it.
struct Past {
    state: State,
    telling: Telling,
}

impl Gallery {
    /// Of a room with these settings.
    pub fn new(settings: RoomSettings) -> Self {
        Self {
            settings,
            waiting: VecDeque::new(),
            past: None,
            early: Vec::new(),
        }
    }

    /// The room has made a tick: the past makes one too, once it is long enough ago.
    /// It begins with the first that ends with a rebase: what is copied then goes on alike.
    pub fn follow(&mut self, room: &State, entry: &Entry, now: Instant, tick_us: u32) {
        let Some(Past { state, telling }) = &mut self.past else {
            if entry.commands.contains(&Command::Rebase) {
                let state = State::from(room.record(self.settings.room));
                let telling = Telling::new(self.settings.room, self.settings.view, &state);
                self.past = Some(Past { state, telling });
            }
            return;
        };
        self.waiting.push_back(entry.clone());
        if self.waiting.len() > self.settings.watch_delay_ticks as usize
            && let Some(entry) = self.waiting.pop_front()
        {
            state.apply(&entry);
            telling.tell(state, &[], now, tick_us);
        }
    }

    /// Somebody comes to watch. It is told nothing but a welcome until the past is long
    /// enough ago.
    pub fn connect(&mut self, newcomer: Newcomer, wishes: &mut Wishes) {
        let Some(Past { state, telling }) = &mut self.past else {
            self.early.push(newcomer);
            return;
        };
        let client = newcomer.client;
        telling.connect(newcomer, state, wishes);
        let delay_ticks = self.settings.watch_delay_ticks;
        let missing_ticks = delay_ticks.saturating_sub(self.waiting.len() as Tick);
        if missing_ticks > 0 {
            let seconds = missing_ticks.div_ceil(TICK_RATE_HZ);
            telling.notify(client, Aside::counted(AsideKind::PastBegins, seconds));
        }
    }

    /// Lets those in who have come before there was a past.
    pub fn let_early_ones_in(&mut self, wishes: &mut Wishes) {
        if self.past.is_some() {
            for newcomer in std::mem::take(&mut self.early) {
                self.connect(newcomer, wishes);
            }
        }
    }

    /// Whether this client watches here.
    pub fn has(&self, client: ClientId) -> bool {
        let is_early = || self.early.iter().any(|early| early.client == client);
        self.telling().is_some_and(|telling| telling.has(client)) || is_early()
    }

    /// A client says something other than hello.
    pub fn hear(&mut self, client: ClientId, message: ToServer, at: Instant, wishes: &mut Wishes) {
        if let Some(Past { state, telling }) = &mut self.past {
            telling.hear(client, message, at, state, wishes);
        }
    }

    /// A client is gone.
    pub fn disconnect(&mut self, client: ClientId, wishes: &mut Wishes) {
        self.early.retain(|early| early.client != client);
        if let Some(past) = &mut self.past {
            past.telling.disconnect(client, wishes);
        }
    }

    /// Lets those go who have taken nothing for too long.
    pub fn let_stuck_clients_go(&mut self, wishes: &mut Wishes) {
        if let Some(past) = &mut self.past {
            past.telling.let_stuck_clients_go(wishes);
        }
    }

    /// Lets so many go, who came in last.
    pub fn thin(&mut self, spectators: usize, wishes: &mut Wishes) {
        if let Some(past) = &mut self.past {
            past.telling.thin(spectators, wishes);
        }
    }

    /// Has everybody who is here told, at once.
    pub fn announce(&mut self, notice: Notice) {
        if let Some(past) = &mut self.past {
            past.telling.announce(notice);
        }
    }

    /// Has everybody told who takes it now, whether or not time goes on.
    pub fn tell_at_once(&mut self, aside: &Aside) {
        if let Some(past) = &mut self.past {
            past.telling.tell_at_once(aside);
        }
    }

    /// Closes every connection.
    pub fn close_all(&mut self, code: CloseCode) {
        for early in self.early.drain(..) {
            early.outbox.close(code);
        }
        if let Some(past) = &mut self.past {
            past.telling.close_all(code);
        }
    }

    /// Who flew then, by the connections of then, and who watches now.
    pub fn roll(&self) -> Vec<Present> {
        let Some(Past { state, telling }) = &self.past else {
            return Vec::new();
        };
        let mut present = telling.roll(state);
        let players = state.pilots().players().into_iter();
        present.extend(players.filter_map(|player| Present::pilot(state, player)));
        present
    }

    /// The best of then, best first.
    pub fn leaderboard(&self) -> &[LeaderboardRow] {
        self.telling().map_or(&[], Telling::leaderboard)
    }

    /// Whether nobody watches.
    pub fn is_alone(&self) -> bool {
        self.early.is_empty() && self.telling().is_none_or(Telling::is_alone)
    }

    /// How many watch.
    pub fn spectators(&self) -> u32 {
        self.telling().map_or(0, Telling::spectators)
    }

    /// So many watch by other edges.
    pub fn count_elsewhere(&mut self, spectators: u32) {
        if let Some(past) = &mut self.past {
            past.telling.count_elsewhere(spectators);
        }
    }

    /// What has been sent so far.
    pub fn sent(&self) -> Sent {
        self.telling().map_or_else(Sent::default, Telling::sent)
    }

    /// What a client has been told of the world, while it is connected.
    pub fn view_of(&self, client: ClientId) -> Option<&View> {
        self.telling()?.view_of(client)
    }

    /// The world of then.
    pub fn world(&self) -> Option<&World> {
        self.past.as_ref().map(|past| past.state.world())
    }

    fn telling(&self) -> Option<&Telling> {
        self.past.as_ref().map(|past| &past.telling)
    }
}
