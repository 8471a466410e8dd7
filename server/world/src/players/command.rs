//! What may be done to a world from outside.

use asteroids_shared::{Controls, Improvement, PlayerId};
use serde::{Deserialize, Serialize};

/// What may be done to a world from outside. Commands take effect at the
/// boundary before a step, in their order. One for an unknown player does
/// nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// A player takes part and gets a ship at once.
    Join {
        /// A number that no player of this world has.
        player: PlayerId,
        /// A clean name.
        name: String,
        /// Whether a bot flies.
        bot: bool,
        /// The player that it wants to be near, 0 for nobody.
        near: PlayerId,
    },
    /// A player leaves, and its ship with it.
    Leave {
        /// Who.
        player: PlayerId,
    },
    /// A pilot holds other controls from now on.
    Control {
        /// Who.
        player: PlayerId,
        /// What is held.
        controls: Controls,
    },
    /// A player is called something else from now on.
    Rename {
        /// Who.
        player: PlayerId,
        /// A clean name.
        name: String,
    },
    /// A pilot is cut off. Its ship coasts, and does not shoot; a dead one stays
    /// dead.
    Absent {
        /// Who.
        player: PlayerId,
        /// Whether nothing harms the ship meanwhile.
        sheltered: bool,
    },
    /// A pilot that was absent is back. A ship that was sheltered gets the shield
    /// of a spawn.
    Return {
        /// Who.
        player: PlayerId,
    },
    /// An autopilot flies for a person from now on, or does no longer.
    Autopilot {
        /// Who.
        player: PlayerId,
        /// Whether it flies.
        flies: bool,
    },
    /// Nothing harms a ship from now on, or something does again. Its pilot holds what it
    /// held.
    Shelter {
        /// Whose.
        player: PlayerId,
        /// Whether nothing does.
        on: bool,
    },
    /// A dead player chooses one of the improvements that it is offered. Does nothing if
    /// that one is not.
    Choose {
        /// Who.
        player: PlayerId,
        /// Which.
        improvement: Improvement,
    },
    /// A player's ships look otherwise from now on.
    Dress {
        /// Whose.
        player: PlayerId,
        /// How, by the number on the wire.
        look: u8,
    },
    /// A dead player wants a new ship. Does nothing before the pause is over.
    Respawn {
        /// Who.
        player: PlayerId,
    },
}
