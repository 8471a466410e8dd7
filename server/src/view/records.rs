//! Records that many clients get at one tick, encoded once.

use asteroids_shared::Tick;
use asteroids_shared::protocol::codec::Flat;

/// What follows the ids of records that were told at this tick, one after the
/// other.
#[derive(Clone, Debug, Default)]
pub struct Records {
    tick: Tick,
    bytes: Vec<u8>,
}

/// Where among the records of its tick one lies.
#[derive(Clone, Copy, Debug)]
pub struct Recorded {
    tick: Tick,
    start: u32,
    end: u32,
}

impl Recorded {
    /// Nowhere yet.
    pub const NEVER: Self = Self {
        tick: Tick::MAX,
        start: 0,
        end: 0,
    };
}

impl Records {
    /// The records of another tick follow.
    pub fn begin(&mut self, tick: Tick) {
        self.tick = tick;
        self.bytes.clear();
    }

    /// The tick of these records.
    pub fn tick(&self) -> Tick {
        self.tick
    }

    /// The record that lies there; `record` is asked if there is none at this tick.
    pub fn at<R: Flat>(&mut self, place: &mut Recorded, record: impl FnOnce() -> R) -> &[u8] {
        if place.tick != self.tick {
            let start = self.bytes.len();
            write(&mut self.bytes, &record());
            *place = Recorded {
                tick: self.tick,
                start: start as u32,
                end: self.bytes.len() as u32,
            };
        }
        &self.bytes[place.start as usize..place.end as usize]
    }
}

/// Appends what follows the record's id.
pub fn write(out: &mut Vec<u8>, record: &impl Flat) {
    let Ok(()) = record.put_rest(out);
}

#[cfg(test)]
mod tests {
    use asteroids_shared::protocol::{Reason, Vanished};

    use super::*;

    fn gone(entity: u32) -> Vanished {
        Vanished {
            entity,
            reason: Reason::Gone,
        }
    }

    #[test]
    fn a_record_is_made_once_a_tick() {
        let mut records = Records::default();
        let (mut one, mut other) = (Recorded::NEVER, Recorded::NEVER);
        let mut made = 0;
        for tick in 1..=2 {
            records.begin(tick);
            for _ in 0..3 {
                let mut make = |entity| {
                    made += 1;
                    gone(entity)
                };
                assert_eq!(records.at(&mut one, || make(1)), [Reason::Gone as u8]);
                assert_eq!(records.at(&mut other, || make(2)), [Reason::Gone as u8]);
            }
        }
        assert_eq!(made, 4);
    }
}
