//! What clips are called.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::shelf::Label;

const BYTES: usize = 16;

/// What a clip is called: a digest of all that is in it, so that the same clip has one
/// name, and no name leads anywhere but to a clip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClipId([u8; BYTES]);

impl ClipId {
    /// By a digest, of which the first half is enough.
    pub(super) fn of(digest: [u8; 2 * BYTES]) -> Self {
        let mut id = [0; BYTES];
        id.copy_from_slice(&digest[..BYTES]);
        Self(id)
    }

    /// Reads what one shows as, and nothing else.
    pub fn read(text: &str) -> Option<Self> {
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 2 * BYTES || !text.bytes().all(is_digit) {
            return None;
        }
        let number = u128::from_str_radix(text, 16).ok()?;
        Some(Self(number.to_be_bytes()))
    }
}

impl fmt::Display for ClipId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// A file's name is longer, so that a clip's name on its own is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(pub ClipId);

impl From<ClipId> for FileName {
    fn from(id: ClipId) -> Self {
        Self(id)
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.film", self.0)
    }
}

impl Label for FileName {
    const UNFINISHED: &'static str = "clip.unfinished";

    fn parse(name: &str) -> Option<Self> {
        ClipId::read(name.strip_suffix(".film")?).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_name_is_one() {
        let id = ClipId::of([0xa7; 32]);
        assert_eq!(ClipId::read(&id.to_string()), Some(id));
        assert_eq!(
            FileName::parse(&FileName(id).to_string()),
            Some(FileName(id))
        );
        let digits = "a7".repeat(BYTES);
        for text in [
            "",
            "..",
            "a7",
            &digits.to_uppercase(),
            &format!("{digits}0"),
            &format!("+{}", &digits[1..]),
            &format!("../{}", &digits[3..]),
        ] {
            assert_eq!(ClipId::read(text), None, "{text}");
        }
    }
}
