//! What clients are shown of every entity of a room.

use asteroids_shared::protocol::{Badge, FrameWriter};
use asteroids_shared::rules::{TICK_RATE_HZ, seconds};
use asteroids_shared::{EntityId, Kind, Tick};

use super::describe::{arriving, describe};
use super::entry::{Entry, Fired};
use super::records::Records;
use super::settings::ViewSettings;
use crate::world::{self, Entity, Happening, World};

/// What clients are shown of every entity of a room. It makes the same
/// prediction as the clients, and knows when to tell them better.
#[derive(Debug)]
pub struct Ledger {
    settings: ViewSettings,
    tick: Tick,
    /// By id. Entries of vanished entities stay until the id is used again.
    entries: Vec<Option<Entry>>,
    /// By id, close together.
    briefs: Vec<Brief>,
    records: Records,
    anchors: u64,
    control_changes: u64,
}

/// What views ask of every entity.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brief {
    /// When it came to be, as far as clients are concerned.
    pub born: Tick,
    /// The last tick at which there was anything to tell about it.
    pub news_tick: Tick,
}

impl Ledger {
    /// A ledger of the world as it is.
    pub fn new(world: &World, settings: ViewSettings) -> Self {
        let mut ledger = Self {
            settings,
            tick: world.tick(),
            entries: Vec::new(),
            briefs: Vec::new(),
            records: Records::default(),
            anchors: 0,
            control_changes: 0,
        };
        ledger.grow(world);
        ledger.records.begin(ledger.tick);
        for entity in world.entities() {
            ledger.begin(entity, world);
        }
        ledger
    }

    /// The tick of the world that it describes.
    pub fn tick(&self) -> Tick {
        self.tick
    }

    /// How many anchors there have been.
    pub fn anchors(&self) -> u64 {
        self.anchors
    }

    /// How many control changes there have been.
    pub fn control_changes(&self) -> u64 {
        self.control_changes
    }

    /// The entry of an entity that is there, or was there last with this id.
    pub fn entry(&self, id: EntityId) -> Option<&Entry> {
        self.entries.get(id as usize)?.as_ref()
    }

    /// What views ask of the entity with this id.
    pub(super) fn brief(&self, id: EntityId) -> Brief {
        self.briefs.get(id as usize).copied().unwrap_or_default()
    }

    /// Tells a client that knows the entity as `client_id`, and was last told at
    /// `told`, what is new about it.
    pub(super) fn tell(
        &mut self,
        entity: Entity,
        client_id: EntityId,
        told: Tick,
        frame: &mut FrameWriter,
    ) {
        if let Some(Some(entry)) = self.entries.get_mut(entity.id as usize) {
            entry.tell(client_id, entity.motion, told, &mut self.records, frame);
        }
    }

    /// Introduces the entity as `client_id` to a client that does not know it.
    pub(super) fn introduce(
        &mut self,
        entity: Entity,
        client_id: EntityId,
        world: &World,
        frame: &mut FrameWriter,
    ) {
        if let Some(Some(entry)) = self.entries.get_mut(entity.id as usize) {
            let detail = |controls| describe(entity, controls, world);
            entry.introduce(
                client_id,
                arriving(entity),
                detail,
                &mut self.records,
                frame,
            );
        }
    }

    fn entry_mut(&mut self, id: EntityId) -> Option<&mut Entry> {
        self.entries.get_mut(id as usize)?.as_mut()
    }

    /// Takes in what the world's last step brought. To be called after each step.
    ///
    /// What flies by the rule costs nothing here: clients show it where it is.
    pub fn update(&mut self, world: &World) {
        let before = self.tick;
        self.tick = world.tick();
        self.records.begin(self.tick);
        self.grow(world);
        self.note_vanished(world.happenings());
        let shots = self.predictable_shots(world, before);
        self.note_ships(world, before);
        self.note_unpredicted(world);
        for &id in world.appeared() {
            if let Some(entity) = world.entity(id) {
                self.begin(entity, world);
            }
        }
        for (bullet, fired) in shots {
            if let Some(entry) = self.entry_mut(bullet) {
                entry.shot = Some(fired);
            }
        }
        self.repeat_silent(world);
    }

    fn grow(&mut self, world: &World) {
        let bound = world.id_bound().max(self.entries.len());
        self.entries.resize_with(bound, || None);
        self.briefs.resize(bound, Brief::default());
    }

    fn note_vanished(&mut self, happenings: &[Happening]) {
        let tick = self.tick;
        for happening in happenings {
            if let Happening::Vanished { entity, reason } = *happening
                && let Some(entry) = self.entry_mut(entity)
            {
                entry.vanish(reason, tick);
                self.briefs[entity as usize].news_tick = tick;
            }
        }
    }

    /// The shots of the step that began at `before` whose bullets are where a
    /// client would put them by what it shows of the shooter: clients show a
    /// shooter where it is, unless it was put elsewhere just now.
    fn predictable_shots(&self, world: &World, before: Tick) -> Vec<(EntityId, Fired)> {
        let predictable = |shooter| {
            let entry = self.entry(shooter);
            entry.is_some_and(|entry| entry.kind == Kind::Ship && entry.vanished.is_none())
                && !world.displaced().contains(&shooter)
        };
        let shots = world.happenings().iter().filter_map(|happening| {
            let Happening::Fired {
                shooter,
                bullet,
                spread,
                ..
            } = *happening
            else {
                return None;
            };
            let fired = Fired {
                shooter,
                tick: before,
                spread,
            };
            predictable(shooter).then_some((bullet, fired))
        });
        shots.collect()
    }

    /// Notes which keys pilots hold since `before`, and what shows on ships.
    fn note_ships(&mut self, world: &World, before: Tick) {
        for entity in world.ships() {
            let Some(entry) = self.live_entry(entity.id) else {
                continue;
            };
            let held = entry.news_tick;
            entry.steer(entity.steering(), before);
            let steered = entry.news_tick != held;
            self.control_changes += u64::from(steered);
            self.wear(entity, world);
        }
    }

    fn wear(&mut self, entity: Entity, world: &World) {
        let tick = self.tick;
        if let Some(ship) = entity.ship()
            && let Some(entry) = self.entry_mut(entity.id)
        {
            let player = world.player(ship.player);
            let badge = Badge {
                ship: entity.id,
                flags: ship.flags(tick),
                bounty: player.map_or(0, world::Player::bounty),
                gear: ship.gear,
                look: player.map_or(0, |player| player.look),
            };
            entry.wear(badge, tick);
            self.brief_anew(entity.id);
        }
    }

    /// What was touched or put elsewhere leaves the way that clients predict,
    /// by however little: clients are told where it is.
    fn note_unpredicted(&mut self, world: &World) {
        for &id in world.touched().iter().chain(world.displaced()) {
            if let Some(entity) = world.entity(id) {
                self.anchor(entity);
            }
        }
    }

    /// Anchors what nothing was said of for long. Each entity is looked at once
    /// a second, and what is told of it may wait for another one.
    fn repeat_silent(&mut self, world: &World) {
        let tick = self.tick;
        for id in
            (tick % TICK_RATE_HZ..self.entries.len() as EntityId).step_by(TICK_RATE_HZ as usize)
        {
            let silent_ticks = self.live_entry(id).map(|entry| entry.silent_ticks(tick));
            let latest_ticks = self.settings.heartbeat_ticks.saturating_sub(seconds(2));
            if silent_ticks.is_some_and(|ticks| ticks > latest_ticks)
                && let Some(entity) = world.entity(id)
            {
                self.anchor(entity);
            }
        }
    }

    fn anchor(&mut self, entity: Entity) {
        let tick = self.tick;
        if let Some(entry) = self.live_entry(entity.id) {
            entry.anchor(entity.motion, tick);
            self.anchors += 1;
            self.brief_anew(entity.id);
        }
    }

    fn begin(&mut self, entity: Entity, world: &World) {
        let entry = Entry::new(entity.id, entity.kind, entity.steering(), self.tick);
        self.entries[entity.id as usize] = Some(entry);
        self.brief_anew(entity.id);
        self.wear(entity, world);
    }

    /// The entry of an entity that clients may know.
    fn live_entry(&mut self, id: EntityId) -> Option<&mut Entry> {
        self.entry_mut(id).filter(|entry| entry.vanished.is_none())
    }

    fn brief_anew(&mut self, id: EntityId) {
        if let Some(entry) = self.entry(id) {
            self.briefs[id as usize] = Brief {
                born: entry.born,
                news_tick: entry.news_tick,
            };
        }
    }
}
