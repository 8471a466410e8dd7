//! MessagePack: written by rmp-serde, read by [`super::strict`]. One array, nothing
//! after it, no NaN.

use std::fmt;

use serde::de::{DeserializeOwned, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::frame::Frame;
use super::strict::{Reader, Unfit};
use crate::EntityId;

/// Why bytes are not a message.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The bytes are not the MessagePack that the message's kind asks for, or
    /// a value lies outside its range.
    #[error("malformed message: {0}")]
    Malformed(#[from] Unfit),
    /// The message does not begin with an array and a small integer.
    #[error("a message is an array that begins with the number of its kind")]
    NoKind,
    /// The first number names no message of this direction.
    #[error("unknown message kind {0}")]
    UnknownKind(u8),
    /// Bytes follow the message.
    #[error("{0} bytes follow the message")]
    TrailingBytes(usize),
}

/// The number of a message's kind as its first field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tag<const KIND: u8>;

impl<const KIND: u8> Serialize for Tag<KIND> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const {
            assert!(
                KIND < *Frame::KINDS.start(),
                "a message has a number of frames"
            )
        };
        serializer.serialize_u8(KIND)
    }
}

impl<'de, const KIND: u8> Deserialize<'de> for Tag<KIND> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u8::deserialize(deserializer)? {
            kind if kind == KIND => Ok(Self),
            kind => Err(D::Error::custom(format_args!(
                "kind {kind} instead of {KIND}"
            ))),
        }
    }
}

/// The bytes of a value. Structs become arrays.
pub fn to_bytes<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    append(&mut out, value);
    out
}

/// Appends the bytes of a value to `out`.
pub fn append<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    rmp_serde::encode::write(out, value)
        .expect("memory takes every byte, and every type here is MessagePack");
}

/// The value that exactly these bytes say.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new(bytes);
    let value = T::deserialize(&mut reader)?;
    match reader.left() {
        0 => Ok(value),
        left => Err(DecodeError::TrailingBytes(left)),
    }
}

/// The number of a message's kind, without decoding the rest.
pub fn kind_of(bytes: &[u8]) -> Result<u8, DecodeError> {
    const FIXARRAY: std::ops::RangeInclusive<u8> = 0x90..=0x9f;
    const FIXINT_MAX: u8 = 0x7f;
    match bytes {
        [array, kind, ..] if FIXARRAY.contains(array) && *kind <= FIXINT_MAX => Ok(*kind),
        _ => Err(DecodeError::NoKind),
    }
}

/// For `#[serde(with)]`: a float that is refused unless it is finite.
pub mod finite {
    use super::*;

    /// Writes the float as it is.
    pub fn serialize<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f32(*value)
    }

    /// Reads a float; NaN and infinity are errors.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
        let value = f32::deserialize(deserializer)?;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(D::Error::custom("a number is not finite"))
        }
    }
}

/// For `#[serde(deserialize_with)]`: an array whose announced length costs
/// nothing; only elements that are there take memory.
pub fn grown<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    struct Elements<T>(std::marker::PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("an array")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
            let mut elements = Vec::new();
            while let Some(element) = seq.next_element()? {
                elements.push(element);
            }
            Ok(elements)
        }
    }

    deserializer.deserialize_seq(Elements(std::marker::PhantomData))
}

/// An array that is read by [`grown`].
pub struct Grown<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Grown<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        grown(deserializer).map(Self)
    }
}

/// A record that lies flat in its section, which is one array with the fields
/// of all records one after the other. It begins with an id; the rest does not
/// depend on it, and so not on who reads it.
pub trait Flat: Sized {
    /// How many values it takes, its id included.
    fn fields(&self) -> usize;

    /// The first field: what the record is about.
    fn id(&self) -> EntityId;

    /// Hands each field after the id to `put`, in the order of the wire.
    fn put_rest<P: Put>(&self, put: &mut P) -> Result<(), P::Error>;

    /// Takes each field after the id from `take`, in the order of the wire.
    fn take_rest<'de, T: Take<'de>>(id: EntityId, take: &mut T) -> Result<Self, T::Error>;
}

/// Where a flat record's fields go.
pub trait Put {
    /// What can go wrong.
    type Error;
    /// Takes one field.
    fn put<T: Serialize>(&mut self, field: &T) -> Result<(), Self::Error>;
}

/// Where a flat record's fields come from.
pub trait Take<'de> {
    /// What can go wrong.
    type Error: serde::de::Error;
    /// Gives one field.
    fn take<T: Deserialize<'de>>(&mut self) -> Result<T, Self::Error>;
}

impl Put for Vec<u8> {
    type Error = std::convert::Infallible;
    fn put<T: Serialize>(&mut self, field: &T) -> Result<(), Self::Error> {
        append(self, field);
        Ok(())
    }
}

struct TakeFrom<'a, A>(&'a mut A);

impl<'de, A: SeqAccess<'de>> Take<'de> for TakeFrom<'_, A> {
    type Error = A::Error;
    fn take<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.0
            .next_element()?
            .ok_or_else(|| A::Error::custom("a record is cut short"))
    }
}

/// Takes the fields of an array of its own from `seq`.
pub fn take_from<'a, 'de, A: SeqAccess<'de>>(
    seq: &'a mut A,
) -> impl Take<'de, Error = A::Error> + use<'a, 'de, A> {
    TakeFrom(seq)
}

/// The flat records of an array, read until it ends.
pub struct Section<R>(pub Vec<R>);

impl<'de, R: Flat> Deserialize<'de> for Section<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Records<R>(std::marker::PhantomData<R>);

        impl<'de, R: Flat> Visitor<'de> for Records<R> {
            type Value = Vec<R>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a flat array of records")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<R>, A::Error> {
                let mut records = Vec::new();
                while let Some(id) = seq.next_element()? {
                    records.push(R::take_rest(id, &mut TakeFrom(&mut seq))?);
                }
                Ok(records)
            }
        }

        let records = deserializer.deserialize_seq(Records(std::marker::PhantomData))?;
        Ok(Self(records))
    }
}
