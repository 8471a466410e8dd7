//! Whole numbers in as few bytes as they need: seven bits in each, the lowest first.

/// Why bytes are no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VarintError {
    /// They end too early.
    #[error("a number breaks off")]
    Short,
    /// It is larger than any could be.
    #[error("a number is too large")]
    TooLarge,
}

/// Writes a number down.
pub fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Reads a number, and goes on to what follows it.
pub fn take(bytes: &mut &[u8]) -> Result<u64, VarintError> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let byte = take_byte(bytes)?;
        let part = u64::from(byte & 0x7f);
        if part << shift >> shift != part {
            return Err(VarintError::TooLarge);
        }
        value |= part << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(VarintError::TooLarge)
}

/// The same of a number that has at most 32 bits.
pub fn take_u32(bytes: &mut &[u8]) -> Result<u32, VarintError> {
    u32::try_from(take(bytes)?).map_err(|_| VarintError::TooLarge)
}

/// Reads one byte, and goes on to the next.
pub fn take_byte(bytes: &mut &[u8]) -> Result<u8, VarintError> {
    let (&byte, rest) = bytes.split_first().ok_or(VarintError::Short)?;
    *bytes = rest;
    Ok(byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_number_is_read_as_it_was_written(value in any::<u64>(), shift in 0u32..64) {
            let value = value >> shift;
            let mut bytes = Vec::new();
            put(&mut bytes, value);
            let mut rest = bytes.as_slice();
            prop_assert_eq!(take(&mut rest), Ok(value));
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn any_bytes_are_a_number_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
            let _ = take(&mut bytes.as_slice());
        }
    }
}
