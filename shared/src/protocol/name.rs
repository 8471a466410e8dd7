//! What people call themselves, and other text of theirs that is shown.

use super::limits::NAME_CHARS_MAX;

/// A name fit to be shown: [`visible`] text of at most [`NAME_CHARS_MAX`]
/// characters. `None` if nothing is left.
pub fn clean(raw: &str) -> Option<String> {
    visible(raw, NAME_CHARS_MAX)
}

/// Text fit to be shown in one line: control, format and bidirectional override
/// characters dropped, white space folded, at most so many characters. `None`
/// if nothing is left.
pub fn visible(raw: &str, chars_max: usize) -> Option<String> {
    let visible = raw.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let visible: String = visible.filter(|c| !is_hidden(*c)).collect();
    let folded = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = folded.chars().take(chars_max).collect();
    let text = cut.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Characters that have no shape of their own or that change that of others.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
        || is_combining(c)
}

/// Combining marks stack without bound; a name does without them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spaces_are_folded_and_trimmed() {
        assert_eq!(clean("  Ada \t Lovelace "), Some("Ada Lovelace".into()));
    }

    #[test]
    fn nothing_visible_is_no_name() {
        for raw in ["", "   ", "\u{200B}\u{202E}", "\n\r\t", "\u{0000}"] {
            assert_eq!(clean(raw), None, "{raw:?}");
        }
    }

    #[test]
    fn overrides_and_stacked_marks_are_dropped() {
        assert_eq!(clean("e\u{202E}vil\u{0336}\u{0336}"), Some("evil".into()));
    }

    proptest! {
        #[test]
        fn a_clean_name_stays_as_it_is(raw in ".{0,64}") {
            if let Some(name) = clean(&raw) {
                prop_assert!(name.chars().count() <= NAME_CHARS_MAX);
                prop_assert_eq!(clean(&name), Some(name.clone()));
            }
        }
    }
}
