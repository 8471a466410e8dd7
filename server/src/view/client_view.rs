//! What one client has been told, and what it is to be told next.

use asteroids_shared::protocol::frame::Part;
use asteroids_shared::protocol::limits::{
    SPECTATOR_VIEW_FACTOR, TO_CLIENT_BYTES_MAX, VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_MIN_M,
    VIEW_HALF_WIDTH_MAX_M,
};
use asteroids_shared::protocol::record::Tick7;
use asteroids_shared::protocol::{Departure, FrameWriter, Reason, Role, Shot, codec::Flat};
use asteroids_shared::rules::{DT_S, MUZZLE_SPEED_MPS, SHIP_DYNAMICS};
use asteroids_shared::{EntityId, Kind, PlayerId, Tick, Torus};

use super::chronicle::Chronicle;
use super::describe::describe;
use super::entry::Fired;
use super::ledger::Ledger;
use crate::world::{Entity, Spot, World};

/// By how many ticks clients show the world ahead of their last frame, besides
/// the time between two frames.
const CLIENT_LEAD_TICKS: Tick = 2;
/// The fastest that anything comes nearer: a bullet fired ahead at full speed,
/// met at full speed, in m/s.
const CLOSING_MPS: f32 =
    2.0 * SHIP_DYNAMICS.thrust_mps2 / SHIP_DYNAMICS.linear_damping + MUZZLE_SPEED_MPS;
/// How near to the view's edge an entity's outline has to come to be told, in
/// metres: room for pilots who change their minds meanwhile.
const ENTER_MARGIN_M: f32 = 1.0;
/// How far out its outline has to be before it leaves the picture, in metres.
/// More than the margin to enter, so that nothing flickers at the edge.
const LEAVE_MARGIN_M: f32 = 6.0;
/// What a frame's head, own state and pong take at the most, in bytes.
const FRAME_HEAD_BYTES: usize = 128;
/// What the longest record takes, in bytes: a kill with two names of sixteen
/// characters of four bytes.
const RECORD_BYTES_MAX: usize = 160;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watcher {
    /// The player, 0 for a spectator.
    pub player: PlayerId,
    /// The player's ship, 0 for none. It is told before all else.
    pub ship: EntityId,
    /// The middle of the view, in metres.
    pub center: (f32, f32),
    /// How the middle moves, in m/s.
    pub velocity: (f32, f32),
}

/// What one client has been told, and until when.
#[derive(Debug)]
pub struct View {
    half: (f32, f32),
    half_max: (f32, f32),
    /// How far ahead it looks for what will come into sight.
    lookahead_s: f32,
    told: Tick,
    /// Sorted by id.
    known: Vec<Known>,
    /// Where telling news goes on when the last frame had no room for all.
    resume_at: EntityId,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    id: EntityId,
    /// Tells it from what had the id before or will have it after.
    born: Tick,
    /// The tick up to which the client knows everything about it.
    told: Tick,
}

/// Buffers that all views of a room share while they compose.
#[derive(Debug, Default)]
pub struct Scratch {
    near: Vec<Near>,
    known: Vec<Known>,
}

#[derive(Clone, Copy, Debug)]
struct Near {
    id: EntityId,
    born: Tick,
    kind: Kind,
    /// It is in sight, or will be soon.
    enters: bool,
    /// The client knows it already.
    known: bool,
    distance_m2: f32,
}

impl View {
    /// A view of a client that knows nothing yet, and gets a frame every so
    /// many ticks at the most.
    pub fn new(role: Role, torus: &Torus, send_every_ticks: Tick, tick: Tick) -> Self {
        let half_max = largest(role, torus);
        Self {
            half: half_max,
            half_max,
            lookahead_s: (send_every_ticks + CLIENT_LEAD_TICKS) as f32 * DT_S,
            told: tick,
            known: Vec::new(),
            resume_at: 0,
        }
    }

    /// Half its width and half its height, in metres.
    pub fn half(&self) -> (f32, f32) {
        self.half
    }

    /// Gives it a size as near to the wished one as may be.
    pub fn resize(&mut self, half_width_m: f32, half_height_m: f32) {
        self.half = (
            half_width_m.clamp(VIEW_HALF_MIN_M, self.half_max.0),
            half_height_m.clamp(VIEW_HALF_MIN_M, self.half_max.1),
        );
    }

    /// Writes into `frame` what the client does not know by now.
    pub fn compose(
        &mut self,
        watcher: &Watcher,
        world: &World,
        ledger: &mut Ledger,
        chronicle: &Chronicle,
        scratch: &mut Scratch,
        frame: &mut FrameWriter,
    ) {
        self.look_around(watcher, world, ledger, &mut scratch.near);
        self.tell_departures(ledger, &mut scratch.near, frame);
        std::mem::swap(&mut self.known, &mut scratch.known);
        self.known.clear();
        self.tell_news(watcher, ledger, scratch, frame);
        self.tell_arrivals(world, ledger, scratch, frame);
        self.tell_events(watcher, world, chronicle, frame);
        self.told = ledger.tick();
    }

    /// Finds what comes into sight or has not left it for good, by id.
    fn look_around(&self, watcher: &Watcher, world: &World, ledger: &Ledger, near: &mut Vec<Near>) {
        near.clear();
        let closing_m = CLOSING_MPS * self.lookahead_s + ENTER_MARGIN_M;
        let reach_m = closing_m.max(Kind::RockLarge.radius_m() + LEAVE_MARGIN_M);
        let half = (self.half.0 + reach_m, self.half.1 + reach_m);
        world.for_each_near(watcher.center, half, |spot, way_m| {
            let beyond_m = self.beyond_m(way_m, spot.kind);
            let enters = beyond_m <= ENTER_MARGIN_M
                || (beyond_m <= closing_m && self.will_enter(watcher, spot, way_m));
            if enters || beyond_m <= LEAVE_MARGIN_M {
                near.push(Near {
                    id: spot.id,
                    born: ledger.born(spot.id),
                    kind: spot.kind,
                    enters,
                    known: false,
                    distance_m2: way_m.0 * way_m.0 + way_m.1 * way_m.1,
                });
            }
        });
        near.sort_unstable_by_key(|near| near.id);
    }

    /// How far outside the view an outline is that lies this way from its
    /// centre, in metres; negative if it shows.
    fn beyond_m(&self, (x_m, y_m): (f32, f32), kind: Kind) -> f32 {
        let beyond_x_m = x_m.abs() - self.half.0;
        let beyond_y_m = y_m.abs() - self.half.1;
        beyond_x_m.max(beyond_y_m) - kind.radius_m()
    }

    /// Whether what lies this way comes into sight before it can be told again.
    fn will_enter(&self, watcher: &Watcher, spot: &Spot, (x_m, y_m): (f32, f32)) -> bool {
        let vx_mps = spot.velocity.0 - watcher.velocity.0;
        let vy_mps = spot.velocity.1 - watcher.velocity.1;
        let at = |ahead_s: f32| (x_m + vx_mps * ahead_s, y_m + vy_mps * ahead_s);
        [self.lookahead_s / 2.0, self.lookahead_s]
            .into_iter()
            .any(|ahead_s| self.beyond_m(at(ahead_s), spot.kind) <= ENTER_MARGIN_M)
    }

    /// Tells what the client knows and no longer sees, and marks the rest.
    fn tell_departures(&mut self, ledger: &Ledger, near: &mut [Near], frame: &mut FrameWriter) {
        let mut rest = near.iter_mut().peekable();
        self.known.retain(|known| {
            while rest.next_if(|near| near.id < known.id).is_some() {}
            let same = |near: &&mut Near| (near.id, near.born) == (known.id, known.born);
            if let Some(near) = rest.next_if(same) {
                near.known = true;
                return true;
            }
            let reason = reason(known, ledger);
            if let Some(reason) = reason
                && has_room(frame)
            {
                tell_departure(known.id, reason, frame);
                return false;
            }
            // What there is no room for departs with a later frame.
            reason.is_some()
        });
    }

    /// Tells what is new about entities that the client knows.
    /// The own ship comes first. The others have their turn: if there is no
    /// room for all, the next frame goes on where this one stopped.
    fn tell_news(
        &mut self,
        watcher: &Watcher,
        ledger: &mut Ledger,
        scratch: &Scratch,
        frame: &mut FrameWriter,
    ) {
        let now = ledger.tick();
        let of = |id| scratch.known.partition_point(|known| known.id < id);
        let own = of(watcher.ship)..of(watcher.ship + 1);
        let first = of(self.resume_at);
        self.resume_at = 0;
        self.known.extend_from_slice(&scratch.known);
        let others = (first..self.known.len()).chain(0..first);
        for index in own
            .clone()
            .chain(others.filter(|index| !own.contains(index)))
        {
            let known = &mut self.known[index];
            let has_news = ledger.news_tick(known.id) > known.told;
            if !has_room(frame) {
                if self.resume_at == 0 {
                    self.resume_at = known.id;
                }
            } else {
                if has_news && let Some(entry) = ledger.entry_mut(known.id) {
                    entry.tell(known.told, now, frame);
                }
                known.told = now;
            }
        }
    }

    /// Introduces what the client does not know, the nearest first if not all
    /// of it fits. Bullets come last: some follow from ships that are known.
    fn tell_arrivals(
        &mut self,
        world: &World,
        ledger: &mut Ledger,
        scratch: &mut Scratch,
        frame: &mut FrameWriter,
    ) {
        scratch.near.retain(|near| near.enters && !near.known);
        scratch.near.sort_unstable_by(|a, b| {
            let bullets_last = (a.kind == Kind::Bullet).cmp(&(b.kind == Kind::Bullet));
            bullets_last
                .then(a.distance_m2.total_cmp(&b.distance_m2))
                .then(a.id.cmp(&b.id))
        });
        let now = ledger.tick();
        for near in &scratch.near {
            if !has_room(frame) {
                break;
            }
            let Some(entity) = world.entity(near.id) else {
                continue;
            };
            let shot = ledger.entry(near.id).and_then(|entry| entry.shot);
            match shot.filter(|fired| follows(fired, &scratch.known, ledger, now)) {
                Some(fired) => tell_shot(near.id, &fired, frame),
                None => introduce(entity, world, ledger, frame),
            }
            self.known.push(Known {
                id: near.id,
                born: near.born,
                told: now,
            });
        }
        self.known.sort_unstable_by_key(|known| known.id);
    }

    /// Tells what happened in sight, and what concerns the player.
    fn tell_events(
        &self,
        watcher: &Watcher,
        world: &World,
        chronicle: &Chronicle,
        frame: &mut FrameWriter,
    ) {
        for note in chronicle.since(self.told) {
            let concerned = watcher.player != 0 && note.concerns.contains(&watcher.player);
            let seen = note.at.is_some_and(|at| {
                let (dx, dy) = world.torus().delta(watcher.center, at);
                dx.abs() <= self.half.0 && dy.abs() <= self.half.1
            });
            if (concerned || seen) && has_room(frame) {
                frame.add(Part::Events, &note.record);
            }
        }
    }
}

/// The largest view of a role, half its width and half its height in metres. It
/// shows no place of a small world twice.
fn largest(role: Role, torus: &Torus) -> (f32, f32) {
    let factor = match role {
        Role::Pilot => 1.0,
        Role::Spectator => SPECTATOR_VIEW_FACTOR,
    };
    (
        (VIEW_HALF_WIDTH_MAX_M * factor).min(torus.width_m * 0.5),
        (VIEW_HALF_HEIGHT_MAX_M * factor).min(torus.height_m * 0.5),
    )
}

/// Why a client no longer sees what it knows. `None` for bullets whose time is
/// over, which leave without a word.
fn reason(known: &Known, ledger: &Ledger) -> Option<Reason> {
    let entry = ledger
        .entry(known.id)
        .filter(|entry| entry.born == known.born);
    match entry.map(|entry| (entry.vanished, entry.kind)) {
        Some((Some(Reason::Gone), Kind::Bullet)) => None,
        Some((vanished, _)) => Some(vanished.unwrap_or(Reason::LeftView)),
        // Something else has its id by now.
        None => Some(Reason::Gone),
    }
}

fn tell_departure(entity: EntityId, reason: Reason, frame: &mut FrameWriter) {
    let mut record = Vec::with_capacity(6);
    let Ok(()) = Departure { entity, reason }.put(&mut record);
    frame.add(Part::Departures, &record);
}

/// Whether another record fits into the frame.
fn has_room(frame: &FrameWriter) -> bool {
    frame.record_bytes() + FRAME_HEAD_BYTES + RECORD_BYTES_MAX <= TO_CLIENT_BYTES_MAX
}

/// Whether a client that knew these entities, and is told the rest now, can
/// tell the bullet's flight from its shooter's.
fn follows(fired: &Fired, known: &[Known], ledger: &Ledger, now: Tick) -> bool {
    let Ok(index) = known.binary_search_by_key(&fired.shooter, |known| known.id) else {
        return false;
    };
    ledger
        .entry(fired.shooter)
        .is_some_and(|shooter| shooter.is_known_at(fired.tick, known[index].told, now))
}

fn tell_shot(bullet: EntityId, fired: &Fired, frame: &mut FrameWriter) {
    let shot = Shot {
        ship: fired.shooter,
        tick: Tick7::of(fired.tick),
        bullet,
        spread: fired.spread,
    };
    let mut record = Vec::with_capacity(12);
    let Ok(()) = shot.put(&mut record);
    frame.add(Part::Shots, &record);
}

fn introduce(entity: &Entity, world: &World, ledger: &mut Ledger, frame: &mut FrameWriter) {
    let now = ledger.tick();
    if let Some(entry) = ledger.entry_mut(entity.id) {
        entry.introduce(now, |controls| describe(entity, controls, world), frame);
    }
}
