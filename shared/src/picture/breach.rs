//! How a server can break the protocol.

use crate::protocol::frame::Part;
use crate::protocol::limits::TO_CLIENT_BYTES_MAX;
use crate::protocol::{DecodeError, ToClient, Welcome};
use crate::{EntityId, Tick};

/// Something that the server must not say. What a breach concerns is left out
/// of the picture; everything else is applied.
#[derive(Debug, thiserror::Error)]
pub enum Breach {
    /// A message is longer than the protocol allows.
    #[error("a message of {bytes} bytes")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// Bytes are not a message.
    #[error(transparent)]
    Malformed(#[from] DecodeError),
    /// The welcome's numbers are not the rules this client was built with.
    #[error("a welcome with other rules")]
    OtherRules,
    /// The tick or the acknowledgement of a frame does not fit into 32 bits.
    #[error("a frame {ticks} ticks after tick {before}, with {acks} more inputs taken")]
    OutOfRange {
        /// The tick of the frame before.
        before: Tick,
        /// How many ticks after it.
        ticks: Tick,
        /// How many more inputs.
        acks: u32,
    },
    /// A record is about an entity that the client does not know.
    #[error("{section:?} of an unknown entity {entity}")]
    UnknownEntity {
        /// Where the record stands.
        section: Part,
        /// The unknown entity.
        entity: EntityId,
    },
    /// A record that only ships have is about something else.
    #[error("{section:?} of entity {entity}, which is no ship")]
    NotAShip {
        /// Where the record stands.
        section: Part,
        /// The entity.
        entity: EntityId,
    },
    /// A record is older than what was told of the same entity before.
    #[error("{section:?} of entity {entity} come late")]
    Late {
        /// Where the record stands.
        section: Part,
        /// The entity.
        entity: EntityId,
    },
    /// A shot made a bullet that the client knew already.
    #[error("bullet {bullet} fired twice")]
    KnownBullet {
        /// The bullet.
        bullet: EntityId,
    },
    /// An entity has the id that means "none".
    #[error("an entity with the id 0")]
    NoId,
    /// A motion lies outside the world, or its heading is no unit vector.
    #[error("entity {entity} has an impossible motion")]
    ImpossibleMotion {
        /// Whose motion.
        entity: EntityId,
    },
}

impl Breach {
    /// The name used in reports.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::Malformed(_) => "malformed",
            Self::OtherRules => "other_rules",
            Self::OutOfRange { .. } => "out_of_range",
            Self::UnknownEntity { section, .. } => match section {
                Part::Controls => "unknown_in_controls",
                Part::Shots => "unknown_in_shots",
                Part::Anchors => "unknown_in_anchors",
                Part::Arrivals => "unknown_in_arrivals",
                Part::Left => "unknown_in_left",
                Part::Vanished => "unknown_in_vanished",
                Part::Badges => "unknown_in_badges",
                Part::Events => "unknown_in_events",
                Part::Acks | Part::Ticks | Part::You | Part::Pong => "unknown_entity",
            },
            Self::NotAShip { .. } => "not_a_ship",
            Self::Late { .. } => "late",
            Self::KnownBullet { .. } => "known_bullet",
            Self::NoId => "no_id",
            Self::ImpossibleMotion { .. } => "impossible_motion",
        }
    }
}

/// Reads a message from the server, and minds its size.
pub fn receive(bytes: &[u8]) -> Result<ToClient, Breach> {
    if bytes.len() > TO_CLIENT_BYTES_MAX {
        return Err(Breach::TooLarge { bytes: bytes.len() });
    }
    Ok(ToClient::decode(bytes)?)
}

/// Whether a welcome has the rules that this client was built with. Only the
/// world's size is the server's to choose.
pub fn check_rules(welcome: &Welcome) -> Result<(), Breach> {
    let standard = Welcome::standard(welcome.torus);
    let same = welcome.version == standard.version
        && welcome.tick_rate_hz == standard.tick_rate_hz
        && welcome.substeps == standard.substeps
        && welcome.kinds == standard.kinds
        && welcome.gun == standard.gun
        && welcome.timing == standard.timing;
    if same {
        Ok(())
    } else {
        Err(Breach::OtherRules)
    }
}
