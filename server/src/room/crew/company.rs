//! Which bots stay near which people, so that nobody flies alone.

use asteroids_shared::rules::seconds;
use asteroids_shared::{PlayerId, Tick};

use super::bot::Bot;
use crate::world::World;

/// So many ships are to stay on the screen of a person besides its own; others pass
/// by.
const SHIPS_ON_SCREEN: usize = 3;
/// What counts as on its screen: half the width and half the height, in metres.
const SCREEN_HALF_M: (f32, f32) = (30.0, 17.0);
/// From how far away a bot comes along, in metres.
const CALL_M: f32 = 110.0;
/// Every how many ticks companions are chosen anew.
const CHOOSE_EVERY_TICKS: Tick = seconds(1);

/// Has bots keep people company who have too little of it. Each bot keeps that of
/// one person, the one it has kept before if that still needs it.
pub(super) fn choose(bots: &mut [Bot], world: &World) {
    if !world.tick().is_multiple_of(CHOOSE_EVERY_TICKS) {
        return;
    }
    let people: Vec<_> = world.players().filter(|player| !player.bot).collect();
    let mut order: Vec<(PlayerId, usize)> = (bots.iter().enumerate())
        .map(|(index, bot)| (bot.player, index))
        .collect();
    order.sort_unstable();
    let mut taken = vec![false; bots.len()];
    for person in people {
        let Some(ship) = person.ship.and_then(|id| world.entity(id)) else {
            continue;
        };
        let mut others = 0;
        let mut near: Vec<(bool, bool, f32, usize)> = Vec::new();
        world.for_each_near(
            ship.motion.position(),
            [(CALL_M, CALL_M), (0.0, 0.0)],
            |spot, way_m| {
                let Some(other) = world.entity(spot.id).and_then(|entity| entity.ship()) else {
                    return;
                };
                match order.binary_search_by_key(&other.player, |(player, _)| *player) {
                    Ok(found) => {
                        let index = order[found].1;
                        let is_new = bots[index].keeps_company_of != ship.id;
                        let is_away = !is_on_screen(way_m);
                        let distance_m2 = way_m.0 * way_m.0 + way_m.1 * way_m.1;
                        near.push((is_away, is_new, distance_m2, index));
                    }
                    Err(_) if spot.id != ship.id && is_on_screen(way_m) => others += 1,
                    Err(_) => {}
                }
            },
        );
        near.retain(|(.., index)| !taken[*index]);
        near.sort_unstable_by(|a, b| {
            let order = (a.0, a.1).cmp(&(b.0, b.1));
            order.then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3))
        });
        let wanted = SHIPS_ON_SCREEN.saturating_sub(others);
        for (.., index) in near.into_iter().take(wanted) {
            taken[index] = true;
            bots[index].keeps_company_of = ship.id;
        }
    }
    for (bot, _) in bots.iter_mut().zip(taken).filter(|(_, taken)| !taken) {
        bot.keeps_company_of = 0;
    }
}

fn is_on_screen((x_m, y_m): (f32, f32)) -> bool {
    x_m.abs() <= SCREEN_HALF_M.0 && y_m.abs() <= SCREEN_HALF_M.1
}
