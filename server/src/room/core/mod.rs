//! A room without its thread: requests in, messages out, one tick at a time.

mod attendance;
mod status;

use std::time::Instant;

use asteroids_shared::protocol::{Aside, CloseCode, Role};

use crate::room::gallery::Gallery;
use crate::room::handle::Request;
use crate::room::order::{Order, Present};
use crate::room::seat::Seats;
use crate::room::sequencing::{Closed, Sequencer};
use crate::room::settings::RoomSettings;
use crate::room::state::command::{ClientId, Command, EdgeId, edge_of, first_client_of};
use crate::room::state::entry::Entry;
use crate::room::state::{RoomRecord, State};
use crate::room::telling::{Relief, Sent, Telling};
use crate::room::wishes::Wishes;
use crate::store::Earned;
use crate::view::{Ledger, View};
use crate::world::World;

/// A room without its thread.
pub struct Room {
    settings: RoomSettings,
    /// Which edge of a cluster this process is; 0 if it is alone.
    edge: EdgeId,
    state: State,
    sequencer: Sequencer,
    /// What is asked for the tick that is to come.
    wishes: Wishes,
    telling: Telling,
    /// Those who watch, if they are shown what was a while ago; the others are told with
    /// those who fly.
    gallery: Option<Gallery>,
    /// How many watch by other edges.
    spectators_elsewhere: u32,
    /// What entered at the last tick.
    entry: Entry,
}

impl Room {
    /// A room at tick 0.
    pub fn new(settings: RoomSettings) -> Self {
        let state = State::new(settings.world, settings.capacity);
        Self::of(settings, state)
    }

    /// A room that goes on where another one has stopped.
    pub fn restore(settings: RoomSettings, record: RoomRecord) -> Self {
        Self::of(settings, State::from(record))
    }

    /// A room in this state.
    pub fn of(settings: RoomSettings, state: State) -> Self {
        let mut sequencer = Sequencer::of(&state, &settings);
        sequencer.take(Command::Resize {
            capacity: settings.capacity,
            bots: settings.bots,
        });
        let is_late = settings.watch_delay_ticks > 0;
        if is_late {
            // So that the past can be copied from it.
            sequencer.take(Command::Rebase);
        }
        Self {
            gallery: is_late.then(|| Gallery::new(settings.clone())),
            telling: Telling::new(settings.room, settings.view, &state),
            sequencer,
            wishes: Wishes::default(),
            edge: 0,
            spectators_elsewhere: 0,
            state,
            settings,
            entry: Entry::default(),
        }
    }

    /// A room in this state, as an edge of a cluster has it: others may close its ticks.
    pub fn of_edge(settings: RoomSettings, state: State, edge: EdgeId) -> Self {
        let mut room = Self::of(settings, state);
        room.sequencer = Sequencer::of(&room.state, &room.settings);
        room.telling.number_questions_from(first_client_of(edge));
        Self { edge, ..room }
    }

    /// Has this process hold the room from the next tick on. The source names the
    /// room's past if nothing does yet.
    pub fn begin(&mut self, source: i64) {
        self.sequencer.take(Command::Begin { source });
    }

    /// One tick: what was asked takes effect, the world moves, clients are
    /// told. `now` is when the tick began, and `tick_us` how long ticks lately
    /// take; both are only told to clients.
    pub fn tick(
        &mut self,
        requests: impl IntoIterator<Item = Request>,
        now: Instant,
        tick_us: u32,
    ) {
        let wishes = self.gather(requests);
        self.take_in(wishes);
        let closed = self.close();
        self.enter(closed, now, tick_us);
        self.learn();
    }

    /// Closes its ticks from now on, which others have closed.
    pub fn lead(&mut self) {
        self.sequencer = Sequencer::of(&self.state, &self.settings);
    }

    /// Has a command take effect with the next tick that it closes.
    pub fn command(&mut self, command: Command) {
        self.sequencer.take(command);
    }

    /// Has what is asked take effect when it is due, if it closes the ticks.
    pub fn take_in(&mut self, mut wishes: Wishes) {
        self.sequencer.take_in(&mut wishes, &self.state);
        if self.wishes.is_empty() {
            // So that its memory is used again.
            self.wishes = wishes;
        }
    }

    /// Closes the tick that is to come. It takes effect by [`Room::enter`] alone.
    pub fn close(&mut self) -> Closed {
        self.sequencer.close(&self.state)
    }

    /// A tick that it has closed has taken effect.
    pub fn learn(&mut self) {
        self.sequencer.learn(&self.state);
    }

    /// Hears clients, and lets those go who take nothing. Gives what they ask.
    pub fn gather(&mut self, requests: impl IntoIterator<Item = Request>) -> Wishes {
        self.telling.let_stuck_clients_go(&mut self.wishes);
        if let Some(gallery) = &mut self.gallery {
            gallery.let_stuck_clients_go(&mut self.wishes);
            gallery.let_early_ones_in(&mut self.wishes);
        }
        for request in requests {
            self.take(request);
        }
        std::mem::take(&mut self.wishes)
    }

    /// A tick that is closed takes effect, and clients are told.
    pub fn enter(&mut self, closed: Closed, now: Instant, tick_us: u32) {
        let Closed { entry, taken } = closed;
        self.entry = entry;
        self.state.apply(&self.entry);
        self.count_spectators();
        self.telling.tell(&self.state, &taken, now, tick_us);
        if let Some(gallery) = &mut self.gallery {
            gallery.follow(&self.state, &self.entry, now, tick_us);
        }
    }

    fn take(&mut self, request: Request) {
        let Self {
            state,
            wishes,
            telling,
            gallery,
            ..
        } = self;
        match request {
            Request::Connect(newcomer) => match gallery {
                Some(gallery) if newcomer.hello.role == Role::Spectator => {
                    gallery.connect(*newcomer, wishes);
                }
                Some(_) | None => telling.connect(*newcomer, state, wishes),
            },
            Request::Say {
                client,
                message,
                at,
            } => match gallery.as_mut().filter(|gallery| gallery.has(client)) {
                Some(gallery) => gallery.hear(client, message, at, wishes),
                None => telling.hear(client, message, at, state, wishes),
            },
            Request::Find { key, answer } => telling.look_for(&key, answer),
            Request::Disconnect { client } => {
                telling.disconnect(client, wishes);
                if let Some(gallery) = gallery {
                    gallery.disconnect(client, wishes);
                }
            }
            Request::Lost { client } => {
                telling.lose(client, wishes);
                if let Some(gallery) = gallery {
                    gallery.disconnect(client, wishes);
                }
            }
            Request::Thin { spectators } => match gallery {
                Some(gallery) => gallery.thin(spectators, wishes),
                None => telling.thin(spectators, wishes),
            },
            Request::Moderate(order) => self.carry_out(order),
            Request::Stop => {
                self.let_everybody_go(CloseCode::Restarting);
                self.wishes.command(match self.edge {
                    0 => Command::CutAll,
                    edge => Command::EdgeGone { edge },
                });
            }
        }
    }

    /// Lets everybody go, who may come back by other connections: those of before may
    /// still be about to be taken in.
    pub fn cut_everybody_off(&mut self) {
        let Self {
            telling,
            gallery,
            wishes,
            ..
        } = self;
        telling.cut_everybody_off(wishes);
        if let Some(gallery) = gallery {
            gallery.close_all(CloseCode::Restarting);
        }
    }

    /// Closes every connection: whoever flew by them may fly on by others.
    pub fn let_everybody_go(&mut self, code: CloseCode) {
        self.telling.close_all(code);
        if let Some(gallery) = &mut self.gallery {
            gallery.close_all(code);
        }
    }

    /// Tells everybody at once, whether or not time goes on.
    pub fn tell_at_once(&mut self, aside: &Aside) {
        self.telling.tell_at_once(aside);
        if let Some(gallery) = &mut self.gallery {
            gallery.tell_at_once(aside);
        }
    }

    /// What the edge has done that is no client's wish.
    fn carry_out(&mut self, order: Order) {
        match order {
            Order::CallRoll { answer } => {
                let watching = self.gallery.iter().flat_map(Gallery::roll);
                let watching = watching.filter(|it| it.role == Role::Spectator);
                let mut present = self.roll();
                present.extend(watching);
                // Who asked may have gone.
                let _ = answer.send(present);
            }
            Order::TellRoll { answer } => {
                let present = match &self.gallery {
                    Some(gallery) => gallery.roll(),
                    None => self.roll(),
                };
                let _ = answer.send(present);
            }
            Order::Rename { client, name } => self.wishes.command(Command::Rename { client, name }),
            Order::Announce(notice) => {
                if let Some(gallery) = &mut self.gallery {
                    gallery.announce(notice.clone());
                }
                self.telling.announce(notice);
            }
            Order::GiveUpSeat { to, answer } => {
                self.telling.ask_for_seat(to, answer, &mut self.wishes);
            }
            Order::Resize { capacity, bots } => {
                (self.settings.capacity, self.settings.bots) = (capacity, bots);
                self.wishes.command(Command::Resize { capacity, bots });
            }
        }
    }

    /// Who is here, and who flies by other edges.
    fn roll(&self) -> Vec<Present> {
        let mut present = self.telling.roll(&self.state);
        let players = self.state.pilots().players().into_iter();
        let pilots = players.filter_map(|player| Present::pilot(&self.state, player));
        present.extend(pilots.filter(|it| edge_of(it.client) != self.edge));
        present
    }

    /// What it is made from, as it may have changed since.
    pub fn settings(&self) -> &RoomSettings {
        &self.settings
    }

    /// The world.
    pub fn world(&self) -> &World {
        self.state.world()
    }

    /// The world as those see it who watch.
    pub fn world_shown(&self) -> Option<&World> {
        match &self.gallery {
            Some(gallery) => gallery.world(),
            None => Some(self.state.world()),
        }
    }

    /// What a client has been told of the world, while it is connected.
    pub fn view_of(&self, client: ClientId) -> Option<&View> {
        let watching = self.gallery.as_ref().and_then(|it| it.view_of(client));
        watching.or_else(|| self.telling.view_of(client))
    }

    /// What clients are shown.
    pub fn ledger(&self) -> &Ledger {
        self.telling.ledger()
    }

    /// What is given up.
    pub fn relief(&self) -> Relief {
        self.telling.relief()
    }

    /// What is decided by its entries alone.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What entered at the last tick.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Has the next tick end with a rebase.
    pub fn rebase(&mut self) {
        self.sequencer.take(Command::Rebase);
    }

    /// What has been sent so far.
    pub fn sent(&self) -> Sent {
        let watching = self.gallery.as_ref().map(Gallery::sent);
        self.telling.sent() + watching.unwrap_or_default()
    }

    /// Gives what players have earned until the last tick, and empties it.
    pub fn take_earned(&mut self) -> Vec<Earned> {
        self.state.take_earned()
    }

    /// Gives all that players have earned and that was not told before.
    pub fn settle(&mut self) -> Vec<Earned> {
        self.state.settle()
    }

    /// Has everybody who is to come back keep a place, among those of where it
    /// came from.
    pub fn seat_pilots(&mut self, seats: &Seats) {
        self.telling.seat_pilots(&self.state, seats);
    }

    /// What another room can go on from.
    pub fn into_record(mut self) -> RoomRecord {
        self.state.settle();
        self.state.record(self.settings.room)
    }
}
