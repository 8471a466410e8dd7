//! What one client has been told, and what it is to be told next.

use asteroids_shared::protocol::frame::Part;
use asteroids_shared::protocol::limits::{
    SPECTATOR_VIEW_FACTOR, TO_CLIENT_BYTES_MAX, VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_MIN_M,
    VIEW_HALF_WIDTH_MAX_M,
};
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{Event, FrameWriter, Role, Shot};
use asteroids_shared::rules::{MUZZLE_SPEED_MPS, SHIP_DYNAMICS, SHIP_RADIUS_M, TICK_RATE_HZ};
use asteroids_shared::{EntityId, Kind, PlayerId, Tick, Torus};

use super::chronicle::Chronicle;
use super::client_ids::ClientIds;
use super::entry::Fired;
use super::fate::Fate;
use super::ledger::Ledger;
use super::scratch::{Look, Near, News, Scratch, urgency};
use super::watcher::Watcher;
use crate::world::{Spot, World};

/// The fastest that things with engines come nearer, both at full speed, in m/s.
const CLOSING_MPS: f32 = 2.0 * SHIP_DYNAMICS.thrust_mps2 / SHIP_DYNAMICS.linear_damping;
/// How near to the view's edge an entity's outline has to come to be told, in
/// metres: room for pilots who change their minds meanwhile.
const ENTER_MARGIN_M: f32 = 1.0;
/// How far out its outline has to be before it leaves the picture, in metres.
/// More than the margin to enter, so that nothing flickers at the edge.
const LEAVE_MARGIN_M: f32 = 6.0;
/// What a client is sent a second at the most, on and on: a bad line carries it.
const BYTES_PER_SECOND_MAX: u32 = 8_000;
const CREDIT_BYTES_PER_TICK: u32 = BYTES_PER_SECOND_MAX / TICK_RATE_HZ;
/// What a frame's head, own state and pong take at the most, in bytes.
const FRAME_HEAD_BYTES: usize = 64;
/// What the longest record takes, in bytes: a kill with two names of sixteen
/// characters of four bytes.
const RECORD_BYTES_MAX: usize = 160;

/// What one client has been told, and until when.
#[derive(Debug)]
pub struct View {
    half: (f32, f32),
    half_max: (f32, f32),
    /// The id by which the client knows its own ship, 0 if it does not.
    own_ship: EntityId,
    told: Tick,
    known: Vec<Known>,
    client_ids: ClientIds,
    /// How many bytes its next frame may have. A frame may exceed it by a
    /// record, which the next one makes up for.
    credit_bytes: i32,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    id: EntityId,
    /// The id by which the client knows it.
    client_id: EntityId,
    /// Tells it from what had the id before or will have it after.
    born: Tick,
    /// The tick up to which the client knows everything about it.
    told: Tick,
}

impl View {
    /// A view of a client that knows nothing yet.
    pub fn new(role: Role, torus: &Torus, tick: Tick) -> Self {
        let half_max = largest(role, torus);
        Self {
            half: half_max,
            half_max,
            own_ship: 0,
            told: tick,
            known: Vec::new(),
            client_ids: ClientIds::default(),
            credit_bytes: TO_CLIENT_BYTES_MAX as i32,
        }
    }

    /// Half its width and half its height, in metres.
    pub fn half(&self) -> (f32, f32) {
        self.half
    }

    /// The id by which the client knows an entity, 0 if it does not.
    pub fn client_id(&self, entity: EntityId) -> EntityId {
        let known = self.known.iter().find(|known| known.id == entity);
        known.map_or(0, |known| known.client_id)
    }

    /// The id by which the client knows the ship that was its own in the last
    /// frame, 0 if there was none.
    pub fn own_ship(&self) -> EntityId {
        self.own_ship
    }

    /// Every entity that the client knows: the world's id and the client's.
    pub fn known_ids(&self) -> impl Iterator<Item = (EntityId, EntityId)> {
        self.known.iter().map(|known| (known.id, known.client_id))
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
        self.earn_credit(ledger.tick());
        self.own_ship = 0;
        self.look_around(watcher, world, scratch);
        self.tell_departures(watcher, ledger, scratch, frame);
        self.tell_news(world, ledger, scratch, frame);
        self.tell_arrivals(watcher, world, ledger, scratch, frame);
        self.tell_events(watcher, world, chronicle, frame);
        self.told = ledger.tick();
        self.credit_bytes -= (frame.record_bytes() + FRAME_HEAD_BYTES) as i32;
    }

    fn earn_credit(&mut self, now: Tick) {
        let earned_bytes = (now - self.told).saturating_mul(CREDIT_BYTES_PER_TICK);
        let earned_bytes = earned_bytes.min(TO_CLIENT_BYTES_MAX as u32) as i32;
        self.credit_bytes = (self.credit_bytes + earned_bytes).min(TO_CLIENT_BYTES_MAX as i32);
    }

    /// Whether another record fits into the frame.
    fn has_room(&self, frame: &FrameWriter) -> bool {
        let bytes = frame.record_bytes() + FRAME_HEAD_BYTES;
        bytes as i32 <= self.credit_bytes && bytes + RECORD_BYTES_MAX <= TO_CLIENT_BYTES_MAX
    }

    /// Finds what comes into sight or has not left it for good.
    fn look_around(&self, watcher: &Watcher, world: &World, scratch: &mut Scratch) {
        let look = Look {
            tick: world.tick(),
            watcher: *watcher,
            half: self.half,
        };
        if scratch.repeats(look, world.id_bound()) {
            return;
        }
        let kept_m = Kind::LARGEST_RADIUS_M + LEAVE_MARGIN_M;
        let lookahead_s = watcher.lookahead_s();
        let ships_m = CLOSING_MPS * lookahead_s + ENTER_MARGIN_M + SHIP_RADIUS_M;
        let bullets_m = (CLOSING_MPS + MUZZLE_SPEED_MPS) * lookahead_s + ENTER_MARGIN_M;
        let halves = [kept_m.max(ships_m), kept_m.max(bullets_m)]
            .map(|reach_m| (self.half.0 + reach_m, self.half.1 + reach_m));
        world.for_each_near(watcher.center, halves, |spot, way_m| {
            let beyond_m = self.beyond_m(way_m, spot.kind);
            let enters = beyond_m <= ENTER_MARGIN_M || self.will_enter(watcher, spot, way_m);
            if enters || beyond_m <= LEAVE_MARGIN_M {
                scratch.push(Near {
                    id: spot.id,
                    kind: spot.kind,
                    enters,
                    told: None,
                    client_id: 0,
                    distance_m2: way_m.0 * way_m.0 + way_m.1 * way_m.1,
                });
            }
        });
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
        let reach_m = spot.kind.radius_m() + ENTER_MARGIN_M;
        let vx_mps = spot.velocity.0 - watcher.velocity.0;
        let vy_mps = spot.velocity.1 - watcher.velocity.1;
        let (from_x_s, to_x_s) = crossing(x_m, vx_mps, self.half.0 + reach_m);
        let (from_y_s, to_y_s) = crossing(y_m, vy_mps, self.half.1 + reach_m);
        let from_s = from_x_s.max(from_y_s).max(0.0);
        let to_s = to_x_s.min(to_y_s).min(watcher.lookahead_s());
        from_s <= to_s
    }

    /// Tells what the client knows and no longer sees, marks the rest, and finds
    /// what there is to tell of it.
    fn tell_departures(
        &mut self,
        watcher: &Watcher,
        ledger: &Ledger,
        scratch: &mut Scratch,
        frame: &mut FrameWriter,
    ) {
        let now = ledger.tick();
        let mut all = std::mem::take(&mut self.known);
        let mut index = 0;
        all.retain_mut(|known| {
            let told = std::mem::replace(&mut known.told, now);
            let brief = ledger.brief(known.id);
            let near = scratch.find(known.id);
            let urgency = match near.filter(|_| brief.born == known.born) {
                Some(near) => {
                    near.told = Some(told);
                    near.client_id = known.client_id;
                    if known.id == watcher.ship {
                        self.own_ship = known.client_id;
                    }
                    if watcher.spares(near.distance_m2, now - told) {
                        known.told = told;
                        index += 1;
                        return true;
                    }
                    urgency(known.id == watcher.ship, near, now - told)
                }
                None => {
                    let entity = known.client_id;
                    let fate = Fate::of(known.id, known.born, ledger);
                    if matches!(fate, Fate::Expired) || self.has_room(frame) {
                        fate.tell(entity, frame);
                        self.client_ids.give_back(entity, now);
                        return false;
                    }
                    // It departs with a later frame.
                    0.0
                }
            };
            if brief.news_tick > told {
                scratch.news.push(News {
                    index,
                    told,
                    urgency,
                });
            }
            index += 1;
            true
        });
        self.known = all;
    }

    /// Tells what is new about entities that the client knows, the most urgent
    /// first. What finds no room is more urgent with the next frame.
    fn tell_news(
        &mut self,
        world: &World,
        ledger: &mut Ledger,
        scratch: &mut Scratch,
        frame: &mut FrameWriter,
    ) {
        scratch.news.sort_unstable_by(|a, b| {
            let more_urgent = b.urgency.total_cmp(&a.urgency);
            more_urgent.then(a.index.cmp(&b.index))
        });
        for &News { index, told, .. } in &scratch.news {
            if !self.has_room(frame) {
                self.known[index].told = told;
                continue;
            }
            let Known { id, client_id, .. } = self.known[index];
            if let Some(entity) = world.entity(id) {
                ledger.tell(entity, client_id, told, frame);
            }
        }
    }

    /// Introduces what the client does not know, the nearest first if not all
    /// of it fits. Bullets come last: some follow from ships that are known.
    fn tell_arrivals(
        &mut self,
        watcher: &Watcher,
        world: &World,
        ledger: &mut Ledger,
        scratch: &mut Scratch,
        frame: &mut FrameWriter,
    ) {
        let Scratch { near, arrivals, .. } = scratch;
        let unknown = near
            .iter()
            .filter(|near| near.enters && near.told.is_none());
        arrivals.clear();
        arrivals.extend(unknown);
        arrivals.sort_unstable_by(|a, b| {
            let bullets_last = (a.kind == Kind::Bullet).cmp(&(b.kind == Kind::Bullet));
            bullets_last
                .then(a.distance_m2.total_cmp(&b.distance_m2))
                .then(a.id.cmp(&b.id))
        });
        let now = ledger.tick();
        for index in 0..scratch.arrivals.len() {
            let near = scratch.arrivals[index];
            if !self.has_room(frame) {
                break;
            }
            let Some(entity) = world.entity(near.id) else {
                continue;
            };
            let client_id = self.client_ids.take(now);
            if near.id == watcher.ship {
                self.own_ship = client_id;
            }
            let shot = ledger.entry(near.id).and_then(|entry| entry.shot);
            match shot.and_then(|fired| as_shot(&fired, client_id, scratch, ledger)) {
                Some(shot) => frame.add(Part::Shots, &shot),
                None => ledger.introduce(entity, client_id, world, frame),
            }
            self.known.push(Known {
                id: near.id,
                client_id,
                born: ledger.brief(near.id).born,
                told: now,
            });
        }
    }

    fn shows_ship_of(&self, player: PlayerId, world: &World) -> bool {
        let ship = world.player(player).and_then(|player| player.ship);
        ship.is_some_and(|ship| self.client_id(ship) != 0)
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
            if (concerned || seen) && self.has_room(frame) {
                let mut event = note.event.clone();
                if let Event::Kill {
                    killer,
                    killer_name,
                    ..
                } = &mut event
                    && self.shows_ship_of(*killer, world)
                {
                    killer_name.clear();
                }
                frame.add_event(&event.told_with(|ship| self.client_id(ship)));
            }
        }
    }
}

/// From when to when, in seconds, what is at `at_m` now is less than `reach_m`
/// from the centre, along one axis. Without speed that is for ever or never.
fn crossing(at_m: f32, speed_mps: f32, reach_m: f32) -> (f32, f32) {
    let per_m = 1.0 / speed_mps;
    let (one_s, other_s) = ((-reach_m - at_m) * per_m, (reach_m - at_m) * per_m);
    (one_s.min(other_s), one_s.max(other_s))
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

/// The bullet as a shot of its shooter, if a client that knew what it did, and is
/// told the rest now, can tell its flight from the shooter's.
fn as_shot(
    fired: &Fired,
    bullet: EntityId,
    scratch: &mut Scratch,
    ledger: &Ledger,
) -> Option<Shot> {
    let near = scratch.find(fired.shooter)?;
    let shooter = ledger.entry(fired.shooter)?;
    shooter
        .is_known_at(fired.tick, near.told?, ledger.tick())
        .then_some(Shot {
            ship: near.client_id,
            tick: Tick3::of(fired.tick),
            bullet,
            spread: fired.spread,
        })
}
