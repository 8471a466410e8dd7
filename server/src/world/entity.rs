//! What is in the world.

use asteroids_shared::{Controls, EntityId, Kind, Motion};
use serde::{Deserialize, Serialize};

use super::bullet::Bullet;
use super::pickup::Pickup;
use super::rock::Rock;
use super::saucer::Saucer;
use super::ship::Ship;

/// Something in the world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Names it for as long as it exists, and for a rest after that.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// Where it is and how it moves, at the world's tick.
    pub motion: Motion,
    /// What else there is to it, by kind.
    pub detail: Detail,
}

/// What there is to an entity besides its motion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Detail {
    /// A ship.
    Ship(Ship),
    /// An asteroid of any size.
    Rock(Rock),
    /// A saucer of either size.
    Saucer(Saucer),
    /// A shot in flight.
    Bullet(Bullet),
    /// Something to collect.
    Pickup(Pickup),
}

impl Entity {
    /// The controls that its motion depends on; none unless it is a ship.
    pub fn steering(&self) -> Controls {
        self.ship()
            .map_or(Controls::NONE, |ship| ship.controls.steering())
    }

    /// The ship that it is, if it is one.
    pub fn ship(&self) -> Option<&Ship> {
        match &self.detail {
            Detail::Ship(ship) => Some(ship),
            Detail::Rock(_) | Detail::Saucer(_) | Detail::Bullet(_) | Detail::Pickup(_) => None,
        }
    }

    pub(super) fn ship_mut(&mut self) -> Option<&mut Ship> {
        match &mut self.detail {
            Detail::Ship(ship) => Some(ship),
            Detail::Rock(_) | Detail::Saucer(_) | Detail::Bullet(_) | Detail::Pickup(_) => None,
        }
    }
}
