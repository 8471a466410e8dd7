//! One connection in a room: a pilot or a spectator.

use std::time::Instant;

use asteroids_shared::protocol::{
    Focus, FrameWriter, Pong, Role, Session, SessionKey, ToClient, ViewGranted, You,
};
use asteroids_shared::rules::seconds;
use asteroids_shared::{Motion, PlayerId, Tick, Torus};

use super::above::Above;
use super::boards::{Boards, LEADERBOARD_EVERY_TICKS, RADAR_EVERY_TICKS};
use super::notices::Notices;
use super::outbox::Outbox;
use crate::room::seat::Seat;
use crate::room::state::command::ClientId;
use crate::view::{Cadence, Chronicle, View, Watcher};
use crate::world::World;

/// Every how many ticks a client that nobody looks at gets a frame.
const AWAY_EVERY_TICKS: Tick = seconds(1);
/// Longer ago than any frame still tells of something.
const LONG_PAST_TICKS: Tick = seconds(1);

/// One connection in a room.
#[derive(Debug)]
pub struct Client {
    /// What names it.
    pub id: ClientId,
    /// How it takes part.
    pub role: Role,
    /// Its player, 0 for a spectator and for a pilot that does not fly yet.
    pub player: PlayerId,
    /// What a pilot that does not fly yet has brought along.
    pub arrival: Option<Arrival>,
    /// What it has been told of the world.
    pub view: View,
    /// Where a spectator looks.
    pub focus: Focus,
    /// The last input that it has sent.
    last_seq: u32,
    /// The last input that the world has taken.
    pub ack: u32,
    /// Whether something happened that it must feel at once.
    pub urgent: bool,
    /// Since when it is due a frame for which there was no time, if it is.
    pub waits_since: Option<Tick>,
    /// Whether nobody looks.
    pub away: bool,
    /// Whether it is due a frame even if there is nothing to say.
    pub owes_frame: bool,
    /// Whether it has asked for a view and not been told which it got.
    pub owes_view: bool,
    /// The session that it has not been told yet.
    pub owed_session: Option<Session>,
    /// Where its messages go.
    pub outbox: Outbox,
    center: (f32, f32),
    ping: Option<(u32, Instant)>,
    told: Told,
    stuck_since: Option<Tick>,
}

/// What a pilot brings along.
#[derive(Debug)]
pub struct Arrival {
    /// What it comes back with.
    pub key: SessionKey,
    /// The place that it has until it is gone, if it flies anew.
    pub seat: Option<Seat>,
}

/// What the client was last told about itself and the room.
#[derive(Debug)]
struct Told {
    /// The tick of the last frame, or of the welcome.
    tick: Tick,
    /// How many ticks that frame came after the one before.
    pace_ticks: Tick,
    ack: u32,
    you: Option<You>,
    /// Whom the last radar said to follow.
    followed: PlayerId,
    /// When it was last told, if it was.
    radar_tick: Option<Tick>,
    rank: u32,
    leaderboard_tick: Tick,
    leaderboard_version: u32,
    notices: u32,
    /// Which turn it was when it was told last what there is to see from above.
    above_turn: ClientId,
    /// When it was told an overview last, if it was.
    overview_tick: Option<Tick>,
}

impl Client {
    /// A connection that has come in at this tick.
    pub fn new(id: ClientId, role: Role, view: View, outbox: Outbox, tick: Tick) -> Self {
        Self {
            id,
            role,
            player: 0,
            arrival: None,
            view,
            focus: Focus::Action,
            last_seq: 0,
            ack: 0,
            urgent: true,
            waits_since: None,
            away: false,
            owes_frame: false,
            owes_view: false,
            owed_session: None,
            outbox,
            center: (0.0, 0.0),
            ping: None,
            told: Told {
                tick,
                pace_ticks: 0,
                ack: 0,
                you: None,
                followed: 0,
                radar_tick: None,
                rank: 0,
                leaderboard_tick: tick,
                leaderboard_version: 0,
                notices: 0,
                above_turn: 0,
                overview_tick: None,
            },
            stuck_since: None,
        }
    }

    /// Whether this input is newer than those before it, and may be taken.
    pub fn is_next(&mut self, seq: u32) -> bool {
        let is_newer = seq > self.last_seq;
        self.last_seq = self.last_seq.max(seq);
        is_newer
    }

    /// It is told from this tick on, and has not been told anything before.
    pub fn begin_at(&mut self, tick: Tick) {
        self.view.begin_at(tick);
        (self.told.tick, self.told.leaderboard_tick) = (tick, tick);
    }

    /// Whether a frame is due at this tick. Each client has ticks of its own, and
    /// none before it is welcome.
    pub fn is_due(&self, tick: Tick, send_every_ticks: Tick) -> bool {
        if self.arrival.is_some() {
            return false;
        }
        let every = if self.away {
            AWAY_EVERY_TICKS
        } else {
            send_every_ticks
        };
        self.urgent
            || self.waits_since.is_some()
            || self.outbox.keeps_some()
            || (ClientId::from(tick) + self.id).is_multiple_of(ClientId::from(every))
    }

    /// Where it has looked last, in metres.
    pub fn center(&self) -> (f32, f32) {
        self.center
    }

    /// How long it has taken nothing by this tick; 0 if it does.
    pub fn stuck_ticks(&mut self, tick: Tick) -> Tick {
        if self.outbox.has_room() {
            self.stuck_since = None;
            return 0;
        }
        tick + 1 - *self.stuck_since.get_or_insert(tick)
    }

    /// Nobody looks from now on, or somebody does again and is told at once.
    pub fn look_away(&mut self, away: bool) {
        if self.away && !away {
            self.urgent = true;
            self.owes_frame = true;
        }
        self.away = away;
    }

    /// Asks for a pong in the next frame. Only the last ping is answered.
    pub fn ping(&mut self, nonce: u32, at: Instant) {
        self.ping = Some((nonce, at));
    }

    /// Turns a spectator's view. Ignored from pilots, whose view is their ship's.
    pub fn look(&mut self, focus: Focus, torus: &Torus) {
        self.focus = match focus {
            Focus::Point(x_m, y_m) => {
                let (x_m, y_m) = torus.fold(x_m, y_m);
                Focus::Point(x_m, y_m)
            }
            Focus::Directed(x_m, y_m) => {
                let (x_m, y_m) = torus.fold(x_m, y_m);
                Focus::Directed(x_m, y_m)
            }
            Focus::Action | Focus::Player(_) => focus,
        };
    }

    /// Who looks, and where at: a pilot at its ship, or where it was last; a
    /// spectator at what it has asked for.
    pub fn watch(&mut self, world: &World, cadence: Cadence) -> Watcher {
        let ship = world.player(self.player).and_then(|player| player.ship);
        let ship_of = |player| {
            let ship = world.player(player)?.ship?;
            Some(*world.entity(ship)?.motion)
        };
        let at = |(x_m, y_m)| Motion::at(x_m, y_m);
        let action = || {
            let followed = world.followed().and_then(ship_of);
            followed.or_else(|| world.action().map(at))
        };
        let target = match (self.role, self.focus) {
            (Role::Pilot, _) => ship_of(self.player),
            (Role::Spectator, Focus::Player(player)) => ship_of(player).or_else(action),
            (Role::Spectator, Focus::Action) => action(),
            (Role::Spectator, Focus::Point(x_m, y_m) | Focus::Directed(x_m, y_m)) => {
                Some(at((x_m, y_m)))
            }
        };
        let target = target.unwrap_or(at(self.center));
        self.center = target.position();
        Watcher {
            player: self.player,
            ship: ship.unwrap_or(0),
            center: self.center,
            velocity: (target.vx_mps, target.vy_mps),
            cadence,
        }
    }

    /// Writes into the frame what concerns the client itself, after its view
    /// has been composed.
    pub fn tell_self(&mut self, world: &World, now: Instant, frame: &mut FrameWriter) {
        let you = world.player(self.player).map(|player| {
            let you = player.you(world);
            let ship = self.view.own_ship();
            You { ship, ..you }
        });
        if you != self.told.you
            && let Some(you) = you
        {
            frame.set_you(briefly(you, world.tick()));
        }
        self.told.you = you;
        if let Some((nonce, at)) = self.ping.take() {
            let held_us = now.saturating_duration_since(at).as_micros();
            frame.set_pong(Pong {
                nonce,
                held_us: u32::try_from(held_us).unwrap_or(u32::MAX),
            });
        }
    }

    /// Sends a frame of this tick, if there is anything to say in it. Gives its
    /// bytes.
    pub fn send_frame(&mut self, tick: Tick, frame: &mut FrameWriter) -> u64 {
        let acks = self.ack - self.told.ack;
        let owed = std::mem::take(&mut self.owes_frame);
        if acks == 0 && frame.is_empty() && !owed {
            return 0;
        }
        let pace_ticks = tick - self.told.tick;
        let news = (pace_ticks != self.told.pace_ticks).then_some(pace_ticks);
        let message = frame.finish(news, acks);
        self.outbox.push(message);
        (self.told.tick, self.told.pace_ticks) = (tick, pace_ticks);
        self.told.ack = self.ack;
        message.len() as u64
    }

    /// Leaves out what was said before it came.
    pub fn skip_notices(&mut self, notices: &Notices) {
        self.told.notices = notices.number();
    }

    /// Puts into the outbox what is due besides frames, as far as there is
    /// room; what finds none is due again. Gives the bytes.
    pub fn tell_room(&mut self, boards: &Boards, notices: &Notices, tick: Tick) -> u64 {
        let mut bytes = 0;
        if let Some(session) = self.owed_session
            && let Some(sent) = self.push(&ToClient::Session(session).encode())
        {
            self.owed_session = None;
            bytes += sent;
        }
        if let Some((number, message)) = notices.after(self.told.notices)
            && let Some(sent) = self.push(message)
        {
            self.told.notices = number;
            bytes += sent;
        }
        if self.owes_view {
            let (half_width_m, half_height_m) = self.view.half();
            let granted =
                ToClient::ViewGranted(ViewGranted::new(half_width_m, half_height_m)).encode();
            let sent = self.push(&granted);
            self.owes_view = sent.is_none();
            bytes += sent.unwrap_or(0);
        }
        let rank = boards.rank(self.player);
        if boards.are_ready()
            && self.is_radar_due(rank, boards.followed(), tick)
            && let Some(sent) = self.push(&boards.radar(rank))
        {
            self.told.radar_tick = Some(tick);
            self.told.rank = rank;
            self.told.followed = boards.followed();
            bytes += sent;
        }
        let (version, leaderboard) = boards.leaderboard();
        let first = self.told.leaderboard_version == 0;
        if version != self.told.leaderboard_version
            && (first || tick - self.told.leaderboard_tick >= LEADERBOARD_EVERY_TICKS)
            && let Some(sent) = self.push(leaderboard)
        {
            self.told.leaderboard_tick = tick;
            self.told.leaderboard_version = version;
            bytes += sent;
        }
        bytes
    }

    /// Tells those who watch from above, or have a director, what there is to see; each
    /// at turns of its own. What finds no room is due with the next turn. Gives the
    /// bytes.
    pub fn tell_above(
        &mut self,
        above: &mut Above,
        world: &World,
        chronicle: &Chronicle,
        every_ticks: Tick,
    ) -> u64 {
        let is_overview = self.view.is_overview();
        let is_directed = matches!(self.focus, Focus::Action | Focus::Directed(..));
        if self.role == Role::Pilot || self.away || !(is_overview || is_directed) {
            return 0;
        }
        let tick = world.tick();
        let turn = (ClientId::from(tick) + self.id) / ClientId::from(every_ticks);
        let told_tick = self.told.overview_tick;
        let is_new_here = is_overview && told_tick.is_none_or(|told| tick - told >= every_ticks);
        if turn == self.told.above_turn && !is_new_here {
            return 0;
        }
        self.told.above_turn = turn;
        let mut bytes = 0;
        if is_overview {
            self.told.overview_tick = Some(tick);
            let overview = above.overview(self.center, self.view.half(), world);
            bytes += self.push(overview).unwrap_or(0);
        }
        let notables = self.push(above.notables(world, chronicle)).unwrap_or(0);
        self.view.charge(notables);
        bytes + notables
    }

    /// At intervals; and a newcomer has its place only when scores are sorted, and
    /// whoever watches the action goes with it.
    fn is_radar_due(&self, rank: u32, followed: PlayerId, tick: Tick) -> bool {
        let has_its_place = self.told.rank == 0 && rank > 0;
        let watches = self.role == Role::Spectator && self.told.followed != followed;
        self.told
            .radar_tick
            .is_none_or(|told| has_its_place || watches || tick - told >= RADAR_EVERY_TICKS)
    }

    /// Puts a message into the outbox and gives its bytes, if there is room.
    fn push(&mut self, message: &[u8]) -> Option<u64> {
        let bytes = message.len() as u64;
        self.outbox.try_push(message).ok().map(|()| bytes)
    }
}

/// The same with 0 for ticks that are long past, which are short on the wire.
fn briefly(you: You, tick: Tick) -> You {
    let brief = |until: Tick| {
        if until + LONG_PAST_TICKS < tick {
            0
        } else {
            until
        }
    };
    You {
        rapid_fire_until: brief(you.rapid_fire_until),
        spread_shot_until: brief(you.spread_shot_until),
        jump_ready: brief(you.jump_ready),
        respawn_ready: brief(you.respawn_ready),
        ..you
    }
}
