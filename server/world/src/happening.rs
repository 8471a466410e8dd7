//! What a step brought about, for those who tell clients.

use asteroids_shared::protocol::{Reason, Weapon};
use asteroids_shared::{EntityId, Kind, PickupKind, PlayerId, Spread};

/// What a step brought about that cannot be read from the entities afterwards.
/// Positions are metres on the torus.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// A shooter fired at the boundary before the step. A ship's bullet began at
    /// its muzzle of that instant; a saucer's may begin in any direction.
    Fired {
        /// The ship or saucer.
        shooter: EntityId,
        /// The new bullet. It may have hit something within its first step.
        bullet: EntityId,
        /// −1, 0 or 1: to the right, straight, to the left.
        spread: Spread,
        /// Whose shot it is, 0 for a saucer's.
        player: PlayerId,
    },
    /// A bullet hit something.
    Landed {
        /// Whose it was, 0 for a saucer's.
        player: PlayerId,
    },
    /// An entity is no longer there. A bullet whose time is over is
    /// [`Reason::Gone`] too.
    Vanished {
        /// Its former id.
        entity: EntityId,
        /// Why.
        reason: Reason,
    },
    /// A ship lost its shield to a hit.
    Hit {
        /// The ship.
        ship: EntityId,
        /// Where.
        at: (f32, f32),
    },
    /// A player's ship was destroyed.
    Killed {
        /// Whose bullet or hull it was, 0 for nobody's.
        killer: PlayerId,
        /// Whose ship it was.
        victim: PlayerId,
        /// What did it.
        weapon: Weapon,
        /// Where.
        at: (f32, f32),
    },
    /// A player scored.
    Scored {
        /// Who.
        player: PlayerId,
        /// How much.
        points: u32,
        /// For destroying what.
        kind: Kind,
    },
    /// A ship took a pickup.
    Took {
        /// The ship.
        ship: EntityId,
        /// What it got.
        gives: PickupKind,
        /// Where.
        at: (f32, f32),
    },
    /// A ship jumped through hyperspace at the boundary before the step.
    Jumped {
        /// The ship.
        ship: EntityId,
        /// Where it left.
        from: (f32, f32),
        /// Where it came out.
        to: (f32, f32),
    },
}
