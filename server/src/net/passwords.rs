//! Hashing passwords, one at a time, and how often one may guess.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use asteroids_shared::protocol::name;
use tokio::sync::Semaphore;

use super::identity::random;
use super::networks::Subnet;
use crate::store::{Secret, TokenHash};

/// So many guesses within [`WINDOW`] for one name from one subnet, for one name
/// from everywhere, and of one browser at its own name.
const GUESSES_PER_NAME_AND_SUBNET: u32 = 10;
const GUESSES_PER_NAME: u32 = 100;
const GUESSES_PER_OWNER: u32 = 10;
const WINDOW: Duration = Duration::from_secs(600);
/// How many of each are remembered. When there are more, the one that began first
/// is forgotten: who wants that has to make thousands of guesses for ten more.
const REMEMBERED_MAX: usize = 10_000;

/// Who guesses.
#[derive(Clone, Copy, Debug)]
pub enum Guesser {
    /// A browser that belongs to the name, or did. What others guess does not
    /// keep it out.
    Owner(TokenHash),
    /// Anybody else; those who come from no subnet count as if from one.
    Stranger(Option<Subnet>),
}

/// Hashes passwords, one at a time: each takes 19 MiB.
#[derive(Debug)]
pub struct Passwords {
    permit: Arc<Semaphore>,
    guesses: Mutex<Guesses>,
    guesses_per_subnet: u32,
}

#[derive(Debug, Default)]
struct Guesses {
    by_name: HashMap<String, Window>,
    by_subnet: HashMap<Subnet, Window>,
    by_both: HashMap<(String, Option<Subnet>), Window>,
    by_owner: HashMap<TokenHash, Window>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    since: Instant,
    count: u32,
}

impl Passwords {
    /// With so many guesses from one subnet, at whatever names.
    pub fn new(guesses_per_subnet: u32) -> Self {
        Self {
            permit: Arc::new(Semaphore::new(1)),
            guesses: Mutex::default(),
            guesses_per_subnet,
        }
    }

    /// Hashes a new password.
    pub async fn hash(&self, password: String) -> Secret {
        self.work(move || Secret::new(&password, random())).await
    }

    /// Whether the password opens the secret. Takes as long if there is none.
    pub async fn verify(&self, secret: Option<Secret>, password: String) -> bool {
        let exists = secret.is_some();
        let secret = secret.unwrap_or(Secret::NOBODYS);
        self.work(move || secret.opens_with(&password)).await && exists
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let permit = Arc::clone(&self.permit).acquire_owned().await;
        let permit = permit.expect("the semaphore is never closed");
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        done.await.expect("hashing does not panic")
    }

    /// Counts a guess at the password of a name, and says whether it may be
    /// made. Who is refused learns nothing of the name.
    pub fn may_guess(&self, name: &str, guesser: Guesser, now: Instant) -> bool {
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        let Guesses {
            by_name,
            by_subnet,
            by_both,
            by_owner,
        } = &mut *guesses;
        match guesser {
            Guesser::Owner(token) => count(by_owner, token, now, GUESSES_PER_OWNER),
            Guesser::Stranger(subnet) => {
                let name = name::key(name);
                let both = (name.clone(), subnet);
                subnet.is_none_or(|subnet| count(by_subnet, subnet, now, self.guesses_per_subnet))
                    && count(by_both, both, now, GUESSES_PER_NAME_AND_SUBNET)
                    && count(by_name, name, now, GUESSES_PER_NAME)
            }
        }
    }
}

fn count<K: Clone + Eq + Hash>(
    windows: &mut HashMap<K, Window>,
    key: K,
    now: Instant,
    max: u32,
) -> bool {
    if windows.len() >= REMEMBERED_MAX && !windows.contains_key(&key) {
        forget_the_first(windows);
    }
    let new = Window {
        since: now,
        count: 0,
    };
    let window = windows.entry(key).or_insert(new);
    if now.duration_since(window.since) >= WINDOW {
        *window = new;
    }
    window.count = window.count.saturating_add(1);
    window.count <= max
}

fn forget_the_first<K: Clone + Eq + Hash>(windows: &mut HashMap<K, Window>) {
    let first = windows.iter().min_by_key(|(_, window)| window.since);
    if let Some(key) = first.map(|(key, _)| key.clone()) {
        windows.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUESSES_PER_SUBNET: u32 = 50;

    fn stranger(host: u8) -> Guesser {
        Guesser::Stranger(Some(Subnet::of([192, 0, 2, host].into())))
    }

    /// How many of a hundred guesses may be made.
    fn made(may: impl Fn(u8) -> bool) -> u32 {
        (0..100).filter(|&guess| may(guess)).count() as u32
    }

    #[test]
    fn from_one_subnet_a_name_takes_so_many_guesses_in_ten_minutes() {
        let (passwords, now) = (Passwords::new(GUESSES_PER_SUBNET), Instant::now());
        let from_here = |now| made(|_| passwords.may_guess("Ada", stranger(1), now));
        assert_eq!(from_here(now), GUESSES_PER_NAME_AND_SUBNET);
        assert!(!passwords.may_guess("ADA", stranger(1), now));
        assert!(passwords.may_guess("Ada", stranger(2), now));
        assert_eq!(from_here(now + WINDOW), GUESSES_PER_NAME_AND_SUBNET);
    }

    #[test]
    fn from_everywhere_a_name_takes_more_and_its_own_browsers_are_never_kept_out() {
        let (passwords, now) = (Passwords::new(GUESSES_PER_SUBNET), Instant::now());
        let all = made(|host| passwords.may_guess("Ada", stranger(host), now));
        assert_eq!(all, GUESSES_PER_NAME);
        assert!(!passwords.may_guess("Ada", stranger(200), now));
        let owner = Guesser::Owner(TokenHash([7; 32]));
        let own = made(|_| passwords.may_guess("Ada", owner, now));
        assert_eq!(own, GUESSES_PER_OWNER);
    }

    #[test]
    fn a_subnet_has_so_many_guesses_at_whatever_names() {
        let (passwords, now) = (Passwords::new(GUESSES_PER_SUBNET), Instant::now());
        let name = |guess| format!("name {guess}");
        let all = made(|guess| passwords.may_guess(&name(guess), stranger(1), now));
        assert_eq!(all, GUESSES_PER_SUBNET);
    }

    #[test]
    fn guesses_without_number_take_no_memory_without_bound_and_lock_nobody_out() {
        let (mut windows, now) = (HashMap::new(), Instant::now());
        for key in 0..2 * REMEMBERED_MAX {
            assert!(count(&mut windows, key, now, 1), "{key}");
        }
        assert_eq!(windows.len(), REMEMBERED_MAX);
    }
}
