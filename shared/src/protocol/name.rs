//! What people call themselves.

use super::limits::NAME_CHARS_MAX;
use super::text;

pub use super::text::visible;

/// A name fit to be shown: [`visible`] text of at most [`NAME_CHARS_MAX`]
/// characters. `None` if nothing is left.
pub fn clean(raw: &str) -> Option<String> {
    visible(raw, NAME_CHARS_MAX)
}

/// What makes two names the same: neither case counts, nor how letters are
/// joined, nor in which form the text came. Empty for what is no name.
pub fn key(raw: &str) -> String {
    clean(raw).map_or_else(String::new, |name| text::folded(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_folded_and_trimmed() {
        assert_eq!(clean("  Ada \t Lovelace "), Some("Ada Lovelace".into()));
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for raw in ["Zoë", "zoe\u{308}", " ZOË ", "Z\u{200B}oë"] {
            assert_eq!(key(raw), key("Zoë"), "{raw:?}");
        }
        assert_eq!(key("\u{200B}"), "");
    }
}
