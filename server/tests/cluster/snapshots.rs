//! The snapshots of a room, which may get lost.

use std::collections::BTreeMap;

use asteroids_server::room::member::{Body, Line, Snapshot, may_begin_before};
use asteroids_server::room::{RoomRecord, State};

/// Which snapshots are not kept.
#[derive(Clone, Copy, Debug, Default)]
pub enum Loses {
    #[default]
    None,
    All,
    /// Those of a room that was handed over.
    OfHandOvers,
}

/// The snapshots of a room.
#[derive(Default)]
pub struct Snapshots {
    kept: BTreeMap<u64, Vec<u8>>,
    pub loses: Loses,
}

impl Snapshots {
    /// Keeps one that was taken after this line. Says whether it is kept.
    pub fn keep(&mut self, Snapshot { sequence, record }: Snapshot, line: &Line) -> bool {
        let is_kept = match self.loses {
            Loses::None => true,
            Loses::All => false,
            Loses::OfHandOvers => !matches!(line.body, Body::HandOver),
        };
        if is_kept {
            self.kept.insert(sequence, record);
        }
        is_kept
    }

    /// After which line there is the newest one.
    pub fn newest(&self) -> Option<u64> {
        Some(*self.kept.last_key_value()?.0)
    }

    /// The newest one that leads on, in a stream with these lines.
    pub fn read(&self, line: impl Fn(u64) -> Option<Line>) -> Option<(u64, State)> {
        let mut newest_first = self.kept.iter().rev();
        let leads_on = |(sequence, _): &(&u64, _)| may_begin_before(line(*sequence + 1).as_ref());
        let (&sequence, record) = newest_first.find(leads_on)?;
        let record: RoomRecord = rmp_serde::from_slice(record).expect("it is whole");
        Some((sequence, State::from(record)))
    }
}
