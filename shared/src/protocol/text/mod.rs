//! The one rule for what people write: names, lines of the chat, notices,
//! reasons. What a script needs to be read stays, what only hides or shows
//! nothing goes, and what is equal to the eye of Unicode is equal in bytes.

mod kind;
mod neighbour;
#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use kind::{is_joiner_or_selector, is_overlay, is_tag, needs_company, never_shows};
use neighbour::{BLACK_FLAG, flag, may_follow};

/// A character, as people count them, has so many bytes in the mean at most.
const BYTES_PER_CHAR: usize = 4;
/// So many code points of a text are read for each character that is kept.
const READ_PER_CHAR: usize = 2 * BYTES_PER_CHAR;

/// Text fit to be shown in one line: in Unicode's form NFC, without what does
/// not show, white space folded, of at most so many characters as people count
/// them (grapheme clusters), and four times as many bytes. `None` if nothing
/// is left. What it gives, it gives again.
pub fn visible(raw: &str, chars_max: usize) -> Option<String> {
    // First, so that a mark that belongs to its letter, as in "≠", is not taken off.
    let shown = raw.nfc().filter_map(shown);
    let mut text: String = shown.take(READ_PER_CHAR * chars_max).collect();
    loop {
        // What goes may leave neighbours that belong together, or that may not stay.
        let next = cut(&fitting(&text.nfc().collect::<Vec<_>>()), chars_max);
        if next == text {
            return (!text.is_empty()).then_some(text);
        }
        text = next;
    }
}

/// What a text has in common with those that differ from it in case alone, or
/// in how letters are joined.
pub fn folded(text: &str) -> String {
    let plain = text.nfd().filter(|c| !is_joiner_or_selector(*c));
    // Twice, as some have a capital only by way of their small letter.
    let small: String = plain.flat_map(char::to_lowercase).collect();
    let large = small.chars().flat_map(char::to_uppercase);
    // Letter by letter: a sigma is one wherever it stands.
    let mut small: String = large.flat_map(char::to_lowercase).collect();
    // Turkish has an I with a dot and one without.
    let mut after_i = false;
    small.retain(|c| {
        let is_dot_of_i = after_i && c == '\u{307}';
        after_i = c == 'i' || is_dot_of_i;
        !is_dot_of_i
    });
    small.nfc().collect()
}

/// A text in Unicode's form NFC, in which it is the same on every system.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// The forms in which systems write the same text: composed, as it is, and taken
/// apart. Most texts have but one.
pub fn forms(text: &str) -> Vec<String> {
    let mut forms = vec![composed(text)];
    for other in [text.to_owned(), text.nfd().collect()] {
        if !forms.contains(&other) {
            forms.push(other);
        }
    }
    forms
}

/// A text without the accents of Latin, Greek and Cyrillic letters, and with
/// plain letters for those that only look special.
pub fn without_accents(text: &str) -> String {
    let is_accent = |c: char| matches!(c, '\u{0300}'..='\u{036F}');
    text.nfkd().filter(|c| !is_accent(*c)).nfc().collect()
}

/// A character as it is shown whatever is beside it: none if it never does,
/// a space for what is blank.
fn shown(c: char) -> Option<char> {
    match c {
        // Blank Braille.
        '\u{2800}' => Some(' '),
        _ if c.is_whitespace() => Some(' '),
        _ if c.is_control() || never_shows(c) || is_overlay(c) => None,
        _ => Some(c),
    }
}

/// What of a text may stay where it stands, with white space folded.
fn fitting(text: &[char]) -> String {
    let mut kept: Vec<char> = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        let next = text.get(at + 1).copied();
        let before = kept.last().copied();
        at += 1;
        if c == ' ' {
            if before.is_some_and(|before| before != ' ') {
                kept.push(c);
            }
        } else if is_tag(c) {
            if let Some(tags) = before
                .filter(|c| *c == BLACK_FLAG)
                .and(flag(&text[at - 1..]))
            {
                kept.extend(tags);
                at += tags.len() - 1;
            }
        } else if before.is_some_and(|before| may_follow(&kept, before, c, next))
            || !needs_company(c)
        {
            kept.push(c);
        }
    }
    let text: String = kept.into_iter().collect();
    text.trim_end().to_owned()
}

/// The longest beginning of a text that has no more than so many characters.
fn cut(text: &str, chars_max: usize) -> String {
    let ends = text
        .grapheme_indices(true)
        .map(|(at, char)| at + char.len());
    let fits = ends
        .take(chars_max)
        .take_while(|end| *end <= BYTES_PER_CHAR * chars_max);
    let end = fits.last().unwrap_or(0);
    text[..end].trim_end().to_owned()
}
