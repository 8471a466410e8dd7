//! What may stand beside what: joiners, selectors, marks and the tags of flags.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use super::kind::{
    KEYCAP, MONGOLIAN_SEPARATOR, ZWJ, ZWNJ, is_han, is_joiner_or_selector, is_joining, is_keycap,
    is_mongolian, is_picture, is_selector, needs_company,
};

pub(super) const BLACK_FLAG: char = '\u{1F3F4}';
/// The tags that make England's, Scotland's and Wales's flag of a black one.
const FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];
const TAGS: u32 = 0xE0000;
const TAGS_END: char = '\u{E007F}';
const VIRAMA: u8 = 9;

/// Whether one that needs company may stand after these.
pub(super) fn may_follow(kept: &[char], before: char, c: char, next: Option<char>) -> bool {
    match c {
        ZWJ | ZWNJ => joins(before, c, next),
        MONGOLIAN_SEPARATOR => is_mongolian(before) && next.is_some_and(is_mongolian),
        KEYCAP => {
            let base = match before {
                '\u{FE0F}' => kept.iter().rev().nth(1).copied(),
                _ => Some(before),
            };
            base.is_some_and(is_keycap)
        }
        _ if is_selector(c) => selects(before, c, next),
        _ if is_combining_mark(c) => stacks(kept, c),
        _ => true,
    }
}

/// Whether a joiner changes how these two are written, as it does in Arabic
/// script and those of India, or makes one picture of several.
fn joins(before: char, joiner: char, next: Option<char>) -> bool {
    let in_word = is_joining(before) && next.is_some_and(is_joining);
    let half = joiner == ZWJ && is_joining(before) && canonical_combining_class(before) == VIRAMA;
    let picture =
        matches!(before, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | TAGS_END) || is_picture(before);
    in_word || half || joiner == ZWJ && picture && next.is_some_and(is_picture)
}

/// Whether this letter or picture has the form that is selected.
fn selects(before: char, selector: char, next: Option<char>) -> bool {
    match selector {
        '\u{FE0E}' | '\u{FE0F}' => is_picture(before) || is_keycap(before) && next == Some(KEYCAP),
        '\u{FE00}'..='\u{FE02}' if is_han(before) => true,
        '\u{FE00}' => {
            matches!(before, '\u{1000}'..='\u{109F}' | '\u{A840}'..='\u{A877}' | '\u{AA60}'..='\u{AA7F}')
        }
        '\u{E0100}'..='\u{E01EF}' => is_han(before),
        '\u{180B}'..='\u{180F}' => matches!(before, '\u{1820}'..='\u{18AA}'),
        _ => false,
    }
}

/// The tags of a flag at the beginning of a text.
pub(super) fn flag(text: &[char]) -> Option<&[char]> {
    FLAGS.iter().find_map(|region| {
        let letters = region
            .chars()
            .filter_map(|c| char::from_u32(TAGS + c as u32));
        let tags = letters.chain([TAGS_END]);
        let long = text.get(..=region.len())?;
        tags.eq(long.iter().copied()).then_some(long)
    })
}

/// Whether one more mark may stand on the letter before: not the same again,
/// and no more than any word of its script has. Higher stacks only hide.
fn stacks(kept: &[char], mark: char) -> bool {
    let marks = kept.iter().rev().filter(|c| !is_joiner_or_selector(**c));
    let mut marks = marks.take_while(|c| is_combining_mark(**c)).peekable();
    let has_base = kept
        .iter()
        .rev()
        .find(|c| !needs_company(**c))
        .is_some_and(|c| *c != ' ');
    let mut count = 0;
    has_base
        && marks.all(|c| {
            count += 1;
            *c != mark
        })
        && count < marks_max(mark)
}

/// How many marks a letter may have in the mark's script.
fn marks_max(mark: char) -> usize {
    match mark {
        '\u{0300}'..='\u{036F}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{FE20}'..='\u{FE2F}' => 2,
        '\u{0E00}'..='\u{0EFF}' => 3,
        '\u{0590}'..='\u{08FF}' => 4,
        _ => 7,
    }
}
