//! Words that are not shown.

use std::collections::HashSet;

use asteroids_shared::protocol::text;

/// What stands in place of a hidden word.
const HIDDEN: &str = "***";

/// Words that are not shown, whatever their case and accents, however often a letter is
/// repeated, and with the usual digits in place of letters.
#[derive(Debug, Default)]
pub struct Words(HashSet<String>);

impl Words {
    /// Those of a list, one a line; what follows a `#` is a comment.
    pub fn of(text: &str) -> Self {
        let lines = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or(""));
        let words = lines.map(|line| folded(line.trim()));
        Self(words.filter(|word| !word.is_empty()).collect())
    }

    /// A line with these words hidden.
    pub fn hidden_in(&self, line: &str) -> String {
        if self.0.is_empty() {
            return line.to_owned();
        }
        let shown = line.split(' ').map(|word| {
            let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_stand_in(c));
            let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() || !self.0.contains(&folded(bare)) {
                return word.to_owned();
            }
            word.replacen(bare, HIDDEN, 1)
        });
        shown.collect::<Vec<_>>().join(" ")
    }
}

fn is_stand_in(c: char) -> bool {
    matches!(c, '@' | '$')
}

/// What words that are meant to look alike have in common.
fn folded(word: &str) -> String {
    let mut folded = String::new();
    let plain = text::without_accents(word);
    for c in plain.chars().flat_map(char::to_lowercase) {
        let letter = match c {
            '0' => 'o',
            '1' | '!' | '|' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            // These are letters of their own to Unicode.
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            'ħ' => 'h',
            'ı' => 'i',
            c => c,
        };
        if letter.is_alphanumeric() && !folded.ends_with(letter) {
            folded.push(letter);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        Words::of("# not here\nDarn\nheck # mild\n\n").hidden_in(line)
    }

    #[test]
    fn a_word_of_the_list_is_hidden_in_every_disguise() {
        for word in [
            "darn",
            "DARN",
            "d4rn",
            "d@rn",
            "daaarnnn",
            "d.a.r.n",
            "dàrñ",
            "da\u{304}rn",
            "ＤＡＲＮ",
            "đarn",
        ] {
            assert_eq!(shown(&format!("oh {word}, no")), "oh ***, no", "{word}");
        }
        assert_eq!(shown("h3ck!"), "***!");
        let accented = Words::of("Café");
        assert_eq!(accented.hidden_in("no cafe here"), "no *** here");
    }

    #[test]
    fn what_merely_contains_it_is_shown() {
        for line in ["darning socks", "check in", "not mild", "it's :) fine"] {
            assert_eq!(shown(line), line);
        }
    }

    #[test]
    fn without_a_list_everything_is_shown() {
        assert_eq!(Words::default().hidden_in("darn  it"), "darn  it");
    }
}
