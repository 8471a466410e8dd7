//! A game to tell stories in.

use asteroids_server::world::{Command, Entity, Happening, Player, Ship, World, WorldSettings};
use asteroids_shared::protocol::Reason;
use asteroids_shared::{Controls, EntityId, Kind, Motion, PickupKind, PlayerId, Tick, Torus};

/// The side of the world that stories take place in, in metres.
pub const SIDE_M: f32 = 400.0;

/// A game under way, and everything that has happened in it.
pub struct Game {
    pub world: World,
    pub happened: Vec<Happening>,
    orders: Vec<Command>,
    players: PlayerId,
}

impl Game {
    /// An empty sky: no rocks, no saucers unless the story places some.
    pub fn new() -> Self {
        Self::seeded(1)
    }

    /// An empty sky with another fate.
    pub fn seeded(seed: u64) -> Self {
        Self::with(WorldSettings {
            seed,
            torus: Torus::square(SIDE_M),
            rocks: 0,
            saucers: false,
            occasions: false,
            teams: false,
        })
    }

    /// A sky as the settings say.
    pub fn with(settings: WorldSettings) -> Self {
        Self {
            world: World::new(settings),
            happened: Vec::new(),
            orders: Vec::new(),
            players: 0,
        }
    }

    /// Somebody comes and gets a ship.
    pub fn join(&mut self, name: &str) -> PlayerId {
        self.join_near(name, 0)
    }

    /// Somebody comes to a friend.
    pub fn join_near(&mut self, name: &str, near: PlayerId) -> PlayerId {
        self.take_part(name, false, near)
    }

    /// A bot comes: it has no guard.
    pub fn join_bot(&mut self, name: &str) -> PlayerId {
        self.take_part(name, true, 0)
    }

    fn take_part(&mut self, name: &str, bot: bool, near: PlayerId) -> PlayerId {
        self.players += 1;
        self.order(Command::Join {
            player: self.players,
            name: name.into(),
            bot,
            near,
        });
        self.pass_ticks(1);
        self.players
    }

    /// Somebody comes and is put to rest at a place, nose along +x, without the
    /// shield of a spawn and ready to fire.
    pub fn join_at(&mut self, name: &str, x_m: f32, y_m: f32) -> PlayerId {
        let player = self.join(name);
        self.put(player, Motion::at(x_m, y_m));
        self.world.drop_shield(self.ship_id(player));
        self.arm(player);
        player
    }

    /// Readies a pilot's gun, as if it had flown for a while.
    pub fn arm(&mut self, player: PlayerId) {
        self.world.arm(self.ship_id(player));
    }

    pub fn leave(&mut self, player: PlayerId) {
        self.order(Command::Leave { player });
    }

    pub fn order(&mut self, command: Command) {
        self.orders.push(command);
    }

    /// From now on the pilot holds these controls.
    pub fn hold(&mut self, player: PlayerId, controls: Controls) -> &mut Self {
        self.order(Command::Control { player, controls });
        self
    }

    pub fn release(&mut self, player: PlayerId) -> &mut Self {
        self.hold(player, Controls::NONE)
    }

    /// One shot, and the trigger let go.
    pub fn shoot(&mut self, player: PlayerId) -> &mut Self {
        self.hold(player, Controls::FIRE).for_ticks(1);
        self.release(player)
    }

    pub fn respawn(&mut self, player: PlayerId) -> &mut Self {
        self.order(Command::Respawn { player });
        self
    }

    pub fn for_seconds(&mut self, seconds: f32) -> &mut Self {
        self.for_ticks((seconds * 32.0).round() as Tick)
    }

    pub fn for_ticks(&mut self, ticks: Tick) -> &mut Self {
        for _ in 0..ticks {
            self.world.step(&std::mem::take(&mut self.orders));
            self.happened.extend_from_slice(self.world.happenings());
        }
        self
    }

    pub fn pass_ticks(&mut self, ticks: Tick) {
        self.for_ticks(ticks);
    }

    pub fn pass_seconds(&mut self, seconds: f32) {
        self.for_seconds(seconds);
    }

    /// Passes ticks until something is so; fails the story if it is not within
    /// so many seconds.
    pub fn until(&mut self, what: &str, seconds: f32, so: impl Fn(&Self) -> bool) {
        for _ in 0..(seconds * 32.0) as Tick {
            if so(self) {
                return;
            }
            self.pass_ticks(1);
        }
        panic!("{what} did not come to pass within {seconds} s");
    }

    /// Puts a thing into the sky.
    pub fn place(&mut self, kind: Kind, motion: Motion) -> EntityId {
        let placed = self.world.place(kind, motion);
        placed.expect("neither a ship nor a bullet")
    }

    /// Puts something to collect into the sky.
    pub fn place_pickup(&mut self, gives: PickupKind, motion: Motion) -> EntityId {
        self.world.place_pickup(gives, motion)
    }

    pub fn put(&mut self, player: PlayerId, motion: Motion) {
        let ship = self.ship_id(player);
        self.world.set_motion(ship, motion);
    }

    pub fn player(&self, player: PlayerId) -> &Player {
        self.world.player(player).expect("the player takes part")
    }

    pub fn is_alive(&self, player: PlayerId) -> bool {
        self.player(player).ship.is_some()
    }

    pub fn ship_id(&self, player: PlayerId) -> EntityId {
        self.player(player).ship.expect("the player has a ship")
    }

    pub fn ship(&self, player: PlayerId) -> &Ship {
        self.entity(self.ship_id(player)).ship().expect("a ship")
    }

    pub fn is_shielded(&self, player: PlayerId) -> bool {
        self.ship(player).shielded(self.world.tick())
    }

    pub fn motion(&self, player: PlayerId) -> Motion {
        *self.entity(self.ship_id(player)).motion
    }

    pub fn entity(&self, id: EntityId) -> Entity<'_> {
        self.world.entity(id).expect("the entity is there")
    }

    pub fn is_there(&self, id: EntityId) -> bool {
        self.world.entity(id).is_some()
    }

    pub fn all(&self, kind: Kind) -> Vec<Entity<'_>> {
        let all = self.world.entities();
        all.filter(|entity| entity.kind == kind).collect()
    }

    pub fn count(&self, kind: Kind) -> usize {
        self.world.counts()[kind as usize] as usize
    }

    pub fn rocks(&self) -> usize {
        let sizes = [Kind::RockLarge, Kind::RockMedium, Kind::RockSmall];
        sizes.map(|kind| self.count(kind)).iter().sum()
    }

    pub fn distance_m(&self, a: (f32, f32), b: (f32, f32)) -> f32 {
        self.world.torus().distance_squared(a, b).sqrt()
    }

    /// Why an entity vanished, if it has.
    pub fn fate_of(&self, id: EntityId) -> Option<Reason> {
        self.happened.iter().find_map(|happening| match happening {
            Happening::Vanished { entity, reason } if *entity == id => Some(*reason),
            _ => None,
        })
    }

    /// How many shots have been fired.
    pub fn shots(&self) -> usize {
        let shot = |happening: &&Happening| matches!(happening, Happening::Fired { .. });
        self.happened.iter().filter(shot).count()
    }

    /// Shoots a player down with a bullet of another one, whatever they do.
    pub fn shoot_down(&mut self, killer: PlayerId, victim: PlayerId) {
        let (x_m, y_m) = (100.0, -100.0);
        self.put(killer, Motion::at(x_m, y_m));
        self.put(victim, Motion::at(x_m + 10.0, y_m));
        self.world.drop_shield(self.ship_id(victim));
        self.arm(killer);
        self.shoot(killer);
        self.until("the kill", 1.0, |game| !game.is_alive(victim));
    }
}

/// A motion at a place with a velocity, nose along +x.
pub fn moving(x_m: f32, y_m: f32, vx_mps: f32, vy_mps: f32) -> Motion {
    Motion {
        vx_mps,
        vy_mps,
        ..Motion::at(x_m, y_m)
    }
}

pub fn speed_mps(motion: &Motion) -> f32 {
    motion.vx_mps.hypot(motion.vy_mps)
}
