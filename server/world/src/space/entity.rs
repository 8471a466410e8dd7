//! What is in the world: what there is to each sort of thing, how one comes to be
//! and how it ends.

use asteroids_shared::outline::{self, COMET_OUTLINE};
use asteroids_shared::{Controls, EntityId, Kind, Motion, PickupKind, PlayerId, Tick};
use serde::{Deserialize, Serialize};

use crate::World;
use crate::kinds::bullet::Bullet;
use crate::kinds::carrier::{self, Carrier};
use crate::kinds::comet::{self, Comet};
use crate::kinds::mine::Mine;
use crate::kinds::pickup::Pickup;
use crate::kinds::rock::Rock;
use crate::kinds::saucer::Saucer;
use crate::kinds::ship::Ship;
use crate::kinds::warp::Warp;

/// Something in the world, as whoever looks at it sees it. Its parts lie apart
/// from each other, so that a tick reads only what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Entity<'a> {
    /// Names it for as long as it exists, and for a rest after that.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// Where it is and how it moves, at the world's tick.
    pub motion: &'a Motion,
    /// What else there is to it, by kind.
    pub detail: &'a Detail,
}

/// Something in the world that is to change.
pub(crate) struct EntityMut<'a> {
    pub id: EntityId,
    pub kind: Kind,
    pub motion: &'a mut Motion,
    pub detail: &'a mut Detail,
}

/// Something by itself: out of the world again, or not yet in it.
#[derive(Debug, Deserialize)]
pub(crate) struct Loose {
    pub id: EntityId,
    pub kind: Kind,
    pub motion: Motion,
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
    /// Where a large asteroid is about to appear.
    Warp(Warp),
    /// A comet.
    Comet(Comet),
    /// A carrier.
    Carrier(Carrier),
    /// A mine.
    Mine(Mine),
}

impl Detail {
    /// The ship that it is, if it is one.
    pub fn ship(&self) -> Option<&Ship> {
        if let Self::Ship(ship) = self {
            Some(ship)
        } else {
            None
        }
    }

    pub(crate) fn ship_mut(&mut self) -> Option<&mut Ship> {
        if let Self::Ship(ship) = self {
            Some(ship)
        } else {
            None
        }
    }

    /// The controls that its motion depends on; none unless it is a ship.
    pub fn steering(&self) -> Controls {
        self.ship()
            .map_or(Controls::NONE, |ship| ship.controls.steering())
    }
}

impl<'a> EntityMut<'a> {
    /// The ship that it is, if it is one.
    pub fn ship_mut(self) -> Option<&'a mut Ship> {
        self.detail.ship_mut()
    }
}

impl<'a> Entity<'a> {
    /// The controls that its motion depends on; none unless it is a ship.
    pub fn steering(self) -> Controls {
        self.detail.steering()
    }

    /// The ship that it is, if it is one.
    pub fn ship(self) -> Option<&'a Ship> {
        self.detail.ship()
    }

    /// The player who fired it; 0 for what is no player's bullet.
    pub fn shooter(self) -> PlayerId {
        if let Detail::Bullet(bullet) = self.detail {
            bullet.player
        } else {
            0
        }
    }

    /// The corners of its outline, counter-clockwise in metres; none for what has
    /// no body.
    pub(crate) fn outline(self) -> Vec<(f32, f32)> {
        let radius_m = self.kind.radius_m();
        match self.detail {
            Detail::Ship(_) => outline::SHIP.to_vec(),
            Detail::Rock(rock) => outline::rock(rock.seed, radius_m).to_vec(),
            Detail::Comet(_) => outline::rock(COMET_OUTLINE, radius_m).to_vec(),
            Detail::Saucer(_) | Detail::Carrier(_) => outline::saucer(radius_m).to_vec(),
            Detail::Mine(_) => outline::mine(radius_m).to_vec(),
            Detail::Bullet(_) | Detail::Pickup(_) | Detail::Warp(_) => Vec::new(),
        }
    }

    /// When its time is over, if it does not stay for good.
    pub(crate) fn over_at(self) -> Option<Tick> {
        match self.detail {
            Detail::Bullet(bullet) => Some(bullet.expires_at()),
            Detail::Pickup(pickup) => Some(pickup.expires_at),
            Detail::Saucer(saucer) => Some(saucer.leaves_at),
            Detail::Warp(warp) => Some(warp.arrives_at),
            Detail::Comet(comet) => Some(comet.leaves_at),
            Detail::Carrier(carrier) => Some(carrier.leaves_at),
            Detail::Mine(mine) => Some(mine.expires_at),
            Detail::Ship(_) | Detail::Rock(_) => None,
        }
    }
}

/// Whether there is an end to the time of what is of this kind, see
/// [`Entity::over_at`].
pub(crate) const fn passes(kind: Kind) -> bool {
    match kind {
        Kind::Ship | Kind::RockLarge | Kind::RockMedium | Kind::RockSmall => false,
        Kind::SaucerLarge
        | Kind::SaucerSmall
        | Kind::Bullet
        | Kind::Pickup
        | Kind::Warp
        | Kind::Comet
        | Kind::Carrier
        | Kind::Mine => true,
    }
}

impl World {
    /// Something of a kind comes to be that comes by itself: ships join, and bullets
    /// are fired.
    pub(crate) fn bring(&mut self, kind: Kind, motion: Motion) -> Option<EntityId> {
        match kind {
            Kind::Ship | Kind::Bullet => None,
            Kind::RockLarge | Kind::RockMedium | Kind::RockSmall => {
                Some(self.add_rock(kind, motion))
            }
            Kind::SaucerLarge | Kind::SaucerSmall => Some(self.add_saucer(kind, motion, 0)),
            Kind::Pickup => Some(self.add_pickup(PickupKind::Shield, motion)),
            Kind::Warp => Some(self.add_warp(motion)),
            Kind::Comet => Some(self.add_comet(motion)),
            Kind::Carrier => Some(self.add_carrier(motion)),
            Kind::Mine => Some(self.add_mine(motion, 0)),
        }
    }

    /// What is no ship ends by a shot or by a crash, or takes a hit of many, and
    /// `scorer` earns what that pays; 0 is nobody. A ship ends by [`World::destroy_ship`].
    pub(crate) fn break_up(&mut self, id: EntityId, scorer: PlayerId) {
        match self.entities.get(id).map(|entity| entity.detail) {
            Some(Detail::Rock(_)) => self.break_rock(id, scorer),
            Some(Detail::Saucer(_)) => self.destroy_saucer(id, scorer),
            Some(Detail::Mine(_)) => self.set_off(id),
            Some(Detail::Comet(_)) => self.wear_down(id, &comet::HOARD, scorer),
            Some(Detail::Carrier(_)) => self.wear_down(id, &carrier::HOARD, scorer),
            Some(Detail::Ship(_) | Detail::Bullet(_) | Detail::Pickup(_) | Detail::Warp(_))
            | None => {}
        }
    }

    /// What comes of something whose time was over.
    pub(crate) fn follow_up(&mut self, gone: &Loose) {
        match &gone.detail {
            Detail::Warp(warp) => self.arrive(warp.seed, gone.motion),
            Detail::Ship(_)
            | Detail::Rock(_)
            | Detail::Saucer(_)
            | Detail::Bullet(_)
            | Detail::Pickup(_)
            | Detail::Comet(_)
            | Detail::Carrier(_)
            | Detail::Mine(_) => {}
        }
    }
}
