//! A client's picture of the world, by the rules of `PROTOCOL.md`: apply each
//! frame, and follow every entity to the tick that is to be shown.

mod apply;
mod breach;
mod entity;
mod track;

pub use breach::{Breach, check_rules, receive};
pub use entity::Entity;
pub use track::Track;

use self::apply::Step;
use crate::protocol::{Frame, Welcome, You};
use crate::{EntityId, Motion, Tick, Torus};

/// How far an anchor's position was from the one predicted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correction {
    /// Whose anchor.
    pub entity: EntityId,
    /// The distance in metres.
    pub error_m: f32,
}

/// What a frame showed besides the world.
#[derive(Debug, Default)]
pub struct Findings {
    /// How the frame broke the protocol; empty from a good server.
    pub breaches: Vec<Breach>,
    /// One for each anchor, jumps through hyperspace apart.
    pub corrections: Vec<Correction>,
}

impl Findings {
    fn unless_ok(&mut self, outcome: Result<(), Breach>) {
        self.breaches.extend(outcome.err());
    }
}

/// What one client knows of the world.
#[derive(Debug)]
pub struct Picture {
    torus: Torus,
    /// The tick of the last frame.
    tick: Tick,
    /// How many ticks that frame came after the one before.
    pace_ticks: Tick,
    /// The tick that every entity is shown at.
    shown_tick: Tick,
    ack: u32,
    you: You,
    /// By id.
    entities: Vec<Entity>,
    findings: Findings,
    /// Records of the frame being applied, in the order of their application.
    agenda: Vec<(Tick, Step, usize)>,
    /// Ships whose jump the last frame told, and not where they came out.
    jumped: Vec<EntityId>,
}

impl Picture {
    /// The picture before the first frame: nothing is known but the world's size.
    pub fn new(welcome: &Welcome) -> Self {
        Self {
            torus: welcome.torus,
            tick: welcome.tick,
            pace_ticks: 0,
            shown_tick: welcome.tick,
            ack: 0,
            you: You::default(),
            entities: Vec::new(),
            findings: Findings::default(),
            agenda: Vec::new(),
            jumped: Vec::new(),
        }
    }

    /// The tick of the last frame.
    pub const fn tick(&self) -> Tick {
        self.tick
    }

    /// The tick of a frame that is not applied yet.
    pub fn tick_of_next(&self, frame: &Frame) -> Tick {
        self.tick.saturating_add(self.pace_ticks_of(frame))
    }

    /// The tick that the entities are shown at.
    pub const fn shown_tick(&self) -> Tick {
        self.shown_tick
    }

    /// The world's size.
    pub const fn torus(&self) -> &Torus {
        &self.torus
    }

    /// The number of the last input that the world has taken, 0 for none.
    pub const fn ack(&self) -> u32 {
        self.ack
    }

    /// The pilot's own state.
    pub const fn you(&self) -> &You {
        &self.you
    }

    /// Every entity that is there at the shown tick, by id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities
            .iter()
            .filter(|entity| !entity.is_over_at(self.shown_tick))
    }

    /// One entity, if it is there at the shown tick.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        let entity = &self.entities[self.find(id).ok()?];
        (!entity.is_over_at(self.shown_tick)).then_some(entity)
    }

    /// Where an entity is at a tick that is not before the last record about it.
    pub fn motion_at(&self, id: EntityId, tick: Tick) -> Option<Motion> {
        let entity = &self.entities[self.find(id).ok()?];
        (entity.told_tick() <= tick && !entity.is_over_at(tick))
            .then(|| entity.track_at(tick, &self.torus).motion)
    }

    /// Shows every entity at this tick. Time does not go back: a tick before
    /// the one shown changes nothing.
    pub fn advance_to(&mut self, tick: Tick) {
        self.shown_tick = self.shown_tick.max(tick);
        for entity in &mut self.entities {
            entity.show_at(self.shown_tick, &self.torus);
        }
    }

    fn pace_ticks_of(&self, frame: &Frame) -> Tick {
        frame.ticks.unwrap_or(self.pace_ticks)
    }

    fn find(&self, id: EntityId) -> Result<usize, usize> {
        self.entities.binary_search_by_key(&id, Entity::id)
    }
}
