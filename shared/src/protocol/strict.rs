//! Reads MessagePack, each value as the type that is due and as nothing else: text
//! is never bytes, an array never a map, a number never a string of digits. Of the
//! forms that a type has, all are read, whatever their length.

use rmp::Marker;
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// Why bytes are not the values that are due.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unfit {
    /// The bytes end before the value does.
    #[error("the bytes end too early")]
    CutShort,
    /// Another type is there.
    #[error("{found:?} where {due} is due")]
    OtherType {
        /// What is due.
        due: &'static str,
        /// What is there.
        found: Marker,
    },
    /// A text is not UTF-8.
    #[error("a text is not UTF-8")]
    NotUtf8,
    /// An array has more elements than are due.
    #[error("an array has {0} surplus elements")]
    Surplus(u32),
    /// A value is of its type and still not fit.
    #[error("{0}")]
    Value(String),
}

impl Error for Unfit {
    fn custom<T: std::fmt::Display>(why: T) -> Self {
        Self::Value(why.to_string())
    }
}

/// Reads values from bytes.
#[derive(Debug)]
pub struct Reader<'de> {
    rest: &'de [u8],
}

impl<'de> Reader<'de> {
    /// Of these bytes.
    pub const fn new(bytes: &'de [u8]) -> Self {
        Self { rest: bytes }
    }

    /// How many bytes are not read.
    pub const fn left(&self) -> usize {
        self.rest.len()
    }

    fn bytes(&mut self, count: usize) -> Result<&'de [u8], Unfit> {
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(Unfit::CutShort)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// The next bytes, big-endian.
    fn number<const N: usize>(&mut self) -> Result<[u8; N], Unfit> {
        let (number, rest) = self.rest.split_first_chunk().ok_or(Unfit::CutShort)?;
        self.rest = rest;
        Ok(*number)
    }

    fn length<const N: usize>(&mut self) -> Result<usize, Unfit> {
        let bytes = self.number::<N>()?;
        let add = |sum: usize, byte: &u8| (sum << u8::BITS) | usize::from(*byte);
        Ok(bytes.iter().fold(0, add))
    }

    fn marker(&mut self) -> Result<Marker, Unfit> {
        self.number().map(|[byte]| Marker::from_u8(byte))
    }

    fn peek(&self) -> Result<Marker, Unfit> {
        let byte = self.rest.first().ok_or(Unfit::CutShort)?;
        Ok(Marker::from_u8(*byte))
    }

    fn integer<V: Visitor<'de>>(
        &mut self,
        due: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self.marker()? {
            Marker::FixPos(number) => visitor.visit_u8(number),
            Marker::FixNeg(number) => visitor.visit_i8(number),
            Marker::U8 => visitor.visit_u8(u8::from_be_bytes(self.number()?)),
            Marker::U16 => visitor.visit_u16(u16::from_be_bytes(self.number()?)),
            Marker::U32 => visitor.visit_u32(u32::from_be_bytes(self.number()?)),
            Marker::U64 => visitor.visit_u64(u64::from_be_bytes(self.number()?)),
            Marker::I8 => visitor.visit_i8(i8::from_be_bytes(self.number()?)),
            Marker::I16 => visitor.visit_i16(i16::from_be_bytes(self.number()?)),
            Marker::I32 => visitor.visit_i32(i32::from_be_bytes(self.number()?)),
            Marker::I64 => visitor.visit_i64(i64::from_be_bytes(self.number()?)),
            found => Err(Unfit::OtherType { due, found }),
        }
    }

    /// A number with a fraction; an integer is one without.
    fn float<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unfit> {
        match self.peek()? {
            Marker::F32 => {
                self.marker()?;
                visitor.visit_f32(f32::from_be_bytes(self.number()?))
            }
            Marker::F64 => {
                self.marker()?;
                visitor.visit_f64(f64::from_be_bytes(self.number()?))
            }
            _ => self.integer("a number", visitor),
        }
    }

    fn bool<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unfit> {
        let due = "true or false";
        match self.marker()? {
            Marker::True => visitor.visit_bool(true),
            Marker::False => visitor.visit_bool(false),
            found => Err(Unfit::OtherType { due, found }),
        }
    }

    fn text<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unfit> {
        let due = "a text";
        let length = match self.marker()? {
            Marker::FixStr(length) => length.into(),
            Marker::Str8 => self.length::<1>()?,
            Marker::Str16 => self.length::<2>()?,
            Marker::Str32 => self.length::<4>()?,
            found => return Err(Unfit::OtherType { due, found }),
        };
        let text = std::str::from_utf8(self.bytes(length)?).map_err(|_| Unfit::NotUtf8)?;
        visitor.visit_borrowed_str(text)
    }

    fn binary<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unfit> {
        let due = "a bin";
        let length = match self.marker()? {
            Marker::Bin8 => self.length::<1>()?,
            Marker::Bin16 => self.length::<2>()?,
            Marker::Bin32 => self.length::<4>()?,
            found => return Err(Unfit::OtherType { due, found }),
        };
        visitor.visit_borrowed_bytes(self.bytes(length)?)
    }

    fn array<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unfit> {
        let due = "an array";
        let left = match self.marker()? {
            Marker::FixArray(length) => length.into(),
            Marker::Array16 => u16::from_be_bytes(self.number()?).into(),
            Marker::Array32 => u32::from_be_bytes(self.number()?),
            found => return Err(Unfit::OtherType { due, found }),
        };
        let mut elements = Elements { reader: self, left };
        let value = visitor.visit_seq(&mut elements)?;
        match elements.left {
            0 => Ok(value),
            surplus => Err(Unfit::Surplus(surplus)),
        }
    }
}

/// The elements of an array that are not read. How many were announced is not
/// believed: it makes nobody take memory.
struct Elements<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: u32,
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unfit> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

/// Hands each type that is due to the method that reads it.
macro_rules! read {
    ($($due:ident => $method:ident($($said:literal)?)),* $(,)?) => {
        $(fn $due<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            self.$method($($said,)? visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unfit;

    read! {
        deserialize_bool => bool(),
        deserialize_u8 => integer("an integer"),
        deserialize_u16 => integer("an integer"),
        deserialize_u32 => integer("an integer"),
        deserialize_u64 => integer("an integer"),
        deserialize_i8 => integer("an integer"),
        deserialize_i16 => integer("an integer"),
        deserialize_i32 => integer("an integer"),
        deserialize_i64 => integer("an integer"),
        deserialize_f32 => float(),
        deserialize_f64 => float(),
        deserialize_str => text(),
        deserialize_string => text(),
        deserialize_bytes => binary(),
        deserialize_byte_buf => binary(),
        deserialize_seq => array(),
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.array(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.array(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.array(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.peek()? == Marker::Null {
            self.marker()?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    /// No message leaves it to the bytes what they are.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit::custom("a value of no certain type"))
    }

    forward_to_deserialize_any! {
        i128 u128 char unit unit_struct map enum identifier ignored_any
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}
