//! What one client has been told, and what it is to be told next.

use asteroids_shared::protocol::frame::Part;
use asteroids_shared::protocol::limits::TO_CLIENT_BYTES_MAX;
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{Event, FrameWriter, Role, Shot};
use asteroids_shared::rules::TICK_RATE_HZ;
use asteroids_shared::{EntityId, Kind, PlayerId, Tick, Torus};

use super::chronicle::Chronicle;
use super::client_ids::ClientIds;
use super::entry::Fired;
use super::fate::Fate;
use super::ledger::Ledger;
use super::scratch::{Look, Near, News, Scratch, urgency};
use super::watcher::Watcher;
use super::window::Window;
use crate::world::World;

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
    window: Window,
    /// The id by which the client knows its own ship, 0 if it does not.
    own_ship: EntityId,
    told: Tick,
    known: Vec<Known>,
    client_ids: ClientIds,
    /// How many bytes its next frame may have; none if they are not counted. A
    /// frame may exceed it by a record, which the next one makes up for.
    credit_bytes: Option<i32>,
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
        let credit_bytes = Some(TO_CLIENT_BYTES_MAX as i32);
        Self::of(Window::largest(role, torus), tick, credit_bytes)
    }

    /// A view of the whole world for films, which are files: no frame of it is
    /// too long, and nothing waits.
    pub fn of_whole_world(torus: &Torus, tick: Tick) -> Self {
        Self::of(Window::of_whole_world(torus), tick, None)
    }

    fn of(window: Window, tick: Tick, credit_bytes: Option<i32>) -> Self {
        Self {
            window,
            own_ship: 0,
            told: tick,
            known: Vec::new(),
            client_ids: ClientIds::default(),
            credit_bytes,
        }
    }

    /// The client that knows nothing yet is told from this tick on.
    pub fn begin_at(&mut self, tick: Tick) {
        debug_assert!(self.known.is_empty(), "it has been told something");
        self.told = tick;
    }

    /// Half its width and half its height, in metres.
    pub fn half(&self) -> (f32, f32) {
        self.window.half()
    }

    /// Whether it is too large for what is in it to be told one by one: then nothing is.
    pub fn is_overview(&self) -> bool {
        self.window.is_overview()
    }

    /// Counts so many bytes of another message as some of its own.
    pub fn charge(&mut self, bytes: u64) {
        let bytes = i32::try_from(bytes).unwrap_or(i32::MAX);
        if let Some(credit_bytes) = &mut self.credit_bytes {
            *credit_bytes = credit_bytes.saturating_sub(bytes);
        }
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
        self.window.resize(half_width_m, half_height_m);
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
        if let Some(credit_bytes) = &mut self.credit_bytes {
            *credit_bytes -= (frame.record_bytes() + FRAME_HEAD_BYTES) as i32;
        }
    }

    fn earn_credit(&mut self, now: Tick) {
        let earned_bytes = (now - self.told).saturating_mul(CREDIT_BYTES_PER_TICK);
        let earned_bytes = earned_bytes.min(TO_CLIENT_BYTES_MAX as u32) as i32;
        if let Some(credit_bytes) = &mut self.credit_bytes {
            *credit_bytes = (*credit_bytes + earned_bytes).min(TO_CLIENT_BYTES_MAX as i32);
        }
    }

    /// Whether another record fits into the frame.
    fn has_room(&self, frame: &FrameWriter) -> bool {
        let bytes = frame.record_bytes() + FRAME_HEAD_BYTES;
        self.credit_bytes.is_none_or(|credit_bytes| {
            bytes as i32 <= credit_bytes && bytes + RECORD_BYTES_MAX <= TO_CLIENT_BYTES_MAX
        })
    }

    /// Finds what comes into sight or has not left it for good.
    fn look_around(&self, watcher: &Watcher, world: &World, scratch: &mut Scratch) {
        let look = Look {
            tick: world.tick(),
            watcher: *watcher,
            half: self.window.half(),
        };
        if scratch.repeats(look, world.id_bound()) || self.window.is_overview() {
            return;
        }
        let window = &self.window;
        let halves = window.halves_to_search(watcher);
        world.for_each_near(watcher.center, halves, |spot, way_m| {
            let enters = window.enters(watcher, spot, way_m);
            if enters || window.keeps(spot.kind, way_m) {
                scratch.push(Near {
                    id: spot.id,
                    kind: spot.kind,
                    enters,
                    told: None,
                    client_id: 0,
                    waits: false,
                    distance_m2: way_m.0 * way_m.0 + way_m.1 * way_m.1,
                });
            }
        });
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
                        near.waits = brief.news_tick > told;
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
        for place in 0..scratch.news.len() {
            let News { index, told, .. } = scratch.news[place];
            let Known { id, client_id, .. } = self.known[index];
            if !self.has_room(frame) {
                self.known[index].told = told;
                if let Some(near) = scratch.find(id) {
                    near.waits = true;
                }
                continue;
            }
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
            let seen = note
                .at
                .is_some_and(|at| self.window.shows(world.torus().delta(watcher.center, at)));
            // Wherever it jumped from, its client is to know why it is elsewhere.
            let shown = matches!(note.event, Event::Jump { ship, .. } if self.client_id(ship) != 0);
            if (concerned || seen || shown) && self.has_room(frame) {
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

/// The bullet as a shot of its shooter, if a client that knew what it did, and is
/// told the rest now, can tell its flight from the shooter's. Of a shooter whose
/// news wait it does not know the way that it went.
fn as_shot(
    fired: &Fired,
    bullet: EntityId,
    scratch: &mut Scratch,
    ledger: &Ledger,
) -> Option<Shot> {
    let near = scratch.find(fired.shooter).filter(|near| !near.waits)?;
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
