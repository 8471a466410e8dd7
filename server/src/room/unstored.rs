//! What players have earned and the store has not taken yet.

use std::collections::HashMap;

use crate::store::{Earned, Tally, TokenHash};

/// How many players' tallies are kept at the most while the store takes nothing.
/// Beyond that what newcomers earn is not kept.
const PLAYERS_MAX: usize = 65_536;

/// What players have earned and the store has not taken yet, by player.
#[derive(Debug, Default)]
pub struct Unstored(HashMap<TokenHash, (String, Tally)>);

impl Unstored {
    /// Keeps these until the store takes them.
    pub fn keep(&mut self, earned: impl IntoIterator<Item = Earned>) {
        for Earned { token, name, tally } in earned {
            if let Some((_, kept)) = self.0.get_mut(&token) {
                kept.merge(&tally);
            } else if self.0.len() < PLAYERS_MAX {
                self.0.insert(token, (name, tally));
            }
        }
    }

    /// Gives all of it.
    pub fn take(&mut self) -> Vec<Earned> {
        let earned = |(token, (name, tally))| Earned { token, name, tally };
        self.0.drain().map(earned).collect()
    }
}
