//! What an edge does that begins and panics of a line.
//!
//! A line that a room panics of would have every edge panic for ever. The stream decides
//! what becomes of it: an edge that has panicked of it twice, each time from a snapshot
//! on, appends a line right after it, by which it counts as empty. If another line is there already,
//! its writer has taken in the one before without a panic, and that one stays. So
//! whichever of the two it is, it is the same for all.

use super::line::{Body, Line};
use crate::room::state::command::EdgeId;

/// What an edge that begins has met.
#[derive(Debug, Default)]
pub struct Poison {
    /// The line that it has panicked of, and how often.
    met: Option<(u64, u32)>,
}

/// What is to be done.
#[derive(Debug, PartialEq)]
pub enum Remedy {
    /// To begin again, from a snapshot.
    Again,
    /// To append this line after the one that it panics of, and to begin again.
    Skip(Line),
    /// To end: others do not panic of it. There will be a snapshot after it.
    End,
}

impl Poison {
    /// This edge panics of this line, of this version and epoch.
    pub fn meet(&mut self, sequence: u64, version: u32, epoch: u32, edge: EdgeId) -> Remedy {
        let times = match self.met {
            Some((met, times)) if met == sequence => times + 1,
            Some(_) | None => 1,
        };
        self.met = Some((sequence, times));
        match times {
            1 => Remedy::Again,
            2 => Remedy::Skip(Line {
                version,
                epoch,
                edge,
                body: Body::Skip,
            }),
            _ => Remedy::End,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_skipped_after_two_panics_and_once() {
        let mut poison = Poison::default();
        let mut meet = |sequence| poison.meet(sequence, 1, 3, 7);
        assert_eq!(meet(10), Remedy::Again);
        assert_eq!(meet(12), Remedy::Again, "another one");
        assert!(matches!(meet(12), Remedy::Skip(line) if line.epoch == 3 && line.edge == 7));
        assert_eq!(meet(12), Remedy::End);
    }
}
