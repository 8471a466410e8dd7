//! Which bots stay near which people, so that nobody flies alone, and near the ship
//! that those who watch follow.

use std::cmp::Ordering;

use asteroids_shared::rules::{SCREEN_HALF_M, seconds};
use asteroids_shared::{EntityId, PlayerId, Tick};

use super::bot::Bot;
use crate::world::{Entity, World};

/// So many ships are to stay on the screen of a person besides its own; others pass
/// by.
const SHIPS_ON_SCREEN: usize = 4;
/// The same for the ship of a bot that those who watch follow.
const SHIPS_ON_WATCHED_SCREEN: usize = 6;
/// Who is on it, and how far away, is told of so many seconds from now.
const AHEAD_S: f32 = 1.5;
/// From how far away a bot comes along, in metres.
const CALL_M: f32 = 110.0;
/// Every how many ticks companions are chosen anew.
const CHOOSE_EVERY_TICKS: Tick = seconds(1);

/// A bot that is near a person. The first in order come to its side first.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Companion {
    is_off_screen: bool,
    is_new: bool,
    distance_m2: f32,
    /// Which of the bots.
    index: usize,
}

/// A person that flies, and those who could come to its side.
struct Call {
    ship: EntityId,
    /// How many are to come.
    wanted: usize,
    /// The best last.
    near: Vec<Companion>,
}

/// Has bots keep people company who have too little of it. Each bot keeps that of
/// one person, the one it has kept before if that still needs it.
pub(super) fn choose(bots: &mut [Bot], world: &World) {
    if bots.is_empty() || !world.tick().is_multiple_of(CHOOSE_EVERY_TICKS) {
        return;
    }
    let mut by_player: Vec<(PlayerId, usize)> = (bots.iter().enumerate())
        .map(|(index, bot)| (bot.player, index))
        .collect();
    by_player.sort_unstable();
    let people = world.players().filter(|player| !player.bot);
    let ships = people.filter_map(|person| world.entity(person.ship?));
    let calls = ships.map(|ship| Call::of(ship, SHIPS_ON_SCREEN, &by_player, bots, world));
    // Whoever watches goes with one ship: what is about it is what it sees.
    let followed = world.followed().and_then(|player| world.player(player));
    let watched = followed.filter(|player| player.bot);
    let watched = watched.and_then(|player| world.entity(player.ship?));
    let calls_for_watched =
        watched.map(|ship| Call::of(ship, SHIPS_ON_WATCHED_SCREEN, &by_player, bots, world));
    let (mut calls, mut calls_for_watched): (Vec<_>, Vec<_>) =
        (calls.collect(), calls_for_watched.into_iter().collect());
    let mut taken = vec![false; bots.len()];
    deal(&mut calls, bots, &mut taken);
    deal(&mut calls_for_watched, bots, &mut taken);
    for (bot, _) in bots.iter_mut().zip(taken).filter(|(_, taken)| !taken) {
        bot.keeps_company_of = 0;
    }
}

/// Has bots follow calls in rounds, so that nobody gets a second one before everybody
/// has had the choice of a first.
fn deal(calls: &mut [Call], bots: &mut [Bot], taken: &mut [bool]) {
    for round in 0..SHIPS_ON_WATCHED_SCREEN {
        for call in calls.iter_mut().filter(|call| round < call.wanted) {
            while let Some(Companion { index, .. }) = call.near.pop() {
                if !taken[index] {
                    taken[index] = true;
                    bots[index].keeps_company_of = call.ship;
                    break;
                }
            }
        }
    }
}

impl Call {
    /// What a ship calls for: less, the more ships of others are on its screen.
    fn of(
        ship: Entity<'_>,
        ships_on_screen: usize,
        by_player: &[(PlayerId, usize)],
        bots: &[Bot],
        world: &World,
    ) -> Self {
        let (mut near, mut others) = (Vec::new(), 0);
        let reach = [(CALL_M, CALL_M), (0.0, 0.0)];
        world.for_each_near(ship.motion.position(), reach, |spot, way_m| {
            let Some(other) = world.entity(spot.id).and_then(|entity| entity.ship()) else {
                return;
            };
            match by_player.binary_search_by_key(&other.player, |(player, _)| *player) {
                Ok(_) if spot.id == ship.id => {}
                Ok(found) => {
                    let index = by_player[found].1;
                    let way_m = (
                        way_m.0 + (spot.velocity.0 - ship.motion.vx_mps) * AHEAD_S,
                        way_m.1 + (spot.velocity.1 - ship.motion.vy_mps) * AHEAD_S,
                    );
                    near.push(Companion {
                        is_off_screen: !is_on_screen(way_m),
                        is_new: bots[index].keeps_company_of != ship.id,
                        distance_m2: way_m.0 * way_m.0 + way_m.1 * way_m.1,
                        index,
                    });
                }
                Err(_) => others += usize::from(spot.id != ship.id && is_on_screen(way_m)),
            }
        });
        near.sort_unstable_by(|one, other| {
            // Distances are numbers.
            other.partial_cmp(one).unwrap_or(Ordering::Equal)
        });
        Self {
            ship: ship.id,
            wanted: ships_on_screen.saturating_sub(others),
            near,
        }
    }
}

fn is_on_screen((x_m, y_m): (f32, f32)) -> bool {
    x_m.abs() <= SCREEN_HALF_M.0 && y_m.abs() <= SCREEN_HALF_M.1
}
