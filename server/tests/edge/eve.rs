//! The player Eve, whom the store knows before the server starts.

use std::path::Path;

use asteroids_server::store::{
    Database, Earned, FILE_NAME, ScoreEvent, Tally, TokenHash, unix_now,
};
use sha2::{Digest, Sha256};

/// A browser of the player Eve, who has scored before the server starts.
const EVES_TOKEN: [u8; 16] = [0xee; 16];
pub const EVES_COOKIE: &str = "player=eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

pub fn store_eve(folder: &Path) {
    let mut store = Database::open(&folder.join(FILE_NAME)).expect("the folder takes it");
    let event = ScoreEvent {
        at_s: unix_now(),
        earned: Earned {
            source: 1,
            flight: 1,
            seq: 1,
            token: TokenHash(Sha256::digest(EVES_TOKEN).into()),
            name: "Eve".to_owned(),
            told: Tally::default(),
            total: Tally {
                score: 100,
                ..Tally::default()
            },
        },
    };
    store.append(&[event]).expect("it writes");
}
