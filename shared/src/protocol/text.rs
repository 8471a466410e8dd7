//! The one rule for what people write: names, lines of the chat, notices,
//! reasons. What a script needs to be read stays, what only hides or shows
//! nothing goes, and what is equal to the eye of Unicode is equal in bytes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// A character, as people count them, has so many bytes in the mean at most.
const BYTES_PER_CHAR: usize = 4;
/// So many code points of a text are read for each character that is kept.
const READ_PER_CHAR: usize = 2 * BYTES_PER_CHAR;

const ZWNJ: char = '\u{200C}';
const ZWJ: char = '\u{200D}';
const MONGOLIAN_SEPARATOR: char = '\u{180E}';
const KEYCAP: char = '\u{20E3}';
const BLACK_FLAG: char = '\u{1F3F4}';
/// The tags that make England's, Scotland's and Wales's flag of a black one.
const FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];
const TAGS: u32 = 0xE0000;
const TAGS_END: char = '\u{E007F}';

/// Text fit to be shown in one line: in Unicode's form NFC, without what does
/// not show, white space folded, of at most so many characters as people count
/// them (grapheme clusters), and four times as many bytes. `None` if nothing
/// is left. What it gives, it gives again.
pub fn visible(raw: &str, chars_max: usize) -> Option<String> {
    let shown = raw.chars().filter_map(shown);
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
    let small: String = large.flat_map(char::to_lowercase).collect();
    // Turkish has an I with a dot and one without.
    small.replace("i\u{307}", "i").nfc().collect()
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

/// Direction, fillers, marks of other text: no word needs them.
fn never_shows(c: char) -> bool {
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
fn is_overlay(c: char) -> bool {
    let enclosing = matches!(
        c,
        '\u{0488}' | '\u{0489}' | '\u{1ABE}' | '\u{A670}'..='\u{A672}'
    );
    let symbols = matches!(c, '\u{20D0}'..='\u{20FF}') && c != KEYCAP;
    enclosing || symbols || matches!(c, '\u{0334}'..='\u{0338}')
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

/// Whether a character shows nothing, or not what it is, by itself.
fn needs_company(c: char) -> bool {
    is_joiner_or_selector(c) || is_combining_mark(c)
}

/// Whether one that needs company may stand after these.
fn may_follow(kept: &[char], before: char, c: char, next: Option<char>) -> bool {
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

fn is_joiner_or_selector(c: char) -> bool {
    matches!(c, ZWJ | ZWNJ | MONGOLIAN_SEPARATOR) || is_selector(c) || is_tag(c)
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

const VIRAMA: u8 = 9;

/// Letters that are written in another form beside others.
fn is_joining(c: char) -> bool {
    let arabic =
        matches!(c, '\u{0610}'..='\u{061A}' | '\u{0620}'..='\u{085F}' | '\u{0870}'..='\u{08FF}');
    let indic = matches!(c, '\u{0900}'..='\u{0DFF}' | '\u{11000}'..='\u{1193F}');
    let eastern = matches!(c, '\u{0F00}'..='\u{109F}' | '\u{1780}'..='\u{17D3}' | '\u{1807}'..='\u{18AA}'
        | '\u{1A20}'..='\u{1AAD}' | '\u{1B00}'..='\u{1BF3}' | '\u{A800}'..='\u{A9DF}' | '\u{AA60}'..='\u{AAEF}');
    let new = matches!(c, '\u{1E900}'..='\u{1E95F}' | '\u{10D00}'..='\u{10D3F}' | '\u{10F30}'..='\u{10F6F}');
    (arabic || indic || eastern || new) && !is_selector(c) && c != MONGOLIAN_SEPARATOR
}

fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{18AA}' | '\u{180B}'..='\u{180D}' | '\u{180F}')
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{00A9}' | '\u{00AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{24C2}' | '\u{25A0}'..='\u{27BF}'
        | '\u{2934}' | '\u{2935}' | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}'
        | '\u{3299}' | '\u{1F000}'..='\u{1F1E5}' | '\u{1F200}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1FAFF}')
}

fn is_keycap(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '#' | '*')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
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

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E007F}')
}

/// The tags of a flag at the beginning of a text.
fn flag(text: &[char]) -> Option<&[char]> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LONG: usize = 64;

    #[test]
    fn what_a_script_needs_stays() {
        for text in [
            "I ❤️ U",
            "👨‍👩‍👧‍👦",
            "🏳️‍🌈",
            "👍🏽",
            "1️⃣",
            "🇯🇵",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "✌︎",
            "Nguyễn Thị Ánh",
            "Zoë",
            "ọ̀rọ̀",
            "ǖ́",
            "Ма́ша",
            "Й",
            "αυτός",
            "ΐ",
            "น้ำผึ้ง",
            "กี่",
            "ກັ້ນ",
            "ដើម្បី",
            "မြွှောင်း",
            "ကျွန်ုပ်",
            "हिन्दी",
            "क्षत्रिय",
            "ज़ोर",
            "র‍্যাব",
            "ശ്രീ",
            "അനില്‍",
            "ශ්‍රී",
            "தமிழ்",
            "ಕ್‌ಷ",
            "می‌خواهم",
            "مُحَمَّدٌ",
            "שָׁלוֹם",
            "בְּרֵאשִׁית",
            "ܫܠܳܡܳܐ",
            "བསྒྲུབས",
            "ᠮᠣᠩᠭᠣᠯ",
            "ᠬᠢᠲᠠᠳ᠎ᠠ",
            "ᠭ᠋",
            "葛󠄀城",
            "한글",
            "ᄒᆞᆫ글",
            "がぎ",
            "ヷ",
            "𠮷野家",
            "ߒߞߏ",
            "𞤀𞤁𞤂",
            "ⴰⵎⴰⵣⵉⵖ",
            "ᏣᎳᎩ",
            "ⵎ",
        ] {
            let kept = visible(text, LONG);
            assert_eq!(
                kept.as_deref(),
                Some(text.nfc().collect::<String>().as_str()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_hides_or_shows_nothing_goes() {
        for (raw, kept) in [
            ("e\u{202E}vil\u{0336}\u{0336}", "evil"),
            ("A\u{200B}d\u{2060}a\u{FEFF}", "Ada"),
            ("Ada\u{200D}", "Ada"),
            ("A\u{200C}da", "Ada"),
            ("Ada\u{FE0F}", "Ada"),
            ("Ada\u{3164}\u{115F}\u{1160}\u{FFA0}", "Ada"),
            ("Ada\u{2800}\u{2800}", "Ada"),
            ("\u{2066}Ada\u{2069}\u{061C}", "Ada"),
            ("Ada\u{E0041}\u{E007F}", "Ada"),
            ("🏴\u{E0067}\u{E0062}\u{E0020}", "🏴"),
            ("\u{0301}Ada", "Ada"),
            ("Ada \u{0301}", "Ada"),
            ("S\u{0489}\u{20DD}", "S"),
            ("😀\u{200D}", "😀"),
            ("😀\u{FE0F}\u{FE0F}\u{FE0F}", "😀\u{FE0F}"),
            ("क\u{200C}", "क"),
            ("กิิิิ", "กิ"),
            (
                "a\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}",
                "á\u{0302}\u{0303}",
            ),
            ("1\u{FE0F}", "1"),
            ("a\u{20E3}", "a"),
            ("\u{1D159}x\u{13441}\u{FFFC}", "x"),
            ("e\u{200B}\u{0301}", "é"),
        ] {
            assert_eq!(visible(raw, LONG).as_deref(), Some(kept), "{raw:?}");
        }
    }

    #[test]
    fn nothing_visible_is_nothing() {
        for raw in [
            "",
            "   ",
            "\u{200B}\u{202E}",
            "\n\r\t",
            "\u{0}",
            "\u{2800}",
            "\u{3164}",
            "\u{3000}",
            "\u{200D}\u{200C}",
            "\u{FE0F}",
            "\u{E0041}",
            "\u{0301}\u{0302}",
            "\u{180E}",
            "\u{E0100}",
            "\u{2028}",
            "\u{FFFF}",
        ] {
            assert_eq!(visible(raw, LONG), None, "{raw:?}");
        }
    }

    #[test]
    fn what_is_equal_is_equal_in_bytes() {
        for (one, other) in [
            ("Zoe\u{308}", "Zoë"),
            ("\u{212B}sa", "Åsa"),
            ("한", "한"),
            ("क़", "क\u{93C}"),
            ("\u{2126}", "Ω"),
        ] {
            assert_eq!(visible(one, LONG), visible(other, LONG), "{one:?}");
        }
    }

    #[test]
    fn characters_count_as_people_count_them_and_are_never_cut_apart() {
        assert_eq!(
            visible(&"ẹ́".repeat(20), 16),
            Some("ẹ́".repeat(12)),
            "64 bytes at most"
        );
        assert_eq!(visible(&"é".repeat(20), 16), Some("é".repeat(16)));
        assert_eq!(visible(&"🇯🇵".repeat(9), 4), Some("🇯🇵".repeat(2)));
        assert_eq!(visible("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 16).as_deref(), Some("👨‍👩‍👧‍👦👨‍👩‍👧‍👦"));
        assert_eq!(visible("abc def", 4).as_deref(), Some("abc"));
    }

    #[test]
    fn case_and_joiners_fold_away() {
        for (one, other) in [
            ("ADA", "ada"),
            ("Straße", "STRASSE"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("İPEK", "ipek"),
            ("ẞ", "ss"),
            ("می‌خواهم", "میخواهم"),
            ("❤️", "❤"),
            ("É", "e\u{301}"),
        ] {
            assert_eq!(folded(one), folded(other), "{one:?}");
        }
        assert_ne!(folded("é"), folded("e"));
    }

    /// Characters that meet a rule, among others.
    fn anything() -> impl Strategy<Value = String> {
        let special = "[a-cA-C \u{301}\u{302}\u{307}\u{323}\u{336}\u{489}\u{200B}-\u{200F}\u{202E}\u{FE00}-\u{FE0F}\
            \u{20E3}0-9#❤👩👧🏴🏽🇦-🇿\u{E0062}-\u{E0067}\u{E007F}\u{E0100}क-ख\u{93C}\u{94D}\u{E34}\u{E48}ก\
            ம-ய᠎ᠠ\u{180B}葛\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11A8}-\u{11C2}\u{2800}\u{3164}\u{344}\u{212B}ßıİ]{0,40}";
        prop_oneof![special, ".{0,40}"]
    }

    proptest! {
        #[test]
        fn the_rule_gives_again_what_it_gave(raw in anything(), max in 1_usize..20) {
            if let Some(text) = visible(&raw, max) {
                prop_assert!(text.graphemes(true).count() <= max && text.len() <= 4 * max);
                prop_assert_eq!(visible(&text, max), Some(text.clone()));
                prop_assert_eq!(text.trim(), &text[..]);
            }
        }

        #[test]
        fn forms_of_one_text_come_out_alike(raw in anything()) {
            let (composed, apart): (String, String) = (raw.nfc().collect(), raw.nfd().collect());
            prop_assert_eq!(visible(&composed, LONG), visible(&apart, LONG));
        }

        #[test]
        fn what_is_folded_stays_so(raw in anything()) {
            let once = folded(&raw);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
