//! Which edges of a room there are, as this one hears them speak.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::Attendance;
use crate::room::state::command::EdgeId;

/// An edge that says nothing for so long is gone.
pub const GONE_AFTER: Duration = Duration::from_secs(2);
/// One that says nothing for so long may be gone.
pub const SILENT_AFTER: Duration = Duration::from_millis(600);
/// An edge that has spoken within this is there, as far as anybody knows.
const PRESENT_WITHIN: Duration = Duration::from_secs(1);

/// Which edges there are.
#[derive(Debug, Default)]
pub struct Roster {
    edges: BTreeMap<EdgeId, Voice>,
}

/// What is known of an edge.
#[derive(Clone, Copy, Debug)]
struct Voice {
    spoke_at: Instant,
    attendance: Attendance,
    /// The log says that it is gone, or is about to. It may still speak again.
    gone: bool,
    /// Its last proposal that is taken in, in this epoch.
    taken: u32,
    /// Its last proposal of which a line says that it is heard.
    written: u32,
}

impl Voice {
    fn new(now: Instant) -> Self {
        Self {
            spoke_at: now,
            attendance: Attendance::default(),
            gone: false,
            taken: 0,
            written: 0,
        }
    }
}

impl Roster {
    /// An edge speaks.
    pub fn hear(&mut self, edge: EdgeId, attendance: Attendance, now: Instant) {
        let voice = self.edges.entry(edge).or_insert(Voice::new(now));
        (voice.spoke_at, voice.attendance, voice.gone) = (now, attendance, false);
    }

    /// Whether a proposal of this number is the next of an edge: then it counts as taken in.
    pub fn take(&mut self, edge: EdgeId, number: u32) -> bool {
        let voice = self.edges.get_mut(&edge);
        let Some(voice) = voice.filter(|it| it.taken + 1 == number) else {
            return false;
        };
        voice.taken = number;
        true
    }

    /// Another epoch begins, led from here: nothing is taken in yet. These are the edges
    /// by which pilots fly; each has time to speak.
    pub fn begin(&mut self, edges: impl Iterator<Item = EdgeId>, now: Instant) {
        self.edges.retain(|_, voice| !voice.gone);
        for edge in edges {
            self.edges.entry(edge).or_insert(Voice::new(now));
        }
        for voice in self.edges.values_mut() {
            (voice.spoke_at, voice.taken, voice.written) = (now, 0, 0);
        }
    }

    /// Up to which proposal of each edge all is taken in, where no line says so yet.
    pub fn newly_taken(&mut self) -> Vec<(EdgeId, u32)> {
        let mut newly = Vec::new();
        for (&edge, voice) in &mut self.edges {
            if voice.taken > voice.written {
                newly.push((edge, voice.taken));
                voice.written = voice.taken;
            }
        }
        newly
    }

    /// The edges that are gone since this was asked last.
    pub fn newly_gone(&mut self, now: Instant) -> Vec<EdgeId> {
        let mut gone = Vec::new();
        for (&edge, voice) in &mut self.edges {
            if !voice.gone && now >= voice.spoke_at + GONE_AFTER {
                voice.gone = true;
                gone.push(edge);
            }
        }
        gone
    }

    /// The edges that are silent and not known to be, and those that are known to be silent
    /// and speak.
    pub fn changes(&self, known: &BTreeSet<EdgeId>, now: Instant) -> (Vec<EdgeId>, Vec<EdgeId>) {
        let is_silent = |voice: &Voice| now >= voice.spoke_at + SILENT_AFTER;
        let there = self.edges.iter().filter(|(_, voice)| !voice.gone);
        let (silent, speaking): (Vec<_>, Vec<_>) = there.partition(|(_, it)| is_silent(it));
        let silent = silent.into_iter().map(|(edge, _)| *edge);
        let speaking = speaking.into_iter().map(|(edge, _)| *edge);
        (
            silent.filter(|edge| !known.contains(edge)).collect(),
            speaking.filter(|edge| known.contains(edge)).collect(),
        )
    }

    /// Whether anybody is connected to an edge that is there.
    pub fn has_clients(&self) -> bool {
        let mut voices = self.edges.values();
        voices.any(|voice| voice.attendance.has_clients && !voice.gone)
    }

    /// How many watch by other edges than this one.
    pub fn spectators_besides(&self, edge: EdgeId, now: Instant) -> u32 {
        let is_there = |voice: &Voice| now < voice.spoke_at + GONE_AFTER;
        let others = { self.edges.iter() }.filter(|(other, _)| **other != edge);
        let there = others.filter(|(_, voice)| is_there(voice));
        there.map(|(_, voice)| voice.attendance.spectators).sum()
    }

    /// The lowest of the edges that are there, without this one.
    pub fn lowest_besides(&self, edge: EdgeId, now: Instant) -> Option<EdgeId> {
        let is_there = |voice: &Voice| now < voice.spoke_at + PRESENT_WITHIN;
        let mut others = self.edges.iter();
        let lowest = others.find(|(other, voice)| **other != edge && is_there(voice));
        lowest.map(|(&other, _)| other)
    }

    /// Nobody could be heard for a while: each edge has time to speak.
    pub fn wait_for_all(&mut self, now: Instant) {
        for voice in self.edges.values_mut() {
            voice.spoke_at = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Attendance = Attendance {
        has_clients: true,
        spectators: 3,
    };

    #[test]
    fn proposals_are_taken_in_one_after_the_other_and_once() {
        let (mut roster, now) = (Roster::default(), Instant::now());
        roster.hear(7, HERE, now);
        let taken = [2, 1, 1, 3, 2].map(|number| roster.take(7, number));
        assert_eq!(taken, [false, true, false, false, true]);
        assert_eq!(roster.newly_taken(), [(7, 2)]);
        assert!(roster.newly_taken().is_empty(), "a line has said so");
    }

    #[test]
    fn an_edge_that_is_silent_is_gone_once_and_may_come_again() {
        let (mut roster, now) = (Roster::default(), Instant::now());
        roster.hear(7, HERE, now);
        assert!(roster.newly_gone(now).is_empty());
        let later = now + GONE_AFTER;
        assert_eq!(roster.newly_gone(later), [7]);
        assert!(roster.newly_gone(later).is_empty() && !roster.has_clients());
        roster.hear(7, HERE, later);
        assert!(roster.has_clients());
        assert_eq!(roster.newly_gone(later + GONE_AFTER), [7]);
    }

    #[test]
    fn who_watches_counts_while_its_edge_speaks() {
        let (mut roster, now) = (Roster::default(), Instant::now());
        roster.hear(7, HERE, now);
        roster.hear(8, HERE, now);
        assert_eq!(roster.spectators_besides(7, now), 3);
        assert_eq!(roster.spectators_besides(9, now), 6);
        assert_eq!(roster.spectators_besides(9, now + GONE_AFTER), 0);
    }

    #[test]
    fn an_edge_that_may_be_gone_is_told_of_once_until_it_speaks() {
        let (mut roster, now) = (Roster::default(), Instant::now());
        roster.hear(7, HERE, now);
        let (nobody, known) = (BTreeSet::new(), BTreeSet::from([7]));
        let none = (Vec::new(), Vec::new());
        assert_eq!(roster.changes(&nobody, now), none);
        let later = now + SILENT_AFTER;
        assert_eq!(roster.changes(&nobody, later), (vec![7], vec![]));
        assert_eq!(roster.changes(&known, later), none);
        roster.hear(7, HERE, later);
        assert_eq!(roster.changes(&known, later), (vec![], vec![7]));
        roster.newly_gone(later + GONE_AFTER);
        assert_eq!(
            roster.changes(&nobody, later + GONE_AFTER),
            none,
            "it is gone"
        );
    }

    #[test]
    fn whose_pilots_fly_has_time_to_speak_to_a_new_leader() {
        let (mut roster, now) = (Roster::default(), Instant::now());
        roster.begin([7].into_iter(), now);
        assert!(roster.newly_gone(now + GONE_AFTER / 2).is_empty());
        assert_eq!(roster.newly_gone(now + GONE_AFTER), [7]);
    }
}
