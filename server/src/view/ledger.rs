//! What clients are shown of every entity of a room.

use asteroids_shared::protocol::Badge;
use asteroids_shared::{Controls, EntityId, Kind, Tick};

use super::entry::{Entry, Fired};
use super::settings::ViewSettings;
use crate::world::{self, Happening, World};

/// What clients are shown of every entity of a room. It makes the same
/// prediction as the clients, and knows when to tell them better.
#[derive(Debug)]
pub struct Ledger {
    settings: ViewSettings,
    tick: Tick,
    /// By id. Entries of vanished entities stay until the id is used again.
    entries: Vec<Option<Entry>>,
    /// What views ask of every entry, close together: by id, when the entity came
    /// to be and when there was last anything to tell.
    briefs: Vec<Brief>,
    anchors: u64,
    control_changes: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Brief {
    born: Tick,
    news_tick: Tick,
}

impl Ledger {
    /// A ledger of the world as it is.
    pub fn new(world: &World, settings: ViewSettings) -> Self {
        let mut ledger = Self {
            settings,
            tick: world.tick(),
            entries: Vec::new(),
            briefs: Vec::new(),
            anchors: 0,
            control_changes: 0,
        };
        ledger.update(world);
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

    /// When the entity with this id came to be, as far as clients are concerned.
    pub fn born(&self, id: EntityId) -> Tick {
        self.brief(id).born
    }

    /// The last tick at which there was anything to tell about it.
    pub fn news_tick(&self, id: EntityId) -> Tick {
        self.brief(id).news_tick
    }

    fn brief(&self, id: EntityId) -> Brief {
        self.briefs.get(id as usize).copied().unwrap_or_default()
    }

    /// The same, to tell from.
    pub fn entry_mut(&mut self, id: EntityId) -> Option<&mut Entry> {
        self.entries.get_mut(id as usize)?.as_mut()
    }

    /// Takes in what the world's last step brought.
    pub fn update(&mut self, world: &World) {
        let before = self.tick;
        self.tick = world.tick();
        self.entries
            .resize_with(world.id_bound().max(self.entries.len()), || None);
        self.briefs.resize(self.entries.len(), Brief::default());
        self.note_vanished(world.happenings());
        let shots = self.predictable_shots(world, before);
        for entity in world.entities() {
            self.follow(entity, before, world);
        }
        for (bullet, fired) in shots {
            if let Some(entry) = self.entry_mut(bullet) {
                entry.shot = Some(fired);
            }
        }
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
    /// client would put them by what it shows of the shooter.
    fn predictable_shots(&self, world: &World, before: Tick) -> Vec<(EntityId, Fired)> {
        let torus = world.torus();
        let mut shots = Vec::new();
        for happening in world.happenings() {
            if let Happening::Fired {
                shooter,
                bullet,
                spread,
                ..
            } = *happening
                && let Some(entry) = self
                    .entry(shooter)
                    .filter(|entry| entry.kind == Kind::Ship && entry.vanished.is_none())
                && let Some(entity) = world.entity(bullet)
            {
                let mut predicted = entry.shown.muzzle(spread, torus);
                predicted.advance(Controls::NONE, &entity.kind.dynamics(), torus);
                if predicted.same_bits(&entity.motion) {
                    shots.push((
                        bullet,
                        Fired {
                            shooter,
                            tick: before,
                            spread,
                        },
                    ));
                }
            }
        }
        shots
    }

    fn follow(&mut self, entity: &world::Entity, before: Tick, world: &World) {
        let tick = self.tick;
        let steering = entity.steering();
        let slot = &mut self.entries[entity.id as usize];
        let entry = match slot {
            Some(entry) if entry.vanished.is_none() => {
                let held = entry.news_tick;
                entry.steer(steering, before);
                self.control_changes += u64::from(entry.news_tick != held);
                self.anchors +=
                    u64::from(entry.follow(&entity.motion, tick, world.torus(), &self.settings));
                entry
            }
            _ => slot.insert(Entry::new(
                entity.id,
                entity.kind,
                entity.motion,
                steering,
                tick,
            )),
        };
        if let Some(ship) = entity.ship() {
            let bounty = world.player(ship.player).map_or(0, world::Player::bounty);
            entry.wear(
                Badge {
                    ship: entity.id,
                    flags: ship.flags(tick),
                    bounty,
                },
                tick,
            );
        }
        self.briefs[entity.id as usize] = Brief {
            born: entry.born,
            news_tick: entry.news_tick,
        };
    }
}
