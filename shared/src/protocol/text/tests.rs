//! What people write, in many scripts.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::{folded, forms, visible, without_accents};

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
fn a_text_has_few_forms_the_composed_one_first() {
    assert_eq!(forms("plain"), ["plain"]);
    assert_eq!(forms("é"), ["é", "e\u{301}"]);
    assert_eq!(forms("e\u{301}"), ["é", "e\u{301}"]);
    assert_eq!(forms("ée\u{301}").len(), 3);
}

#[test]
fn without_accents_other_scripts_stay() {
    for (text, plain) in [
        ("Zoë", "Zoe"),
        ("Ｄａｒｎ", "Darn"),
        ("Ма́ша", "Маша"),
        ("हिन्दी", "हिन्दी"),
        ("한글", "한글"),
    ] {
        assert_eq!(without_accents(text), plain);
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
        ("=\u{338}", "≠"),
        ("\u{223C}\u{338}", "≁"),
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
        ("İ\u{307}PEK", "ipek"),
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

/// Of the large blocks of letters that are all alike some will do.
fn every_sort_of_character() -> impl Iterator<Item = char> {
    let is_one_of_many = |c: char| {
        matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{17000}'..='\u{1B2FF}'
            | '\u{20000}'..='\u{2F7FF}' | '\u{2FA20}'..='\u{DFFFF}' | '\u{E1000}'..)
    };
    ('\0'..=char::MAX).filter(move |c| !is_one_of_many(*c) || (*c as u32).is_multiple_of(251))
}

#[test]
fn every_character_in_any_form_is_given_again_and_comes_out_alike() {
    for c in every_sort_of_character() {
        for raw in [format!("{c}"), format!("={c}"), format!("{c}\u{338}")] {
            let once = visible(&raw, LONG);
            let apart: String = raw.nfd().collect();
            assert_eq!(once, visible(&apart, LONG), "{raw:?}");
            if let Some(text) = once {
                assert_eq!(visible(&text, LONG), Some(text.clone()), "{raw:?}");
            }
        }
    }
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
