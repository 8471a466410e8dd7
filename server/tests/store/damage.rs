//! Files that are not what they should be.

use std::fs;
use std::path::Path;

use asteroids_server::store::{Database, Earned, FILE_NAME, Period, ScoreEvent, Tally, TokenHash};
use proptest::prelude::*;

use crate::server::folder;

const NOW_S: i64 = 1_795_391_999;

/// Reads and writes what a server does, and says whether all went well.
fn is_used(path: &Path) -> bool {
    let Ok(mut store) = Database::open(path) else {
        return false;
    };
    let token = TokenHash([7; 32]);
    let event = ScoreEvent {
        at_s: NOW_S,
        earned: Earned {
            source: 1,
            flight: 1,
            seq: 1,
            token,
            name: "Ada".to_owned(),
            told: Tally::default(),
            total: Tally {
                score: 10,
                ..Tally::default()
            },
        },
    };
    [
        store.append(&[event]).is_ok(),
        store.board(Period::Week, 10, Some(&token), NOW_S).is_ok(),
        store.me(&token, NOW_S).is_ok(),
        store.profile("Ada", NOW_S).is_ok(),
    ]
    .iter()
    .all(|&went_well| went_well)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_file_that_is_no_store_is_refused_in_one_line(bytes in prop::collection::vec(any::<u8>(), 1..4096)) {
        let path = folder("no-store").join(FILE_NAME);
        fs::write(&path, bytes).expect("the folder takes it");
        let error = Database::open(&path).expect_err("it is no store").to_string();
        prop_assert!(!error.contains('\n'), "{error}");
    }

    #[test]
    fn a_store_with_flipped_bytes_is_an_error_or_works_and_nothing_worse(
        flips in prop::collection::vec((any::<prop::sample::Index>(), 1..=u8::MAX), 1..40),
    ) {
        let path = folder("flipped").join(FILE_NAME);
        prop_assert!(is_used(&path), "a new one works");
        let mut bytes = fs::read(&path).expect("it is there");
        for (index, flip) in flips {
            let at = index.index(bytes.len());
            bytes[at] ^= flip;
        }
        fs::write(&path, bytes).expect("the folder takes it");
        is_used(&path);
    }
}
