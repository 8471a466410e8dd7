//! What a pilot who was cut off comes back with.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::codec::Tag;

/// The bytes of a key: 128 random bits.
pub const SESSION_KEY_BYTES: usize = 16;

/// A secret that whoever comes back as a pilot shows. On the wire a `bin` of
/// [`SESSION_KEY_BYTES`]. What is written of it for debugging is not the secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SessionKey(pub [u8; SESSION_KEY_BYTES]);

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("SessionKey(..)")
    }
}

impl Serialize for SessionKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for SessionKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = SessionKey;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                write!(f, "{SESSION_KEY_BYTES} bytes")
            }

            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<SessionKey, E> {
                let key = bytes.try_into();
                key.map(SessionKey)
                    .map_err(|_| E::invalid_length(bytes.len(), &self))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}

/// Where a pilot was, and its key there. On the wire an array of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionClaim {
    /// The number of the room.
    pub room: u32,
    /// The key that the room gave.
    pub key: SessionKey,
}

/// Tells a pilot its key, and whether it goes on where it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    tag: Tag<5>,
    /// What to come back with.
    pub key: SessionKey,
    /// Whether player, ship and score are those of before.
    pub resumed: bool,
}

impl Session {
    /// A session with this key.
    pub const fn new(key: SessionKey, resumed: bool) -> Self {
        Self {
            tag: Tag,
            key,
            resumed,
        }
    }
}
