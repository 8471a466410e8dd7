//! What this edge asks of the one that closes ticks, until the stream says that it was
//! heard.
//!
//! Proposals travel by messages that may be lost. They are numbered, taken in one after
//! the other, and told again until they are heard; each counts once. With a new epoch
//! numbers begin anew: what was heard before is in the stream, all else is asked again,
//! and inputs that wait for their tick as well.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::Attendance;
use crate::room::state::command::{ClientId, EdgeId};
use crate::room::wishes::{Input, Wish, Wishes};

/// How many wishes are in one proposal at the most, so that it fits a message.
const WISHES_MAX: usize = 1_024;
/// How many wishes wait to be heard at the most. Beyond that clients are not heard.
const UNHEARD_MAX: usize = 16_384;
/// How many proposals are told again at once at the most.
const AGAIN_MAX: usize = 32;
/// What was not heard for so long is told again.
const AGAIN_AFTER: Duration = Duration::from_millis(120);
/// How many inputs of a connection are kept at the most: no more wait for their tick.
const INPUTS_MAX: usize = 64;

/// What an edge asks, or a sign of life if it asks nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The version of the world that its edge steps.
    pub version: u32,
    /// The epoch that it is numbered in.
    pub epoch: u32,
    /// The edge.
    pub edge: EdgeId,
    /// From 1 in each epoch; 0 for a sign of life.
    pub number: u32,
    /// Who is connected to it.
    pub attendance: Attendance,
    /// What is asked, in its order.
    pub wishes: Vec<Wish>,
}

/// What this edge asks.
#[derive(Debug)]
pub struct Proposals {
    version: u32,
    edge: EdgeId,
    epoch: u32,
    numbered: u32,
    unheard: VecDeque<Proposal>,
    /// Inputs that the stream has not yet, the oldest first.
    untaken: BTreeMap<ClientId, VecDeque<Input>>,
    /// When this edge has spoken last.
    told_at: Instant,
    /// Since when what was asked first waits to be heard.
    waits_since: Option<Instant>,
    /// When it is told again.
    again_at: Instant,
}

impl Proposals {
    /// Of an edge that has asked nothing yet.
    pub fn new(version: u32, edge: EdgeId, epoch: u32, now: Instant) -> Self {
        Self {
            version,
            edge,
            epoch,
            numbered: 0,
            unheard: VecDeque::new(),
            untaken: BTreeMap::new(),
            told_at: now,
            waits_since: None,
            again_at: now,
        }
    }

    /// Asks this. Gives the proposals to be told.
    pub fn ask(
        &mut self,
        mut wishes: Wishes,
        attendance: Attendance,
        now: Instant,
    ) -> Vec<Proposal> {
        let wishes: Vec<_> = wishes.drain().collect();
        for wish in &wishes {
            self.note(wish);
        }
        self.propose(wishes, attendance, now)
    }

    fn note(&mut self, wish: &Wish) {
        match wish {
            Wish::Hold { client, input } => {
                let inputs = self.untaken.entry(*client).or_default();
                if inputs.len() == INPUTS_MAX {
                    inputs.pop_front();
                }
                inputs.push_back(*input);
            }
            Wish::Forget { client } => {
                self.untaken.remove(client);
            }
            Wish::Do(_) | Wish::Respawn { .. } | Wish::Choose { .. } => {}
        }
    }

    fn propose(
        &mut self,
        wishes: Vec<Wish>,
        attendance: Attendance,
        now: Instant,
    ) -> Vec<Proposal> {
        let mut told = Vec::new();
        for wishes in wishes.chunks(WISHES_MAX) {
            self.numbered += 1;
            let proposal = Proposal {
                version: self.version,
                epoch: self.epoch,
                edge: self.edge,
                number: self.numbered,
                attendance,
                wishes: wishes.to_vec(),
            };
            told.push(proposal.clone());
            self.unheard.push_back(proposal);
        }
        if !told.is_empty() {
            self.told_at = now;
            if self.waits_since.is_none() {
                self.waits_since = Some(now);
                self.again_at = now + AGAIN_AFTER;
            }
        }
        told
    }

    /// A sign of life.
    pub fn beat(&mut self, attendance: Attendance, now: Instant) -> Proposal {
        self.told_at = now;
        Proposal {
            version: self.version,
            epoch: self.epoch,
            edge: self.edge,
            number: 0,
            attendance,
            wishes: Vec::new(),
        }
    }

    /// What is to be told again by now.
    pub fn again(&mut self, now: Instant) -> Vec<Proposal> {
        if self.waits_since.is_none() || now < self.again_at {
            return Vec::new();
        }
        (self.told_at, self.again_at) = (now, now + AGAIN_AFTER);
        self.unheard.iter().take(AGAIN_MAX).cloned().collect()
    }

    /// The stream has heard this edge up to there, in this epoch.
    pub fn heard(&mut self, number: u32, now: Instant) {
        while self.unheard.front().is_some_and(|it| it.number <= number) {
            self.unheard.pop_front();
            self.again_at = now + AGAIN_AFTER;
        }
        self.waits_since = (!self.unheard.is_empty()).then_some(now);
    }

    /// The stream has these inputs.
    pub fn taken(&mut self, taken: &[(ClientId, u32)]) {
        for (client, seq) in taken {
            if let Some(inputs) = self.untaken.get_mut(client) {
                inputs.retain(|input| input.seq > *seq);
                if inputs.is_empty() {
                    self.untaken.remove(client);
                }
            }
        }
    }

    /// Another epoch begins. Gives all that the stream has not, to be told.
    pub fn begin(&mut self, epoch: u32, attendance: Attendance, now: Instant) -> Vec<Proposal> {
        let unheard = std::mem::take(&mut self.unheard).into_iter();
        let is_hold = |wish: &Wish| matches!(wish, Wish::Hold { .. });
        let mut wishes: Vec<_> = { unheard }
            .flat_map(|it| it.wishes)
            .filter(|wish| !is_hold(wish))
            .collect();
        for (&client, inputs) in &self.untaken {
            wishes.extend(inputs.iter().map(|&input| Wish::Hold { client, input }));
        }
        (self.epoch, self.numbered, self.waits_since) = (epoch, 0, None);
        self.propose(wishes, attendance, now)
    }

    /// The epoch that it asks in.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// When something is to be told again, if nothing is heard of it before.
    pub fn again_at(&self) -> Option<Instant> {
        self.waits_since.map(|_| self.again_at)
    }

    /// Whether clients may be heard.
    pub fn have_room(&self) -> bool {
        let unheard: usize = self.unheard.iter().map(|it| it.wishes.len()).sum();
        unheard < UNHEARD_MAX
    }

    /// Since when something waits to be heard.
    pub fn wait_since(&self) -> Option<Instant> {
        self.waits_since
    }

    /// When this edge has spoken last.
    pub fn told_at(&self) -> Instant {
        self.told_at
    }
}

#[cfg(test)]
mod tests {
    use asteroids_shared::Controls;

    use super::*;
    use crate::room::state::command::Command;

    const CLIENT: ClientId = 7 << 32 | 1;
    const HERE: Attendance = Attendance {
        has_clients: true,
        spectators: 0,
    };

    fn hold(seq: u32) -> Wish {
        let (tick, controls) = (10 + seq, Controls::THRUST);
        Wish::Hold {
            client: CLIENT,
            input: Input {
                seq,
                tick,
                controls,
            },
        }
    }

    fn leave() -> Wish {
        Wish::Do(Command::Leave { client: CLIENT })
    }

    fn asked(proposals: &[Proposal]) -> Vec<(u32, Vec<Wish>)> {
        let asked = proposals.iter();
        asked.map(|it| (it.number, it.wishes.clone())).collect()
    }

    #[test]
    fn what_is_not_heard_is_told_again() {
        let now = Instant::now();
        let mut proposals = Proposals::new(1, 7, 1, now);
        proposals.ask(vec![hold(1)].into(), HERE, now);
        proposals.ask(vec![leave()].into(), HERE, now);
        assert!(proposals.again(now).is_empty(), "not at once");
        proposals.heard(1, now);
        let again = proposals.again(now + AGAIN_AFTER);
        assert_eq!(asked(&again), [(2, vec![leave()])]);
        proposals.heard(2, now);
        assert!(proposals.again(now + 2 * AGAIN_AFTER).is_empty());
    }

    #[test]
    fn a_new_epoch_hears_what_the_stream_has_not_and_nothing_twice() {
        let now = Instant::now();
        let mut proposals = Proposals::new(1, 7, 1, now);
        proposals.ask(vec![hold(1), hold(2), hold(3)].into(), HERE, now);
        proposals.heard(1, now);
        proposals.ask(vec![leave(), hold(4)].into(), HERE, now);
        proposals.taken(&[(CLIENT, 1)]);
        let told = proposals.begin(2, HERE, now);
        let rest = vec![leave(), hold(2), hold(3), hold(4)];
        assert_eq!(asked(&told), [(1, rest)]);
    }

    #[test]
    fn nothing_is_told_of_a_connection_that_is_gone() {
        let now = Instant::now();
        let mut proposals = Proposals::new(1, 7, 1, now);
        proposals.ask(vec![hold(1)].into(), HERE, now);
        proposals.ask(vec![Wish::Forget { client: CLIENT }].into(), HERE, now);
        proposals.heard(2, now);
        assert!(proposals.begin(2, HERE, now).is_empty());
    }

    #[test]
    fn many_wishes_are_many_proposals() {
        let now = Instant::now();
        let mut proposals = Proposals::new(1, 7, 1, now);
        let wishes: Vec<_> = (0..UNHEARD_MAX).map(|_| leave()).collect();
        let told = proposals.ask(wishes.into(), HERE, now);
        assert!(told.iter().all(|it| it.wishes.len() <= WISHES_MAX));
        assert!(!proposals.have_room(), "and then clients wait");
    }
}
