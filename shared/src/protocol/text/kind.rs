//! What a single character is: what it shows, and in which scripts it is written.

use unicode_normalization::char::is_combining_mark;

pub(super) const ZWNJ: char = '\u{200C}';
pub(super) const ZWJ: char = '\u{200D}';
pub(super) const MONGOLIAN_SEPARATOR: char = '\u{180E}';
pub(super) const KEYCAP: char = '\u{20E3}';

/// Direction, fillers, marks of other text: no word needs them.
pub(super) fn never_shows(c: char) -> bool {
    let noncharacter = matches!(c, '\u{FDD0}'..='\u{FDEF}') || c as u32 & 0xFFFE == 0xFFFE;
    noncharacter
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFC}' | '\u{13430}'..='\u{13455}' | '\u{16FE4}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D159}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0080}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}')
}

/// Marks that strike a letter out or enclose it, and are no part of any word.
pub(super) fn is_overlay(c: char) -> bool {
    let enclosing = matches!(
        c,
        '\u{0488}' | '\u{0489}' | '\u{1ABE}' | '\u{A670}'..='\u{A672}'
    );
    let symbols = matches!(c, '\u{20D0}'..='\u{20FF}') && c != KEYCAP;
    enclosing || symbols || matches!(c, '\u{0334}'..='\u{0338}')
}

/// Whether a character shows nothing, or not what it is, by itself.
pub(super) fn needs_company(c: char) -> bool {
    is_joiner_or_selector(c) || is_combining_mark(c)
}

pub(super) fn is_joiner_or_selector(c: char) -> bool {
    matches!(c, ZWJ | ZWNJ | MONGOLIAN_SEPARATOR) || is_selector(c) || is_tag(c)
}

/// Letters that are written in another form beside others.
pub(super) fn is_joining(c: char) -> bool {
    let arabic =
        matches!(c, '\u{0610}'..='\u{061A}' | '\u{0620}'..='\u{085F}' | '\u{0870}'..='\u{08FF}');
    let indic = matches!(c, '\u{0900}'..='\u{0DFF}' | '\u{11000}'..='\u{1193F}');
    let eastern = matches!(c, '\u{0F00}'..='\u{109F}' | '\u{1780}'..='\u{17D3}' | '\u{1807}'..='\u{18AA}'
        | '\u{1A20}'..='\u{1AAD}' | '\u{1B00}'..='\u{1BF3}' | '\u{A800}'..='\u{A9DF}' | '\u{AA60}'..='\u{AAEF}');
    let new = matches!(c, '\u{1E900}'..='\u{1E95F}' | '\u{10D00}'..='\u{10D3F}' | '\u{10F30}'..='\u{10F6F}');
    (arabic || indic || eastern || new) && !is_selector(c) && c != MONGOLIAN_SEPARATOR
}

pub(super) fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{18AA}' | '\u{180B}'..='\u{180D}' | '\u{180F}')
}

pub(super) fn is_picture(c: char) -> bool {
    matches!(c, '\u{00A9}' | '\u{00AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{24C2}' | '\u{25A0}'..='\u{27BF}'
        | '\u{2934}' | '\u{2935}' | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}'
        | '\u{3299}' | '\u{1F000}'..='\u{1F1E5}' | '\u{1F200}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1FAFF}')
}

pub(super) fn is_keycap(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '#' | '*')
}

pub(super) fn is_selector(c: char) -> bool {
    matches!(c, '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

pub(super) fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E007F}')
}
