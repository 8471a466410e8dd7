//! The game: pure and deterministic. It knows no socket, no clock and no
//! async; its randomness comes from one seeded generator inside it.

pub mod bullet;
pub mod command;
pub mod entity;
pub mod happening;
pub mod pickup;
pub mod player;
pub mod rock;
pub mod saucer;
pub mod settings;
pub mod ship;

use asteroids_shared::{EntityId, Kind, PlayerId, Tick, Torus};

pub use bullet::Bullet;
pub use command::Command;
pub use entity::{Detail, Entity};
pub use happening::Happening;
pub use pickup::Pickup;
pub use player::Player;
pub use rock::Rock;
pub use saucer::Saucer;
pub use settings::WorldSettings;
pub use ship::Ship;

/// One world: everything in it, and everyone who plays in it.
pub struct World {
    settings: WorldSettings,
    tick: Tick,
    slots: Vec<Option<Entity>>,
    players: Vec<Player>,
    happenings: Vec<Happening>,
}

impl World {
    /// A world at tick 0 with its full field of asteroids.
    pub fn new(settings: WorldSettings) -> Self {
        Self {
            settings,
            tick: 0,
            slots: vec![None],
            players: Vec::new(),
            happenings: Vec::new(),
        }
    }

    /// Applies the commands at this tick's boundary and moves on by one tick.
    pub fn step(&mut self, _commands: &[Command]) {
        self.tick += 1;
    }

    /// The tick that the world is at.
    pub fn tick(&self) -> Tick {
        self.tick
    }

    /// The shape of the world.
    pub fn torus(&self) -> &Torus {
        &self.settings.torus
    }

    /// What the world is made from.
    pub fn settings(&self) -> &WorldSettings {
        &self.settings
    }

    /// What the last step brought about, in order.
    pub fn happenings(&self) -> &[Happening] {
        &self.happenings
    }

    /// The entity with this id, if there is one now.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.slots.get(id as usize)?.as_ref()
    }

    /// Every entity, by ascending id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.slots.iter().flatten()
    }

    /// Every id is below this: ids are small and dense, so that what others
    /// keep by id can be a `Vec`.
    pub fn id_bound(&self) -> usize {
        self.slots.len()
    }

    /// Visits every entity whose centre lies within a rectangle on the torus,
    /// each once, in no particular but a repeatable order. The rectangle may be
    /// larger than the world.
    pub fn for_each_near(
        &self,
        center: (f32, f32),
        half: (f32, f32),
        mut visit: impl FnMut(&Entity),
    ) {
        for entity in self.entities() {
            let (dx, dy) = self.torus().delta(center, entity.motion.position());
            if dx.abs() <= half.0 && dy.abs() <= half.1 {
                visit(entity);
            }
        }
    }

    /// The player with this id, if it takes part.
    pub fn player(&self, id: PlayerId) -> Option<&Player> {
        self.players.iter().find(|player| player.id == id)
    }

    /// Every player, by ascending id.
    pub fn players(&self) -> impl Iterator<Item = &Player> {
        self.players.iter()
    }

    /// Where the action is, in metres; `None` while nobody flies.
    pub fn action(&self) -> Option<(f32, f32)> {
        None
    }

    /// The player with the highest score above 0.
    pub fn leader(&self) -> Option<PlayerId> {
        None
    }

    /// How many entities there are, in the order of the kinds' numbers.
    pub fn counts(&self) -> [u32; Kind::ALL.len()] {
        [0; Kind::ALL.len()]
    }

    /// A number that any difference in the state changes.
    pub fn digest(&self) -> u64 {
        0
    }
}
