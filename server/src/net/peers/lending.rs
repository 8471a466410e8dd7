//! Films and clips that other edges have.
//!
//! An edge asks all others, and those answer that have it: each makes films of what it has
//! followed itself. What is large comes in parts.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::Word;
use super::content::Content;
use crate::clips::{CLIP_BYTES_MAX, ClipId};
use crate::films::FilmId;
use crate::net::Edge;
use crate::net::http::films;
use crate::room::EdgeId;

/// How long others have: a film may have to be made first.
const LENT_WITHIN: Duration = Duration::from_secs(4);
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

/// What was asked of others.
#[derive(Debug, Default)]
pub struct Loans(Mutex<HashMap<Wanted, Loan>>);

#[derive(Debug, Default)]
struct Loan {
    waiting: Vec<oneshot::Sender<Bytes>>,
    /// What has come, by whose it is.
    coming: BTreeMap<EdgeId, Vec<u8>>,
}

impl Loans {
    /// Waits for something; `None` if too much is waited for already. Says too whether it
    /// is to be asked for.
    fn wait_for(&self, wanted: Wanted) -> Option<(oneshot::Receiver<Bytes>, bool)> {
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
        loans.entry(wanted).or_default().waiting.push(asker);
        Some((coming, is_new))
    }

    /// A part has come.
    pub fn take(&self, part: Part) {
        let mut loans = self.loans();
        let Some(loan) = loans.get_mut(&part.wanted) else {
            return;
        };
        let so_far = loan.coming.entry(part.by).or_default();
        if so_far.len() != part.from || part.bytes > CLIP_BYTES_MAX {
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
    /// Something of another edge, if one has it.
    pub(in crate::net) async fn borrow(&self, wanted: Wanted) -> Option<Bytes> {
        self.peers.as_ref()?;
        let (coming, is_new) = self.loans.wait_for(wanted)?;
        if is_new {
            let by = self.number;
            self.tell_others(&Word::Wanted { by, wanted });
        }
        timeout(LENT_WITHIN, coming).await.ok()?.ok()
    }

    /// Gives another edge what it asks for, if it is here.
    pub(super) async fn lend(self: Arc<Self>, to: EdgeId, wanted: Wanted) {
        let Some(_lending) = self.lending.enter(()) else {
            return;
        };
        let Some(content) = self.own(wanted).await else {
            return;
        };
        let parts = content.chunks(PART_BYTES).enumerate();
        for (number, part) in parts {
            self.tell_others(&Word::Lent(Part {
                by: self.number,
                to,
                wanted,
                bytes: content.len(),
                from: number * PART_BYTES,
                content: Content(part.to_vec()),
            }));
        }
    }

    async fn own(&self, wanted: Wanted) -> Option<Bytes> {
        match wanted {
            Wanted::Film(film) if films::is_kept(self, film) => match self.films.made(film).await {
                Some(content) => Some(content),
                None => self.films.make(film).await.ok(),
            },
            Wanted::Film(_) => None,
            Wanted::Clip(id) => {
                let clips = self.clips.clone();
                let read = spawn_blocking(move || clips.read(id)).await;
                read.ok().flatten()
            }
        }
    }
}

/// So many are lent at once.
pub(in crate::net) const LENT_MAX: usize = LOANS_MAX;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::LogId;

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
        let loans = Loans::default();
        let (mut coming, is_new) = loans.wait_for(WANTED).expect("there is room");
        let (mut other, is_new_too) = loans.wait_for(WANTED).expect("there is room");
        assert_eq!((is_new, is_new_too), (true, false));
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

    #[test]
    fn only_so_much_is_asked_for_and_who_goes_leaves_its_place() {
        let loans = Loans::default();
        let film = |from| {
            Wanted::Film(FilmId {
                room: 1,
                world: LogId(7),
                from,
            })
        };
        let coming: Vec<_> = { 0.. }
            .map_while(|from| loans.wait_for(film(from)))
            .collect();
        assert_eq!(coming.len(), LOANS_MAX);
        drop(coming);
        assert!(loans.wait_for(film(100)).is_some());
    }
}
