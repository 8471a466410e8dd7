//! What happened lately, for those who saw it or whom it concerns.

use std::collections::VecDeque;

use asteroids_shared::protocol::Event;
use asteroids_shared::{EntityId, PlayerId, Tick};

use crate::world::{Happening, World};

/// The most events that are remembered. When there are more, the oldest go:
/// they are effects on a screen, and no state depends on them.
const EVENTS_MAX: usize = 4096;

/// What happened lately.
#[derive(Debug, Default)]
pub struct Chronicle {
    notes: VecDeque<Note>,
}

/// One event and who is to know of it.
#[derive(Debug)]
pub struct Note {
    /// The tick by which it had happened.
    pub tick: Tick,
    /// Where it can be seen, in metres.
    pub at: Option<(f32, f32)>,
    /// Whom it concerns wherever they look; 0 for nobody.
    pub concerns: [PlayerId; 2],
    /// Whose bullet it was, of a hit; 0 for nobody's.
    pub shooter: PlayerId,
    /// What happened, with the world's ids.
    pub event: Event,
}

impl Chronicle {
    /// Takes in what the world's last step brought.
    pub fn update(&mut self, world: &World) {
        // A hit follows upon what it is a hit of.
        let mut shooter = 0;
        for happening in world.happenings() {
            let note = Note::of(happening, world, shooter);
            shooter = if let Happening::Landed { player } = *happening {
                player
            } else {
                0
            };
            let Some(note) = note else { continue };
            if self.notes.len() == EVENTS_MAX {
                self.notes.pop_front();
            }
            self.notes.push_back(note);
        }
        let oldest = world
            .tick()
            .saturating_sub(asteroids_shared::rules::seconds(1));
        while self.notes.front().is_some_and(|note| note.tick < oldest) {
            self.notes.pop_front();
        }
    }

    /// What has happened after the tick `told`, oldest first.
    pub fn since(&self, told: Tick) -> impl Iterator<Item = &Note> {
        let start = self.notes.partition_point(|note| note.tick <= told);
        self.notes.range(start..)
    }
}

impl Note {
    /// What clients are to know of a happening of the last step. Shots and
    /// what vanishes have sections of their own; where bullets land shows.
    fn of(happening: &Happening, world: &World, shooter: PlayerId) -> Option<Self> {
        let name_of = |player| {
            let player = world.player(player);
            player.map_or_else(String::new, |player| player.name.clone())
        };
        let (event, at, concerns) = match *happening {
            Happening::Fired { .. } | Happening::Landed { .. } | Happening::Vanished { .. } => {
                return None;
            }
            Happening::Hit { ship, at } => {
                (Event::Hit { ship }, Some(at), [owner_of(world, ship), 0])
            }
            Happening::Scored {
                player,
                points,
                kind,
            } => (Event::Score { points, kind }, None, [player, 0]),
            Happening::Killed {
                killer,
                victim,
                weapon,
                at,
            } => {
                let event = Event::Kill {
                    killer,
                    killer_name: name_of(killer),
                    victim,
                    victim_name: name_of(victim),
                    weapon,
                };
                (event, Some(at), [killer, victim])
            }
            Happening::Took { ship, gives, at } => (
                Event::Pickup { ship, gives },
                Some(at),
                [owner_of(world, ship), 0],
            ),
            Happening::Jumped { ship, from, .. } => {
                let event = Event::Jump {
                    ship,
                    from_x_m: from.0,
                    from_y_m: from.1,
                };
                (event, Some(from), [owner_of(world, ship), 0])
            }
        };
        Some(Self {
            tick: world.tick(),
            at,
            concerns,
            shooter,
            event,
        })
    }
}

/// Who flies this ship, 0 if it is none.
pub fn owner_of(world: &World, ship: EntityId) -> PlayerId {
    let ship = world.entity(ship).and_then(|entity| entity.ship());
    ship.map_or(0, |ship| ship.player)
}
