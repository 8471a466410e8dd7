//! Numbers of a motion, packed.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Motion;

/// As many numbers as a motion has, or fewer, all finite. On the wire a `bin`
/// of them as `float 32` without their type bytes, big-endian as all MessagePack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Packed<const N: usize>(pub [f32; N]);

const NUMBER_BYTES: usize = size_of::<f32>();
const BYTES_MAX: usize = Motion::NUMBERS * NUMBER_BYTES;

impl<const N: usize> Serialize for Packed<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = [0; BYTES_MAX];
        for (place, number) in bytes.chunks_exact_mut(NUMBER_BYTES).zip(self.0) {
            place.copy_from_slice(&number.to_be_bytes());
        }
        serializer.serialize_bytes(&bytes[..N * NUMBER_BYTES])
    }
}

impl<'de, const N: usize> Deserialize<'de> for Packed<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes<const N: usize>;

        impl<const N: usize> Visitor<'_> for Bytes<N> {
            type Value = Packed<N>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                write!(f, "{N} finite numbers in {} bytes", N * NUMBER_BYTES)
            }

            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Packed<N>, E> {
                if bytes.len() != N * NUMBER_BYTES {
                    return Err(E::invalid_length(bytes.len(), &self));
                }
                let (places, _) = bytes.as_chunks::<NUMBER_BYTES>();
                let mut numbers = [0.0; N];
                for (number, place) in numbers.iter_mut().zip(places) {
                    *number = f32::from_be_bytes(*place);
                }
                if numbers.iter().all(|number| number.is_finite()) {
                    Ok(Packed(numbers))
                } else {
                    Err(E::custom("a motion is not finite"))
                }
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}
