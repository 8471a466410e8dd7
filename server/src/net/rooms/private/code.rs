//! What is in the link to a private room.

use std::fmt::{self, Write};

use crate::net::visitor::identity::random;

/// Letters and digits that nobody takes for another.
const ALPHABET: &[u8; 32] = b"23456789abcdefghjkmnopqrstuvwxyz";
const CHARS: usize = 13;

/// What is in the link to a private room: 65 random bits. No number of a room looks
/// like it, as none has so many digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code([u8; CHARS]);

impl Code {
    /// A new one.
    pub fn fresh() -> Self {
        let bytes: [u8; CHARS] = random();
        Self(bytes.map(|byte| ALPHABET[usize::from(byte) % ALPHABET.len()]))
    }

    /// The one that is written so.
    pub fn parse(text: &str) -> Option<Self> {
        let chars: [u8; CHARS] = text.as_bytes().try_into().ok()?;
        let is_ours = chars.iter().all(|char| ALPHABET.contains(char));
        is_ours.then_some(Self(chars))
    }
}

/// As the link has it.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|&char| f.write_char(char.into()))
    }
}

/// Not for the log: whoever has a code may come in.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_written_and_nothing_else_is() {
        let code = Code::fresh();
        let written = code.to_string();
        assert_eq!(Code::parse(&written), Some(code));
        assert_ne!(Code::fresh(), code);
        for wrong in [
            &written[1..],
            &written.to_uppercase(),
            "",
            "1",
            "2345678923456x",
        ] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
        assert_eq!(written.parse::<u32>().ok(), None);
        assert!(
            "2345678923456".parse::<u32>().is_err(),
            "nor if it is all digits"
        );
    }
}
