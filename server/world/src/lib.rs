//! The game: pure and deterministic. It knows no socket, no clock and no
//! async; its randomness comes from one seeded generator inside it.

mod chance;
mod crash;
mod density;
mod digest;
pub mod happening;
pub mod kinds;
pub mod occasion;
mod physics;
pub mod players;
mod record;
pub mod settings;
pub mod space;
mod unforeseen;

use asteroids_shared::protocol::Reason;
use asteroids_shared::{EntityId, Kind, Motion, PlayerId, Tick, Torus};

pub use happening::Happening;
pub use kinds::bullet::Bullet;
pub use kinds::carrier::Carrier;
pub use kinds::comet::Comet;
pub use kinds::mine::Mine;
pub use kinds::pickup::Pickup;
pub use kinds::rock::Rock;
pub use kinds::saucer::Saucer;
pub use kinds::ship::Ship;
pub use kinds::warp::Warp;
pub use occasion::Occasion;
pub use players::command::Command;
pub use players::player::Player;
pub use players::team::Contest;
pub use record::WorldRecord;
pub use settings::WorldSettings;
pub use space::entity::{Detail, Entity};
pub use space::grid::Spot;

use chance::Chance;
use density::action::Action;
use kinds::bullet::Strike;
use occasion::Occasions;
use physics::Physics;
use players::player::Players;
use space::entities::Entities;
use space::entity::{Loose, passes};
use unforeseen::Unforeseen;

/// One world: everything in it, and everyone who plays in it.
pub struct World {
    settings: WorldSettings,
    tick: Tick,
    chance: Chance,
    entities: Entities,
    players: Players,
    action: Action,
    occasions: Occasions,
    contest: Contest,
    leader: Option<PlayerId>,
    // What follows from the above, or only tells of the last step.
    physics: Physics,
    happenings: Vec<Happening>,
    unforeseen: Unforeseen,
    /// What has become unforeseen since `unforeseen` was complete.
    next_unforeseen: Unforeseen,
    // Kept from step to step for their memory alone.
    strikes: Vec<Strike>,
    crashes: Vec<(EntityId, EntityId)>,
    ids: Vec<EntityId>,
}

impl World {
    /// A world at tick 0 with its full field of asteroids.
    ///
    /// # Panics
    ///
    /// If a side of the world is shorter than [`settings::SIDE_MIN_M`].
    pub fn new(settings: WorldSettings) -> Self {
        let torus = settings.torus;
        assert!(torus.width_m.min(torus.height_m) >= settings::SIDE_MIN_M);
        let mut world = Self::from(WorldRecord {
            settings,
            tick: 0,
            chance: Chance::seeded(settings.seed),
            entities: Entities::new(torus),
            players: Players::default(),
            action: Action::default(),
            occasions: Occasions::default(),
            contest: Contest::default(),
            leader: None,
        });
        world.fill_field();
        world.entities.settle();
        world
    }

    /// Applies the commands at this tick's boundary and moves on by one tick.
    pub fn step(&mut self, commands: &[Command]) {
        self.happenings.clear();

        self.hold_contest();
        self.obey(commands);
        self.steer_saucers();
        self.fire_guns();
        self.tend_field();
        self.call_saucers();
        self.launch_saucers();
        self.trail_comets();
        self.hold_occasions();

        self.physics.step(&mut self.entities);
        self.entities.settle();
        self.tick += 1;

        self.resolve_shots();
        self.resolve_crashes();
        self.hand_out_pickups();
        self.expire();
        self.follow_the_action();
        self.leader = self.players.leader();

        std::mem::swap(&mut self.unforeseen, &mut self.next_unforeseen);
        self.next_unforeseen.clear();
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

    /// What came to be since the step before the last; some may be gone again.
    pub fn appeared(&self) -> &[EntityId] {
        &self.unforeseen.appeared
    }

    /// What was put elsewhere, or on another course, since the step before the
    /// last; some may be gone.
    pub fn displaced(&self) -> &[EntityId] {
        &self.unforeseen.displaced
    }

    /// What the last step has touched, by ascending id; some may be gone. All
    /// else has flown by the rule, to the bit.
    pub fn touched(&self) -> &[EntityId] {
        self.physics.touched()
    }

    /// Every ship, in a repeatable order.
    pub fn ships(&self) -> impl Iterator<Item = Entity<'_>> {
        self.all_of(Kind::Ship)
    }

    /// Everything of a kind, in a repeatable order.
    pub fn all_of(&self, kind: Kind) -> impl Iterator<Item = Entity<'_>> {
        let ids = self.entities.of(kind).iter();
        ids.filter_map(|id| self.entities.get(*id))
    }

    /// The entity with this id, if there is one now.
    pub fn entity(&self, id: EntityId) -> Option<Entity<'_>> {
        self.entities.get(id)
    }

    /// Every entity, by ascending id.
    pub fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        self.entities.iter()
    }

    /// Every id is below this: ids are small and dense, so that what others
    /// keep by id can be a `Vec`.
    pub fn id_bound(&self) -> usize {
        self.entities.id_bound()
    }

    /// Visits the spot of every entity whose centre lies within a rectangle on
    /// the torus, with the way there from the rectangle's centre; each once, in a
    /// repeatable but no particular order. There are two rectangles: for what
    /// collides, and for bullets and pickups. They may be larger than the world;
    /// their centre is within the world.
    pub fn for_each_near(
        &self,
        center: (f32, f32),
        halves: [(f32, f32); 2],
        visit: impl FnMut(&Spot, (f32, f32)),
    ) {
        self.entities.for_each_near(center, halves, visit);
    }

    /// The player with this id, if it takes part.
    pub fn player(&self, id: PlayerId) -> Option<&Player> {
        self.players.get(id)
    }

    /// Every player, by ascending id.
    pub fn players(&self) -> impl Iterator<Item = &Player> {
        self.players.iter()
    }

    /// The player with the highest score above 0; of equals the one with the
    /// smallest id.
    pub fn leader(&self) -> Option<PlayerId> {
        self.leader
    }

    /// How many entities there are, in the order of the kinds' numbers.
    pub fn counts(&self) -> [u32; Kind::COUNT] {
        self.entities.counts()
    }

    fn add(&mut self, kind: Kind, motion: Motion, detail: Detail) -> EntityId {
        let id = self.entities.insert(self.tick, kind, motion, detail);
        if let Some(entity) = self.entities.get(id) {
            self.physics.add(entity);
        }
        self.next_unforeseen.appeared.push(id);
        id
    }

    fn remove(&mut self, id: EntityId, reason: Reason) -> Option<Loose> {
        let entity = self.entities.remove(self.tick, id)?;
        self.physics.remove(id);
        if let Detail::Bullet(bullet) = &entity.detail {
            self.bullet_landed(bullet.shooter);
        }
        self.happenings
            .push(Happening::Vanished { entity: id, reason });
        Some(entity)
    }

    fn put(&mut self, id: EntityId, motion: Motion) {
        self.entities.place(id, motion);
        self.physics.displace(id);
        self.next_unforeseen.displaced.push(id);
    }

    /// Takes away what has had its time.
    fn expire(&mut self) {
        let now = self.tick;
        let mut ids = std::mem::take(&mut self.ids);
        for kind in Kind::ALL.into_iter().filter(|kind| passes(*kind)) {
            let all = self.entities.of(kind).iter();
            let over = all.filter(|id| self.is_over(**id, now));
            ids.extend(over);
        }
        ids.sort_unstable();
        for id in ids.drain(..) {
            if let Some(gone) = self.remove(id, Reason::Gone) {
                self.follow_up(&gone);
            }
        }
        self.ids = ids;
    }

    fn is_over(&self, id: EntityId, now: Tick) -> bool {
        let over_at = self.entities.get(id).and_then(Entity::over_at);
        over_at.is_some_and(|over_at| over_at <= now)
    }
}
