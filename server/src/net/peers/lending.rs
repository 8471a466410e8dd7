//! Films and clips that other edges have.
//!
//! An edge asks all others. Each gives what it has, or says that it does not have it: it makes
//! films of what it has followed itself. What is large comes in parts.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::content::Content;
use super::{Peers, Word};
use crate::clips::{CLIP_BYTES_MAX, ClipId};
use crate::films::{FilmId, NoFilm};
use crate::net::Edge;
use crate::net::http::films;
use crate::room::EdgeId;

/// How long others have: a film may have to be made first.
const LENT_WITHIN: Duration = Duration::from_secs(4);
/// Whoever asks so much later for what is still waited for has it asked for again: words
/// may be lost.
const ASKED_AGAIN_AFTER: Duration = Duration::from_secs(1);
/// How many things are asked for at once at the most, and how many are lent.
const LOANS_MAX: usize = 8;
/// How much of something is in one word: a message of NATS takes a megabyte.
const PART_BYTES: usize = 512 << 10;

/// What an edge may ask others for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Wanted {
    /// A film.
    Film(FilmId),
    /// A clip that somebody has shared.
    Clip(ClipId),
}

/// A part of what was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The edge that has it.
    pub by: EdgeId,
    /// The edge that has asked.
    pub to: EdgeId,
    /// What was asked for.
    pub wanted: Wanted,
    /// How many bytes of it there are in all.
    pub bytes: usize,
    /// How many of them have come before.
    pub from: usize,
    /// The next ones.
    pub content: Content,
}

/// Why nothing was lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::net) enum NotLent {
    /// No other edge has it.
    Nowhere,
    /// Too much is asked for just now, or another edge has not answered yet.
    Late,
}

/// What was asked of others.
#[derive(Debug, Default)]
pub struct Loans(Mutex<HashMap<Wanted, Loan>>);

#[derive(Debug)]
struct Loan {
    asked_at: Instant,
    waiting: Vec<oneshot::Sender<Bytes>>,
    /// Which edges do not have it.
    lacking: BTreeSet<EdgeId>,
    /// What has come of it, and from which edge: the first one that gives some.
    coming: Option<(EdgeId, Vec<u8>)>,
}

impl Loan {
    fn new(asked_at: Instant) -> Self {
        Self {
            asked_at,
            waiting: Vec::new(),
            lacking: BTreeSet::new(),
            coming: None,
        }
    }
}

impl Loans {
    /// Waits for something; `None` if too much is waited for already. Says too whether it
    /// is to be asked for.
    fn wait_for(&self, wanted: Wanted, now: Instant) -> Option<(oneshot::Receiver<Bytes>, bool)> {
        let mut loans = self.loans();
        loans.retain(|_, loan| {
            loan.waiting.retain(|asker| !asker.is_closed());
            !loan.waiting.is_empty()
        });
        let is_new = !loans.contains_key(&wanted);
        if is_new && loans.len() >= LOANS_MAX {
            return None;
        }
        let (asker, coming) = oneshot::channel();
        let loan = loans.entry(wanted).or_insert_with(|| Loan::new(now));
        loan.waiting.push(asker);
        let asks = is_new || now >= loan.asked_at + ASKED_AGAIN_AFTER;
        if asks {
            (loan.asked_at, loan.coming) = (now, None);
        }
        Some((coming, asks))
    }

    /// An edge does not have it. Once that is true of all others, nobody waits any more.
    pub fn lack(&self, wanted: Wanted, by: EdgeId, others: &BTreeSet<EdgeId>) {
        let mut loans = self.loans();
        let Some(loan) = loans.get_mut(&wanted).filter(|_| others.contains(&by)) else {
            return;
        };
        loan.lacking.insert(by);
        if loan.lacking.is_superset(others) {
            loans.remove(&wanted);
        }
    }

    /// A part has come.
    pub fn take(&self, part: Part) {
        let mut loans = self.loans();
        let Some(loan) = loans.get_mut(&part.wanted) else {
            return;
        };
        // What another one gives too would take memory once more.
        let (by, so_far) = loan.coming.get_or_insert((part.by, Vec::new()));
        let is_next = *by == part.by && so_far.len() == part.from;
        if !is_next || part.from + part.content.0.len() > part.bytes.min(CLIP_BYTES_MAX) {
            return;
        }
        so_far.extend(part.content.0);
        if so_far.len() < part.bytes {
            return;
        }
        let whole = Bytes::from(std::mem::take(so_far));
        for asker in loans
            .remove(&part.wanted)
            .into_iter()
            .flat_map(|it| it.waiting)
        {
            // It may have gone.
            let _ = asker.send(whole.clone());
        }
    }

    fn loans(&self) -> MutexGuard<'_, HashMap<Wanted, Loan>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Edge {
    /// Something of another edge.
    pub(in crate::net) async fn borrow(&self, wanted: Wanted) -> Result<Bytes, NotLent> {
        let now = Instant::now();
        if self.others.edges(now).is_empty() {
            return Err(NotLent::Nowhere);
        }
        let (coming, asks) = self.loans.wait_for(wanted, now).ok_or(NotLent::Late)?;
        if asks {
            let by = self.number;
            self.tell_others(&Word::Wanted { by, wanted });
        }
        let lent = timeout(LENT_WITHIN, coming).await;
        lent.map_err(|_| NotLent::Late)?
            .map_err(|_| NotLent::Nowhere)
    }

    /// Gives another edge what it asks for, or says that it is not here. An edge that has no
    /// time for it says nothing.
    pub(super) async fn lend(self: Arc<Self>, to: EdgeId, wanted: Wanted) {
        let Some(_lending) = self.lending.enter(()) else {
            return;
        };
        let content = match self.own(wanted).await {
            Ok(content) => content,
            Err(NotLent::Nowhere) => {
                let by = self.number;
                return self.tell_others(&Word::Lacking { by, to, wanted });
            }
            Err(NotLent::Late) => return,
        };
        let Some(peers) = &self.peers else { return };
        // Later nobody waits for it any more.
        let lent = timeout(
            LENT_WITHIN,
            peers.lend_all(self.number, to, wanted, &content),
        );
        if lent.await.is_err() {
            tracing::debug!("no time to lend something to another edge");
        }
    }

    async fn own(&self, wanted: Wanted) -> Result<Bytes, NotLent> {
        match wanted {
            Wanted::Film(film) if films::is_kept(self, film) => match self.films.made(film).await {
                Some(content) => Ok(content),
                None => self.films.make(film).await.map_err(|why| match why {
                    NoFilm::Off | NoFilm::NotKept => NotLent::Nowhere,
                    NoFilm::Busy => NotLent::Late,
                }),
            },
            Wanted::Film(_) => Err(NotLent::Nowhere),
            Wanted::Clip(id) => {
                let clips = self.clips.clone();
                let read = spawn_blocking(move || clips.read(id)).await;
                read.map_err(|_| NotLent::Late)?.ok_or(NotLent::Nowhere)
            }
        }
    }
}

impl Peers {
    /// Gives another edge something, part by part.
    async fn lend_all(&self, by: EdgeId, to: EdgeId, wanted: Wanted, content: &[u8]) {
        for (number, part) in content.chunks(PART_BYTES).enumerate() {
            let part = Part {
                by,
                to,
                wanted,
                bytes: content.len(),
                from: number * PART_BYTES,
                content: Content(part.to_vec()),
            };
            self.lend(&part).await;
        }
    }
}

/// So many are lent at once.
pub(in crate::net) const LENT_MAX: usize = LOANS_MAX;

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot::error::TryRecvError;

    use super::*;
    use crate::log::LogId;
    use crate::net::peers::{PARTS_MAX, Peering, peering};

    const WANTED: Wanted = Wanted::Film(FilmId {
        room: 1,
        world: LogId(7),
        from: 320,
    });

    fn part(by: EdgeId, from: usize, content: &[u8]) -> Part {
        Part {
            by,
            to: 1,
            wanted: WANTED,
            bytes: 6,
            from,
            content: Content(content.to_vec()),
        }
    }

    #[test]
    fn of_two_that_lend_the_same_the_first_counts_and_parts_are_put_together() {
        let (loans, now) = (Loans::default(), Instant::now());
        let [(mut coming, asks), (mut other, asks_too)] =
            [(); 2].map(|()| loans.wait_for(WANTED, now).expect("there is room"));
        assert_eq!((asks, asks_too), (true, false));
        for part in [
            part(2, 0, b"one"),
            part(3, 3, b"too"),
            part(3, 0, b"two"),
            part(2, 3, b"end"),
            part(3, 3, b"too"),
        ] {
            loans.take(part);
        }
        for coming in [&mut coming, &mut other] {
            assert_eq!(coming.try_recv().expect("it is there"), "oneend");
        }
    }

    #[tokio::test]
    async fn what_is_lent_waits_for_its_turn_and_holds_up_no_word() {
        let (Peering { peers, .. }, mut carrier) = peering(None, Vec::new());
        let content: Vec<u8> = (0..CLIP_BYTES_MAX).map(|byte| (byte % 251) as u8).collect();
        let lending = peers.lend_all(2, 1, WANTED, &content);
        let taking = async {
            let loans = Loans::default();
            let waiting = loans.wait_for(WANTED, Instant::now());
            let (mut coming, _) = waiting.expect("there is room");
            // The other side has done what it can.
            tokio::task::yield_now().await;
            assert_eq!(carrier.lent.len(), PARTS_MAX, "the others wait");
            peers.tell(&Word::Bans);
            assert!(carrier.told.try_recv().is_ok(), "a word does not");
            let lent = loop {
                match coming.try_recv() {
                    Ok(lent) => break lent,
                    Err(TryRecvError::Closed) => panic!("it is given up"),
                    Err(TryRecvError::Empty) => {}
                }
                let parcel = carrier.lent.recv().await.expect("there are more");
                assert!(parcel.to == 1 && parcel.bytes.len() <= PART_BYTES + 256);
                loans.take(rmp_serde::from_slice(&parcel.bytes).expect("a part"));
            };
            assert!(lent == content);
        };
        tokio::join!(lending, taking);
    }

    #[test]
    fn what_got_lost_on_its_way_is_asked_for_again_and_comes_anew() {
        let (loans, now) = (Loans::default(), Instant::now());
        let (mut coming, _) = loans.wait_for(WANTED, now).expect("there is room");
        loans.take(part(2, 0, b"one"));
        let (mut other, asks) = { loans.wait_for(WANTED, now + ASKED_AGAIN_AFTER) }.expect("too");
        assert!(asks);
        let (_third, asks) = { loans.wait_for(WANTED, now + ASKED_AGAIN_AFTER) }.expect("too");
        assert!(!asks, "it was asked for just now");
        for part in [part(2, 0, b"one"), part(2, 3, b"end")] {
            loans.take(part);
        }
        for coming in [&mut coming, &mut other] {
            assert_eq!(coming.try_recv().expect("it is there"), "oneend");
        }
    }

    #[test]
    fn nobody_waits_any_more_for_what_no_edge_has() {
        let (loans, others) = (Loans::default(), BTreeSet::from([2, 3]));
        let waiting = loans.wait_for(WANTED, Instant::now());
        let (mut coming, _) = waiting.expect("there is room");
        for by in [2, 2, 4] {
            loans.lack(WANTED, by, &others);
            assert_eq!(coming.try_recv(), Err(TryRecvError::Empty));
        }
        loans.lack(WANTED, 3, &others);
        assert_eq!(coming.try_recv(), Err(TryRecvError::Closed));
    }

    #[test]
    fn only_so_much_is_asked_for_and_who_goes_leaves_its_place() {
        let (loans, now) = (Loans::default(), Instant::now());
        let film = |from| {
            Wanted::Film(FilmId {
                room: 1,
                world: LogId(7),
                from,
            })
        };
        let coming: Vec<_> = { 0.. }
            .map_while(|from| loans.wait_for(film(from), now))
            .collect();
        assert_eq!(coming.len(), LOANS_MAX);
        drop(coming);
        assert!(loans.wait_for(film(100), now).is_some());
    }
}
