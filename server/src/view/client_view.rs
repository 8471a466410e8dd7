//! What one client has been told, and what it is to be told next.

use asteroids_shared::protocol::frame::Part;
use asteroids_shared::protocol::limits::{
    SPECTATOR_VIEW_FACTOR, TO_CLIENT_BYTES_MAX, VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_MIN_M,
    VIEW_HALF_WIDTH_MAX_M,
};
use asteroids_shared::protocol::record::Tick7;
use asteroids_shared::protocol::{Departure, FrameWriter, Reason, Role, Shot, codec::Flat};
use asteroids_shared::rules::DT_S;
use asteroids_shared::{EntityId, Kind, PlayerId, Tick};

use super::chronicle::Chronicle;
use super::describe::describe;
use super::entry::Fired;
use super::ledger::Ledger;
use crate::world::{Entity, World};

/// How far ahead the view looks for what will come into sight: the time between
/// two frames, and that by which clients show the world ahead of them.
const LOOKAHEAD_S: f32 = 3.0 * DT_S;
/// How near to the view's edge an entity's outline has to come to be told, in
/// metres: room for pilots who change their minds meanwhile.
const ENTER_MARGIN_M: f32 = 1.0;
/// How far out its outline has to be before it leaves the picture, in metres.
/// More than the margin to enter, so that nothing flickers at the edge.
const LEAVE_MARGIN_M: f32 = 6.0;
/// How far beyond the view's edge anything in the picture can be, in metres:
/// what closes in by a hundred metres a second, or the largest rock that leaves.
const REACH_M: f32 = Kind::RockLarge.radius_m() + LEAVE_MARGIN_M;
/// What a frame's head, own state and pong take at the most, in bytes.
const FRAME_HEAD_BYTES: usize = 128;
/// What the longest record takes, in bytes: a ship's arrival with its name.
const RECORD_BYTES_MAX: usize = 128;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watcher {
    /// The player, 0 for a spectator.
    pub player: PlayerId,
    /// The middle of the view, in metres.
    pub center: (f32, f32),
    /// How the middle moves, in m/s.
    pub velocity: (f32, f32),
}

/// What one client has been told, and until when.
#[derive(Debug)]
pub struct View {
    half: (f32, f32),
    told: Tick,
    /// Sorted by id.
    known: Vec<Known>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    id: EntityId,
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
    kind: Kind,
    /// It is in sight, or will be soon.
    enters: bool,
    /// The client knows it already.
    known: bool,
    distance_m2: f32,
}

impl View {
    /// A view of a client that knows nothing yet.
    pub fn new(role: Role, half_width_m: f32, half_height_m: f32, tick: Tick) -> Self {
        Self {
            half: grant(role, half_width_m, half_height_m),
            told: tick,
            known: Vec::new(),
        }
    }

    /// Half its width and half its height, in metres.
    pub fn half(&self) -> (f32, f32) {
        self.half
    }

    /// Gives it another size, as near to the wished one as the role allows.
    pub fn resize(&mut self, role: Role, half_width_m: f32, half_height_m: f32) {
        self.half = grant(role, half_width_m, half_height_m);
    }

    /// The entities that the client knows.
    pub fn known(&self) -> impl Iterator<Item = EntityId> {
        self.known.iter().map(|known| known.id)
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
        self.look_around(watcher, world, &mut scratch.near);
        self.tell_departures(ledger, &mut scratch.near, frame);
        std::mem::swap(&mut self.known, &mut scratch.known);
        self.known.clear();
        self.tell_news(ledger, scratch, frame);
        self.tell_arrivals(world, ledger, scratch, frame);
        self.tell_events(watcher, world, chronicle, frame);
        self.told = ledger.tick();
    }

    /// Finds what comes into sight or has not left it for good, by id.
    fn look_around(&self, watcher: &Watcher, world: &World, near: &mut Vec<Near>) {
        near.clear();
        let half = (self.half.0 + REACH_M, self.half.1 + REACH_M);
        world.for_each_near(watcher.center, half, |entity| {
            let motion = &entity.motion;
            let (dx, dy) = world.torus().delta(watcher.center, motion.position());
            let (vx, vy) = (
                motion.vx_mps - watcher.velocity.0,
                motion.vy_mps - watcher.velocity.1,
            );
            let beyond_m = |ahead_s: f32| {
                let beyond_x_m = (dx + vx * ahead_s).abs() - self.half.0;
                let beyond_y_m = (dy + vy * ahead_s).abs() - self.half.1;
                beyond_x_m.max(beyond_y_m) - entity.kind.radius_m()
            };
            let enters = [0.0, LOOKAHEAD_S / 2.0, LOOKAHEAD_S]
                .into_iter()
                .any(|ahead_s| beyond_m(ahead_s) <= ENTER_MARGIN_M);
            if enters || beyond_m(0.0) <= LEAVE_MARGIN_M {
                near.push(Near {
                    id: entity.id,
                    kind: entity.kind,
                    enters,
                    known: false,
                    distance_m2: dx * dx + dy * dy,
                });
            }
        });
        near.sort_unstable_by_key(|near| near.id);
    }

    /// Tells what the client knows and no longer sees, and marks the rest.
    fn tell_departures(&mut self, ledger: &Ledger, near: &mut [Near], frame: &mut FrameWriter) {
        let mut rest = near.iter_mut().peekable();
        self.known.retain(|known| {
            while rest.next_if(|near| near.id < known.id).is_some() {}
            if let Some(near) = rest.next_if(|near| near.id == known.id) {
                near.known = true;
                return true;
            }
            let entry = ledger.entry(known.id);
            let reason = entry
                .and_then(|entry| entry.vanished)
                .unwrap_or(Reason::LeftView);
            let expired =
                reason == Reason::Gone && entry.is_some_and(|entry| entry.kind == Kind::Bullet);
            if !expired {
                let mut record = Vec::with_capacity(6);
                let Ok(()) = Departure {
                    entity: known.id,
                    reason,
                }
                .put(&mut record);
                frame.add(Part::Departures, &record);
            }
            false
        });
    }

    /// Tells what is new about entities that the client knows.
    fn tell_news(&mut self, ledger: &mut Ledger, scratch: &Scratch, frame: &mut FrameWriter) {
        let now = ledger.tick();
        for known in &scratch.known {
            let mut told = known.told;
            if let Some(entry) = ledger.entry_mut(known.id)
                && has_room(frame)
            {
                if entry.news_tick > told {
                    entry.tell(told, now, frame);
                }
                told = now;
            }
            self.known.push(Known { id: known.id, told });
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

/// The size that a role may have, nearest to the wished one, in metres.
fn grant(role: Role, half_width_m: f32, half_height_m: f32) -> (f32, f32) {
    let factor = match role {
        Role::Pilot => 1.0,
        Role::Spectator => SPECTATOR_VIEW_FACTOR,
    };
    (
        half_width_m.clamp(VIEW_HALF_MIN_M, VIEW_HALF_WIDTH_MAX_M * factor),
        half_height_m.clamp(VIEW_HALF_MIN_M, VIEW_HALF_HEIGHT_MAX_M * factor),
    )
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
