//! Hashes passwords, one at a time, in memory that is given back.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use argon2::Block;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};

use super::identity::random;
use crate::store::{Secret, Unreadable};

/// How many passwords wait to be hashed, in all and of one guesser. Whoever comes
/// then is told to try again.
const WAITING_MAX: usize = 256;
const WAITING_PER_GUESSER_MAX: usize = 32;

/// Why a password is not hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotHashed {
    /// Too many wait.
    #[error("too many passwords are waiting to be checked: try again in a few seconds")]
    Crowded,
    /// Hashing would take memory that the server has not.
    #[error("the server has no memory to spare for passwords now: try again in a minute")]
    NoMemory,
    /// What is stored is damaged.
    #[error("the password of this player cannot be read any more: ask the host")]
    Unreadable,
    /// The server stops, or has a bug.
    #[error("the password could not be checked: try again in a few seconds")]
    Interrupted,
}

impl From<Unreadable> for NotHashed {
    fn from(_: Unreadable) -> Self {
        Self::Unreadable
    }
}

/// Whether so many bytes more may be used.
type HasRoom = Box<dyn Fn(u64) -> bool + Send + Sync>;

/// Hashes passwords, one at a time. `G` tells who asks: of those who wait each
/// has its turn, however many passwords one of them has brought.
pub struct Hasher<G> {
    turns: Mutex<HashMap<G, Arc<Semaphore>>>,
    waiting: Arc<Semaphore>,
    bench: Bench,
    has_room: Arc<HasRoom>,
}

/// The memory to work in, for one at a time.
type Bench = Arc<tokio::sync::Mutex<Vec<Block>>>;

/// Held by each who waits or works. The last one who leaves gives the memory
/// back to the system, be it done or tired of waiting.
struct Place {
    permit: Option<OwnedSemaphorePermit>,
    waiting: Arc<Semaphore>,
    bench: Bench,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.permit.take();
        if self.waiting.available_permits() == WAITING_MAX
            && let Ok(mut bench) = self.bench.try_lock()
        {
            *bench = Vec::new();
        }
    }
}

impl<G: Copy + Eq + Hash> Hasher<G> {
    /// One that asks before it takes memory.
    pub fn new(has_room: impl Fn(u64) -> bool + Send + Sync + 'static) -> Self {
        Self {
            turns: Mutex::default(),
            waiting: Arc::new(Semaphore::new(WAITING_MAX)),
            bench: Arc::default(),
            has_room: Arc::new(Box::new(has_room)),
        }
    }

    /// Hashes a new password.
    pub async fn hash(&self, guesser: G, password: String) -> Result<Secret, NotHashed> {
        let work = move |bench: &mut [Block]| Secret::new(&password, random(), bench);
        self.work(guesser, Secret::blocks_for_new(), work).await
    }

    /// Whether the password opens the secret. Takes as long if there is none.
    pub async fn verify(
        &self,
        guesser: G,
        secret: Option<Secret>,
        password: String,
    ) -> Result<bool, NotHashed> {
        let exists = secret.is_some();
        let secret = secret.map_or_else(Secret::nobodys, Ok)?;
        let blocks = secret.blocks();
        let work = move |bench: &mut [Block]| secret.opens_with(&password, bench);
        Ok(self.work(guesser, blocks, work).await? && exists)
    }

    /// Waits for the guesser's turn, and works with so many blocks.
    async fn work<T: Send + 'static>(
        &self,
        guesser: G,
        blocks: usize,
        work: impl FnOnce(&mut [Block]) -> Result<T, Unreadable> + Send + 'static,
    ) -> Result<T, NotHashed> {
        let place = self.place()?;
        let turn = self.turn_of(guesser)?.acquire_owned().await;
        let mut bench = Arc::clone(&self.bench).lock_owned().await;
        let has_room = Arc::clone(&self.has_room);
        let done = tokio::task::spawn_blocking(move || {
            let done = match make_room(&mut bench, blocks, &has_room) {
                Ok(()) => work(&mut bench).map_err(NotHashed::from),
                Err(no_memory) => Err(no_memory),
            };
            drop(bench);
            drop((place, turn));
            done
        });
        done.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a password was not hashed to the end");
            Err(NotHashed::Interrupted)
        })
    }

    fn place(&self) -> Result<Place, NotHashed> {
        let permit = Arc::clone(&self.waiting).try_acquire_owned();
        Ok(Place {
            permit: Some(permit.map_err(|_: TryAcquireError| NotHashed::Crowded)?),
            waiting: Arc::clone(&self.waiting),
            bench: Arc::clone(&self.bench),
        })
    }

    /// What lets one password of this guesser at a time stand in the queue of all.
    fn turn_of(&self, guesser: G) -> Result<Arc<Semaphore>, NotHashed> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever has or waits for a turn holds a clone.
        turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        let turn = turns
            .entry(guesser)
            .or_insert_with(|| Arc::new(Semaphore::new(1)));
        match Arc::strong_count(turn) > WAITING_PER_GUESSER_MAX {
            true => Err(NotHashed::Crowded),
            false => Ok(Arc::clone(turn)),
        }
    }
}

/// Has at least so many blocks on the bench, if there is memory for them.
fn make_room(bench: &mut Vec<Block>, blocks: usize, has_room: &HasRoom) -> Result<(), NotHashed> {
    let more = blocks.saturating_sub(bench.len());
    if more > 0 {
        if !has_room((more * Block::SIZE) as u64) {
            return Err(NotHashed::NoMemory);
        }
        bench
            .try_reserve_exact(more)
            .map_err(|_| NotHashed::NoMemory)?;
        bench.resize(blocks, Block::new());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    fn hasher() -> Arc<Hasher<u8>> {
        Arc::new(Hasher::new(|_| true))
    }

    fn bench_is_empty(hasher: &Hasher<u8>) -> bool {
        let bench = hasher.bench.try_lock();
        bench.expect("nobody hashes").capacity() == 0
    }

    #[tokio::test]
    async fn what_was_hashed_is_opened_by_its_password_and_the_memory_is_given_back() {
        let hasher = hasher();
        let secret = hasher.hash(1, "correct horse".to_owned()).await;
        let secret = secret.expect("there is room");
        for (password, opens) in [("correct horse", true), ("wrong horse", false)] {
            let opened = hasher.verify(1, Some(secret.clone()), password.to_owned());
            assert_eq!(opened.await, Ok(opens));
        }
        let nobodys = hasher.verify(1, None, "correct horse".to_owned());
        assert_eq!(nobodys.await, Ok(false));
        assert!(bench_is_empty(&hasher));
    }

    #[tokio::test]
    async fn what_would_take_too_much_memory_is_refused_before_it_takes_any() {
        let asked = Arc::new(AtomicU64::new(0));
        let note = Arc::clone(&asked);
        let hasher: Hasher<u8> = Hasher::new(move |bytes| {
            note.store(bytes, Ordering::Relaxed);
            false
        });
        let refused = hasher.hash(1, "correct horse".to_owned()).await;
        assert_eq!(refused, Err(NotHashed::NoMemory));
        let bytes = Secret::blocks_for_new() * Block::SIZE;
        assert_eq!(asked.load(Ordering::Relaxed), bytes as u64);
        assert!(bench_is_empty(&hasher));
    }

    /// Has somebody bring a password, and waits until it stands in the queue.
    async fn bring(
        hasher: &Arc<Hasher<u8>>,
        guesser: u8,
        done: &Arc<Mutex<Vec<u8>>>,
    ) -> tokio::task::JoinHandle<()> {
        let (hasher, done) = (Arc::clone(hasher), Arc::clone(done));
        let brought = tokio::spawn(async move {
            let work = move |_: &mut [Block]| {
                done.lock().expect("nobody panicked").push(guesser);
                Ok(())
            };
            hasher.work(guesser, 1, work).await.expect("there is room");
        });
        tokio::task::yield_now().await;
        brought
    }

    #[tokio::test]
    async fn who_brings_one_password_has_its_turn_before_a_floods_second() {
        let (hasher, done) = (hasher(), Arc::default());
        let busy = hasher.bench.lock().await;
        let mut brought = Vec::new();
        for guesser in [7, 7, 7, 7, 1, 2] {
            brought.push(bring(&hasher, guesser, &done).await);
        }
        drop(busy);
        for one in brought {
            one.await.expect("it ends");
        }
        assert_eq!(*done.lock().expect("nobody panicked"), [7, 1, 2, 7, 7, 7]);
    }

    #[tokio::test]
    async fn a_flood_is_told_to_wait_and_others_are_not() {
        let (hasher, done) = (hasher(), Arc::default());
        let busy = hasher.bench.lock().await;
        let mut brought = Vec::new();
        for _ in 0..WAITING_PER_GUESSER_MAX {
            brought.push(bring(&hasher, 7, &done).await);
        }
        let refused = hasher.hash(7, String::new()).await;
        assert_eq!(refused, Err(NotHashed::Crowded));
        brought.push(bring(&hasher, 1, &done).await);
        for given_up in brought.drain(..brought.len() - 1) {
            given_up.abort();
        }
        drop(busy);
        for one in brought {
            one.await.expect("it ends");
        }
        assert_eq!(*done.lock().expect("nobody panicked"), [1]);
        assert!(bench_is_empty(&hasher));
    }
}
