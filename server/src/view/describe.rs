//! What there is to tell about an entity that arrives.

use asteroids_shared::protocol::Detail;
use asteroids_shared::{Controls, Motion};

use crate::world::{self, Entity, World};

/// The motion that the entity arrives with: a bullet's is that at its muzzle.
pub fn arriving(entity: Entity<'_>) -> &Motion {
    if let world::Detail::Bullet(bullet) = entity.detail {
        &bullet.muzzle
    } else {
        entity.motion
    }
}

/// The entity's details for an arrival, with the steering that clients hold
/// for it.
pub fn describe(entity: Entity, controls: Controls, world: &World) -> Detail {
    match entity.detail {
        world::Detail::Ship(ship) => {
            let player = world.player(ship.player);
            Detail::Ship {
                controls,
                player: ship.player,
                name: player.map_or_else(String::new, |player| player.name.clone()),
                flags: ship.flags(world.tick()),
                bounty: player.map_or(0, world::Player::bounty),
                gear: ship.gear,
                look: player.map_or(0, |player| player.look),
            }
        }
        world::Detail::Rock(rock) => Detail::Rock {
            kind: entity.kind,
            seed: rock.seed,
        },
        world::Detail::Saucer(_)
        | world::Detail::Comet(_)
        | world::Detail::Carrier(_)
        | world::Detail::Mine(_) => Detail::Plain { kind: entity.kind },
        world::Detail::Bullet(bullet) => Detail::Bullet {
            age_ticks: world.tick().saturating_sub(bullet.fired_at),
        },
        world::Detail::Pickup(pickup) => Detail::Pickup {
            gives: pickup.gives,
            left_ticks: pickup.expires_at.saturating_sub(world.tick()),
        },
        world::Detail::Warp(warp) => Detail::Warp {
            seed: warp.seed,
            left_ticks: warp.arrives_at.saturating_sub(world.tick()),
        },
    }
}
