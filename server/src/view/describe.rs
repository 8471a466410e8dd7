//! What there is to tell about an entity besides its motion.

use asteroids_shared::Controls;
use asteroids_shared::protocol::Detail;

use crate::world::{self, Entity, World};

/// The entity's details for an arrival, with the steering that clients hold
/// for it.
pub fn describe(entity: &Entity, controls: Controls, world: &World) -> Detail {
    let left_ticks = |expires| u32::saturating_sub(expires, world.tick());
    match &entity.detail {
        world::Detail::Ship(ship) => {
            let player = world.player(ship.player);
            Detail::Ship {
                controls,
                player: ship.player,
                name: player.map_or_else(String::new, |player| player.name.clone()),
                flags: ship.flags(world.tick()),
                bounty: player.map_or(0, world::Player::bounty),
            }
        }
        world::Detail::Rock(rock) => Detail::Rock {
            kind: entity.kind,
            seed: rock.seed,
        },
        world::Detail::Saucer(_) => Detail::Saucer { kind: entity.kind },
        world::Detail::Bullet(bullet) => Detail::Bullet {
            player: bullet.player,
            left_ticks: left_ticks(bullet.expires_at),
        },
        world::Detail::Pickup(pickup) => Detail::Pickup {
            gives: pickup.gives,
            left_ticks: left_ticks(pickup.expires_at),
        },
    }
}
