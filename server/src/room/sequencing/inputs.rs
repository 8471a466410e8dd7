//! What pilots have sent and the world has not yet taken.

use std::collections::{BTreeMap, VecDeque};

use asteroids_shared::Tick;
use asteroids_shared::protocol::limits::INPUT_LEAD_TICKS_MAX;

use crate::room::state::State;
use crate::room::state::command::ClientId;
use crate::room::state::entry::Entry;
use crate::room::wishes::Input;

/// How many inputs of a pilot wait at the most. When there are more, the oldest are
/// passed over: the newest says what is held.
const INPUTS_MAX: usize = 2 * INPUT_LEAD_TICKS_MAX as usize;

/// What pilots have sent and the world has not yet taken.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Of those of whom something waits.
    waiting: BTreeMap<ClientId, Waiting>,
}

impl Inputs {
    /// Takes an input in, see [`Waiting::push`].
    pub fn push(&mut self, client: ClientId, input: Input, now: Tick) {
        self.waiting.entry(client).or_default().push(input, now);
    }

    /// Forgets what waits of a connection.
    pub fn forget(&mut self, client: ClientId) {
        self.waiting.remove(&client);
    }

    /// Takes what is due, at most one input of each pilot. Of whoever has no player
    /// yet it waits. Gives of which connection which input was taken.
    pub fn take_due(&mut self, state: &State, entry: &mut Entry) -> Vec<(ClientId, u32)> {
        let now = state.world().tick();
        let mut taken = Vec::with_capacity(self.waiting.len());
        self.waiting.retain(|&client, inputs| {
            if let Some(player) = state.pilots().player_of(client)
                && let Some(Input { seq, controls, .. }) = inputs.take_due(now)
            {
                entry.holds.push((player, controls));
                taken.push((client, seq));
            }
            !inputs.0.is_empty()
        });
        taken
    }
}

/// What waits of one pilot.
#[derive(Debug, Default)]
struct Waiting(VecDeque<Input>);

impl Waiting {
    /// Takes an input in. One that is stamped before its predecessor counts as
    /// stamped like it, and one too far ahead of `now` as stamped as far ahead as is
    /// allowed.
    fn push(&mut self, mut input: Input, now: Tick) {
        let earliest = self.0.back().map_or(now, |last| last.tick.max(now));
        input.tick = input
            .tick
            .clamp(earliest, (now + INPUT_LEAD_TICKS_MAX).max(earliest));
        if self.0.len() == INPUTS_MAX {
            self.0.pop_front();
        }
        self.0.push_back(input);
    }

    /// The input that holds from `now` on, if one is due. At most one a tick is
    /// given, so that a key that was tapped within one tick is still seen.
    fn take_due(&mut self, now: Tick) -> Option<Input> {
        if self.0.front()?.tick > now {
            return None;
        }
        self.0.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use asteroids_shared::Controls;

    use super::*;

    fn input(seq: u32, tick: Tick) -> Input {
        Input {
            seq,
            tick,
            controls: Controls::THRUST,
        }
    }

    #[test]
    fn an_input_waits_for_its_tick() {
        let mut inputs = Waiting::default();
        inputs.push(input(1, 12), 10);
        assert_eq!(inputs.take_due(11), None);
        assert_eq!(inputs.take_due(12).map(|input| input.seq), Some(1));
    }

    #[test]
    fn a_late_input_is_due_at_once() {
        let mut inputs = Waiting::default();
        inputs.push(input(1, 3), 10);
        assert_eq!(inputs.take_due(10), Some(input(1, 10)));
    }

    #[test]
    fn a_stamp_far_ahead_is_drawn_near() {
        let mut inputs = Waiting::default();
        inputs.push(input(1, u32::MAX), 10);
        assert!(inputs.take_due(10 + INPUT_LEAD_TICKS_MAX).is_some());
    }

    #[test]
    fn two_taps_within_a_tick_are_both_seen() {
        let mut inputs = Waiting::default();
        inputs.push(input(1, 10), 10);
        inputs.push(input(2, 10), 10);
        assert_eq!(inputs.take_due(10).map(|input| input.seq), Some(1));
        assert_eq!(inputs.take_due(11).map(|input| input.seq), Some(2));
    }

    #[test]
    fn a_flood_keeps_the_newest() {
        let mut inputs = Waiting::default();
        for seq in 1..=1_000 {
            inputs.push(input(seq, 10), 10);
        }
        let taken: Vec<u32> = (10..2_000)
            .filter_map(|tick| inputs.take_due(tick))
            .map(|input| input.seq)
            .collect();
        assert_eq!(taken.len(), INPUTS_MAX);
        assert_eq!(taken.last(), Some(&1_000));
    }
}
