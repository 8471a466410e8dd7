//! From one bot's fingers to another's screen: who has pressed what and when,
//! so that whoever learns of it can tell how long it took.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use asteroids_shared::{Controls, PlayerId, Tick};

/// How many changes of one pilot are remembered. They are a second and more.
const CHANGES_MAX: usize = 8;

/// Who flies where: the number of the room, and the player.
pub type PilotId = (u32, PlayerId);

/// What the bots of one thread have pressed lately.
#[derive(Debug, Default)]
pub struct Witness {
    changes: HashMap<PilotId, VecDeque<Change>>,
}

#[derive(Clone, Copy, Debug)]
struct Change {
    tick: Tick,
    steering: Controls,
    due: Instant,
}

impl Witness {
    /// A bot holds this from `tick` on; it was `due` to press it then. What
    /// others are not told of, a trigger say, is no change.
    pub fn pressed(&mut self, pilot: PilotId, tick: Tick, held: Controls, due: Instant) {
        let changes = self.changes.entry(pilot).or_default();
        let steering = held.steering();
        let before = changes.back().map_or(Controls::NONE, |last| last.steering);
        if steering == before {
            return;
        }
        if changes.len() == CHANGES_MAX {
            changes.pop_front();
        }
        changes.push_back(Change {
            tick,
            steering,
            due,
        });
    }

    /// Another bot learns `now` that the pilot holds this since `tick`. Says
    /// how long that took, if it is about a change of a bot here.
    pub fn seen(
        &self,
        pilot: PilotId,
        tick: Tick,
        steering: Controls,
        now: Instant,
    ) -> Option<Duration> {
        // An input that comes late holds from a later tick than it said.
        let is_it = |change: &&Change| change.tick <= tick && change.steering == steering;
        let change = self.changes.get(&pilot)?.iter().rev().find(is_it)?;
        Some(now.saturating_duration_since(change.due))
    }

    /// A bot is gone.
    pub fn forget(&mut self, pilot: PilotId) {
        self.changes.remove(&pilot);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: PilotId = (1, 17);
    const MS: Duration = Duration::from_millis(1);

    fn ann_turns(start: Instant) -> Witness {
        let mut witness = Witness::default();
        witness.pressed(ANN, 100, Controls::LEFT, start);
        witness.pressed(ANN, 105, Controls::THRUST, start + 150 * MS);
        witness
    }

    #[test]
    fn a_change_takes_from_when_it_was_due_until_it_is_seen() {
        let start = Instant::now();
        let witness = ann_turns(start);
        let took = witness.seen(ANN, 100, Controls::LEFT, start + 40 * MS);
        assert_eq!(took, Some(40 * MS));
        let took = witness.seen(ANN, 105, Controls::THRUST, start + 190 * MS);
        assert_eq!(took, Some(40 * MS));
    }

    #[test]
    fn a_change_that_the_server_took_late_is_found() {
        let start = Instant::now();
        let took = ann_turns(start).seen(ANN, 107, Controls::THRUST, start + 250 * MS);
        assert_eq!(took, Some(100 * MS));
    }

    #[test]
    fn what_nobody_here_pressed_is_not_timed() {
        let start = Instant::now();
        let witness = ann_turns(start);
        assert_eq!(witness.seen(ANN, 99, Controls::LEFT, start), None);
        assert_eq!(witness.seen(ANN, 105, Controls::BRAKE, start), None);
        assert_eq!(witness.seen((2, 17), 100, Controls::LEFT, start), None);
    }

    #[test]
    fn a_trigger_is_no_change_of_steering() {
        let start = Instant::now();
        let mut witness = ann_turns(start);
        let thrust_and_fire = Controls::THRUST.with(Controls::FIRE);
        witness.pressed(ANN, 107, thrust_and_fire, start + 300 * MS);
        let took = witness.seen(ANN, 107, Controls::THRUST, start + 200 * MS);
        assert_eq!(took, Some(50 * MS), "the change is that of tick 105");
    }

    #[test]
    fn only_the_latest_changes_are_remembered() {
        let start = Instant::now();
        let mut witness = Witness::default();
        for tick in 0..100 {
            let held = [Controls::LEFT, Controls::RIGHT][tick as usize % 2];
            witness.pressed(ANN, tick, held, start);
        }
        assert_eq!(witness.seen(ANN, 50, Controls::LEFT, start), None);
        assert_eq!(
            witness.seen(ANN, 98, Controls::LEFT, start),
            Some(Duration::ZERO)
        );
        assert_eq!(witness.changes[&ANN].len(), CHANGES_MAX);
    }
}
