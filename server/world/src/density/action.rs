//! The action: a ship in a fight, which those who watch follow.

use asteroids_shared::rules::{TICK_RATE_HZ, seconds};
use asteroids_shared::{Kind, PlayerId, Tick};
use serde::{Deserialize, Serialize};

use crate::{Happening, World};

/// How much of a pilot's heat is left a second later.
const LEFT_AFTER_SECOND: f32 = 0.85;
/// What a shot, a hit taken and a kill add to a pilot's heat. Shots at rocks count
/// as well, so they are worth little, and nothing where nobody else is.
const HEAT_OF_SHOT: f32 = 0.5;
const HEAT_OF_HIT: f32 = 8.0;
const HEAT_OF_KILL: f32 = 20.0;
/// The most that kills and hits add to a scene: a fight is seen by the ships in it.
const HEAT_OF_FIGHT_MAX: f32 = 16.0;
/// The most that shots add to a scene.
const HEAT_OF_SHOTS_MAX: f32 = 4.0;
/// What each other ship on the screen adds to a scene, and how many count.
const WORTH_OF_SHIP: f32 = 5.0;
const SHIPS_MAX: u32 = 5;
/// What it adds that a person flies.
const WORTH_OF_PERSON: f32 = 4.0;
/// What counts as on the screen: half its width and half its height, in metres.
const SCREEN_HALF_M: (f32, f32) = (26.0, 14.0);

/// For so long the same ship is followed at the least, if it flies.
const STAY_TICKS: Tick = seconds(4);
/// How long a wreck is looked at.
const MOURN_TICKS: Tick = seconds(3) / 2;
/// Another scene must be worth so many times as much, and so much more.
const BETTER: (f32, f32) = (1.25, 2.0);

/// Who is followed, and how much goes on about each pilot.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Action {
    /// By player number.
    scenes: Vec<Scene>,
    /// 0 while nobody flies.
    followed: PlayerId,
    since: Tick,
    /// When the followed ship was last there.
    seen: Tick,
    place: Option<(f32, f32)>,
}

/// What goes on about a pilot.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Scene {
    /// What is left of kills and hits.
    fought: f32,
    /// What is left of shots.
    fired: f32,
    /// What it was worth to watch, when last looked at.
    worth: f32,
}

impl Action {
    fn scene(&mut self, player: PlayerId) -> &mut Scene {
        let index = player as usize;
        if index >= self.scenes.len() {
            self.scenes.resize(index + 1, Scene::default());
        }
        &mut self.scenes[index]
    }

    fn worth(&self, player: PlayerId) -> f32 {
        let scene = self.scenes.get(player as usize);
        scene.map_or(0.0, |scene| scene.worth)
    }

    /// Looks at what goes on about a pilot.
    fn judge(&mut self, player: PlayerId, is_person: bool, others: u32) {
        let scene = self.scene(player);
        scene.fought *= LEFT_AFTER_SECOND;
        scene.fired *= LEFT_AFTER_SECOND;
        let shots = scene.fired.min(HEAT_OF_SHOTS_MAX);
        let person = if is_person { WORTH_OF_PERSON } else { 0.0 };
        let ships = WORTH_OF_SHIP * others.min(SHIPS_MAX) as f32;
        scene.worth = match others {
            0 => 0.0,
            1.. => scene.fought.min(HEAT_OF_FIGHT_MAX) + shots + ships + person,
        };
    }

    fn follow(&mut self, player: PlayerId, now: Tick) {
        self.followed = player;
        (self.since, self.seen) = (now, now);
    }
}

impl World {
    /// Where the action is, in metres: at the ship that is followed, or where it
    /// was; `None` while nobody flies.
    pub fn action(&self) -> Option<(f32, f32)> {
        self.action.place
    }

    /// Whose ship is followed; its wreck for a moment.
    pub fn followed(&self) -> Option<PlayerId> {
        (self.action.followed != 0).then_some(self.action.followed)
    }

    /// Notes what has happened, looks at some of the pilots, and once a second at
    /// who is best to follow.
    pub(crate) fn follow_the_action(&mut self) {
        self.warm();
        let now = self.tick;
        // Each pilot is looked at about once a second.
        let ships = self.entities.of(Kind::Ship).iter();
        let turn = (now % TICK_RATE_HZ) as usize;
        for &ship in ships.skip(turn).step_by(TICK_RATE_HZ as usize) {
            let Some(entity) = self.entities.get(ship) else {
                continue;
            };
            let Some(pilot) = entity.ship() else { continue };
            let mut others = 0;
            let screens = [SCREEN_HALF_M, (0.0, 0.0)];
            let middle = entity.motion.position();
            self.entities.for_each_near(middle, screens, |spot, _| {
                others += u32::from(spot.kind == Kind::Ship && spot.id != ship);
            });
            self.action.judge(pilot.player, !pilot.bot, others);
        }
        if let Some(ship) = self.ship_of(self.action.followed)
            && let Some(entity) = self.entities.get(ship)
        {
            self.action.seen = now;
            self.action.place = Some(entity.motion.position());
        }
        if now.is_multiple_of(TICK_RATE_HZ) {
            self.choose_whom_to_follow();
        }
    }

    fn warm(&mut self) {
        for happening in &self.happenings {
            match *happening {
                Happening::Fired { player, .. } if player != 0 => {
                    self.action.scene(player).fired += HEAT_OF_SHOT;
                }
                Happening::Hit { ship, .. } => {
                    if let Some(player) = self.pilot_of(ship) {
                        self.action.scene(player).fought += HEAT_OF_HIT;
                    }
                }
                Happening::Killed { killer, victim, .. } => {
                    if killer != 0 {
                        self.action.scene(killer).fought += HEAT_OF_KILL;
                    }
                    *self.action.scene(victim) = Scene::default();
                }
                Happening::Fired { .. }
                | Happening::Landed { .. }
                | Happening::Vanished { .. }
                | Happening::Scored { .. }
                | Happening::Took { .. }
                | Happening::Jumped { .. } => {}
            }
        }
    }

    /// Stays with a fight unless another is clearly better, and with a wreck for a
    /// moment.
    fn choose_whom_to_follow(&mut self) {
        let now = self.tick;
        let action = &self.action;
        let flying = self.players.iter().filter(|player| player.ship.is_some());
        let best = flying
            .map(|player| (action.worth(player.id), player.id))
            .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        let Some((worth, player)) = best else {
            self.action = Action::default();
            return;
        };
        let is_there = self.ship_of(action.followed).is_some();
        let leaves = if is_there {
            let needed = action.worth(action.followed) * BETTER.0 + BETTER.1;
            now - action.since >= STAY_TICKS && worth > needed
        } else {
            action.followed == 0 || now - action.seen >= MOURN_TICKS
        };
        if leaves {
            self.action.follow(player, now);
            let ship = self.ship_of(player).and_then(|id| self.entities.get(id));
            self.action.place = ship.map(|ship| ship.motion.position());
        }
    }

    /// The worth of all scenes, which the digest covers.
    pub(crate) fn heat(&self) -> impl Iterator<Item = f32> {
        self.action.scenes.iter().map(|scene| scene.worth)
    }
}
