//! From one bot's fingers to another's screen: who has pressed what and when,
//! so that whoever learns of it can tell how long it took.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use asteroids_shared::{Controls, PlayerId, Tick};

/// How long a change is remembered: nobody learns of it later, or is cut off.
const REMEMBERED: Duration = Duration::from_secs(10);
/// How many changes of one pilot are remembered at the most: twice as many as
/// fingers make in that time. Beyond that the oldest is forgotten.
const CHANGES_MAX: usize = 128;
/// So many pilots apart, two threads do not wait for each other.
const SHARDS: usize = 64;

/// Who flies where: the number of the room, and the player.
pub type PilotId = (u32, PlayerId);

/// What the bots of all threads have pressed lately.
#[derive(Debug)]
pub struct Witness {
    shards: [Mutex<HashMap<PilotId, Changes>>; SHARDS],
}

/// The latest changes of one pilot, oldest first.
#[derive(Debug, Default)]
struct Changes(VecDeque<Change>);

#[derive(Clone, Copy, Debug)]
struct Change {
    tick: Tick,
    steering: Controls,
    due: Instant,
}

impl Default for Witness {
    fn default() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
        }
    }
}

impl Witness {
    /// A bot holds this from `tick` on; it was `due` to press it then. What
    /// others are not told of, a trigger say, is no change.
    pub fn pressed(&self, pilot: PilotId, tick: Tick, held: Controls, due: Instant) {
        let mut shard = self.shard(pilot);
        let changes = shard.entry(pilot).or_default();
        let steering = held.steering();
        let before = changes.0.back();
        if steering != before.map_or(Controls::NONE, |last| last.steering) {
            changes.note(Change {
                tick,
                steering,
                due,
            });
        }
    }

    /// Another bot learns `now` that the pilot holds this since `tick`. Says
    /// how long that took, if it is about a change of one of the bots.
    pub fn seen(
        &self,
        pilot: PilotId,
        tick: Tick,
        steering: Controls,
        now: Instant,
    ) -> Option<Duration> {
        // An input that comes late holds from a later tick than it said.
        let is_it = |change: &&Change| change.tick <= tick && change.steering == steering;
        let shard = self.shard(pilot);
        let change = shard.get(&pilot)?.0.iter().rev().find(is_it)?;
        Some(now.saturating_duration_since(change.due))
    }

    /// A bot is gone.
    pub fn forget(&self, pilot: PilotId) {
        self.shard(pilot).remove(&pilot);
    }

    fn shard(&self, (_, player): PilotId) -> MutexGuard<'_, HashMap<PilotId, Changes>> {
        // What a thread that panicked has left is still true.
        let shard = &self.shards[player as usize % SHARDS];
        shard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Changes {
    fn note(&mut self, change: Change) {
        let is_old = |old: &mut Change| change.due.saturating_duration_since(old.due) > REMEMBERED;
        while self.0.pop_front_if(is_old).is_some() {}
        if self.0.len() == CHANGES_MAX {
            self.0.pop_front();
        }
        self.0.push_back(change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: PilotId = (1, 17);
    const MS: Duration = Duration::from_millis(1);

    fn ann_turns(start: Instant) -> Witness {
        let witness = Witness::default();
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
    fn a_change_is_seen_by_bots_of_other_threads() {
        let start = Instant::now();
        let witness = Witness::default();
        std::thread::scope(|scope| {
            scope.spawn(|| witness.pressed(ANN, 100, Controls::LEFT, start));
        });
        let took = witness.seen(ANN, 100, Controls::LEFT, start + 40 * MS);
        assert_eq!(took, Some(40 * MS));
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
        let witness = ann_turns(start);
        let thrust_and_fire = Controls::THRUST.with(Controls::FIRE);
        witness.pressed(ANN, 107, thrust_and_fire, start + 300 * MS);
        let took = witness.seen(ANN, 107, Controls::THRUST, start + 200 * MS);
        assert_eq!(took, Some(50 * MS), "the change is that of tick 105");
    }

    /// Ann presses another key every so often, one a tick.
    fn ann_fidgets(start: Instant, every: Duration, ticks: Tick) -> Witness {
        let witness = Witness::default();
        for tick in 0..ticks {
            let held = [Controls::LEFT, Controls::RIGHT][tick as usize % 2];
            witness.pressed(ANN, tick, held, start + every * tick);
        }
        witness
    }

    #[test]
    fn changes_of_ten_seconds_are_remembered() {
        let start = Instant::now();
        let witness = ann_fidgets(start, 200 * MS, 100);
        let now = start + 99 * 200 * MS;
        assert_eq!(witness.seen(ANN, 48, Controls::LEFT, now), None);
        let took = witness.seen(ANN, 50, Controls::LEFT, now);
        assert_eq!(took, Some(49 * 200 * MS));
    }

    #[test]
    fn of_too_many_changes_the_oldest_are_forgotten() {
        let start = Instant::now();
        let witness = ann_fidgets(start, MS, 1000);
        let first = 1000 - CHANGES_MAX as Tick;
        assert_eq!(witness.seen(ANN, first - 2, Controls::LEFT, start), None);
        assert!(witness.seen(ANN, first, Controls::LEFT, start).is_some());
    }
}
