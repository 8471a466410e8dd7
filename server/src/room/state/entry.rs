//! What enters a room at the boundary of a tick, and how it is written down.
//!
//! Nearly all of it is what pilots hold, in two bytes for each: so many holds as a
//! varint, then for each by ascending player how many players further it is (varint)
//! and the controls (a byte). What follows are the commands as MessagePack, or nothing
//! if there are none.

use asteroids_shared::{Controls, PlayerId};

use super::command::Command;
use crate::room::varint::{self, VarintError};

/// What enters a room at the boundary of a tick: commands in their order, and after
/// them what pilots hold from now on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// What is done to the room.
    pub commands: Vec<Command>,
    /// Who holds what.
    pub holds: Vec<(PlayerId, Controls)>,
}

/// Why bytes are no entry.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// They end too early, or have a number that is larger than any could be.
    #[error("an entry of the log is damaged: {0}")]
    Number(#[from] VarintError),
    /// They have commands that this program does not know.
    #[error("an entry of the log has commands that this program does not know: {0}")]
    Commands(#[from] rmp_serde::decode::Error),
}

impl Entry {
    /// Brings it into the order in which it is written down.
    pub fn put_in_order(&mut self) {
        // One player's stay in their order.
        self.holds.sort_by_key(|(player, _)| *player);
    }

    /// Writes it down.
    pub fn encode(&self) -> Result<Vec<u8>, rmp_serde::encode::Error> {
        let mut bytes = Vec::with_capacity(2 + 3 * self.holds.len());
        varint::put(&mut bytes, self.holds.len() as u64);
        let mut before = 0;
        for &(player, controls) in &self.holds {
            varint::put(&mut bytes, player.wrapping_sub(before).into());
            bytes.push(controls.bits());
            before = player;
        }
        if !self.commands.is_empty() {
            rmp_serde::encode::write(&mut bytes, &self.commands)?;
        }
        Ok(bytes)
    }

    /// Reads it again.
    pub fn decode(mut bytes: &[u8]) -> Result<Self, EntryError> {
        let count = varint::take_u32(&mut bytes)?;
        let mut entry = Self::default();
        let mut player: PlayerId = 0;
        for _ in 0..count {
            let further = varint::take_u32(&mut bytes)?;
            player = player.checked_add(further).ok_or(VarintError::TooLarge)?;
            let controls = Controls::from_bits(varint::take_byte(&mut bytes)?);
            entry.holds.push((player, controls));
        }
        if !bytes.is_empty() {
            entry.commands = rmp_serde::from_slice(bytes)?;
        }
        Ok(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use asteroids_shared::Improvement;
    use proptest::prelude::*;

    fn any_command() -> impl Strategy<Value = Command> {
        prop_oneof![
            any::<u64>().prop_map(|client| Command::Leave { client }),
            any::<u32>().prop_map(|player| Command::Respawn { player }),
            any::<i64>().prop_map(|source| Command::Begin { source }),
            (any::<u64>(), any::<bool>())
                .prop_map(|(client, flies)| Command::Autopilot { client, flies }),
            ".{0,20}".prop_map(|name| Command::Enlist { name }),
            (any::<u32>(), 0..Improvement::COUNT).prop_map(|(player, which)| Command::Choose {
                player,
                improvement: Improvement::ALL[which],
            }),
            Just(Command::CutAll),
            Just(Command::Rebase),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_entry_is_read_as_it_was_written(
            commands in prop::collection::vec(any_command(), 0..5),
            holds in prop::collection::vec((any::<u32>(), 0u8..32), 0..40),
        ) {
            let holds = holds.into_iter().map(|(player, bits)| (player, Controls::from_bits(bits)));
            let mut entry = Entry { commands, holds: holds.collect() };
            entry.put_in_order();
            let bytes = entry.encode().expect("it is written down");
            prop_assert_eq!(Entry::decode(&bytes).expect("it is read again"), entry);
        }

        #[test]
        fn any_bytes_are_an_entry_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Entry::decode(&bytes);
        }
    }

    #[test]
    fn an_entry_with_nothing_in_it_takes_a_byte() {
        let bytes = Entry::default().encode().expect("it is written down");
        assert_eq!(bytes, [0]);
    }

    #[test]
    fn what_a_pilot_holds_takes_two_bytes() {
        let holds = (1..=100).map(|player| (10 * player, Controls::THRUST));
        let entry = Entry {
            commands: Vec::new(),
            holds: holds.collect(),
        };
        let bytes = entry.encode().expect("it is written down");
        assert_eq!(bytes.len(), 1 + 2 * 100);
    }
}
