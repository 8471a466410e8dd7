//! Hashing passwords, one at a time, and how often one may guess.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use super::identity::random;
use super::networks::Subnet;
use crate::store::Secret;

/// So many guesses within [`WINDOW`] for one name from one subnet, for one name
/// from everywhere, and from one subnet, behind which there may be a school.
const GUESSES_PER_NAME_AND_SUBNET: u32 = 10;
const GUESSES_PER_NAME: u32 = 100;
const GUESSES_PER_SUBNET: u32 = 50;
const WINDOW: Duration = Duration::from_secs(600);
/// How many of each are remembered. When there are more, all are refused until
/// some are forgotten.
const REMEMBERED_MAX: usize = 10_000;

/// Hashes passwords, one at a time: each takes 19 MiB.
#[derive(Debug)]
pub struct Passwords {
    permit: Arc<Semaphore>,
    guesses: Mutex<Guesses>,
}

#[derive(Debug, Default)]
struct Guesses {
    by_name: HashMap<String, Window>,
    by_subnet: HashMap<Subnet, Window>,
    by_both: HashMap<(String, Option<Subnet>), Window>,
}

#[derive(Debug)]
struct Window {
    since: Instant,
    count: u32,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            permit: Arc::new(Semaphore::new(1)),
            guesses: Mutex::default(),
        }
    }
}

impl Passwords {
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
    /// made. Who is refused learns nothing of the name. A guess from no subnet
    /// counts against no subnet. What others guess at a name does not keep a
    /// browser out that is `known`: it belongs to that name, or did.
    pub fn may_guess(&self, name: &str, subnet: Option<Subnet>, known: bool, now: Instant) -> bool {
        let name = name.to_lowercase();
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        let Guesses {
            by_name,
            by_subnet,
            by_both,
        } = &mut *guesses;
        let both = (name.clone(), subnet);
        subnet.is_none_or(|subnet| count(by_subnet, subnet, now, GUESSES_PER_SUBNET))
            && count(by_both, both, now, GUESSES_PER_NAME_AND_SUBNET)
            && (known || count(by_name, name, now, GUESSES_PER_NAME))
    }
}

fn count<K: Eq + Hash>(windows: &mut HashMap<K, Window>, key: K, now: Instant, max: u32) -> bool {
    if windows.len() >= REMEMBERED_MAX {
        windows.retain(|_, window| now.duration_since(window.since) < WINDOW);
        if windows.len() >= REMEMBERED_MAX && !windows.contains_key(&key) {
            return false;
        }
    }
    let window = windows.entry(key).or_insert(Window {
        since: now,
        count: 0,
    });
    if now.duration_since(window.since) >= WINDOW {
        *window = Window {
            since: now,
            count: 0,
        };
    }
    window.count = window.count.saturating_add(1);
    window.count <= max
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subnet(host: u8) -> Option<Subnet> {
        Some(Subnet::of([192, 0, 2, host].into()))
    }

    /// How many of a hundred guesses may be made.
    fn made(may: impl Fn(u8) -> bool) -> u32 {
        (0..100).filter(|&guess| may(guess)).count() as u32
    }

    #[test]
    fn from_one_subnet_a_name_takes_so_many_guesses_in_ten_minutes() {
        let (passwords, now) = (Passwords::default(), Instant::now());
        let from_here = |now| made(|_| passwords.may_guess("Ada", subnet(1), false, now));
        assert_eq!(from_here(now), GUESSES_PER_NAME_AND_SUBNET);
        assert!(!passwords.may_guess("ADA", subnet(1), false, now));
        assert!(passwords.may_guess("Ada", subnet(2), false, now));
        assert_eq!(from_here(now + WINDOW), GUESSES_PER_NAME_AND_SUBNET);
    }

    #[test]
    fn from_everywhere_a_name_takes_more_and_its_own_browsers_are_never_kept_out() {
        let (passwords, now) = (Passwords::default(), Instant::now());
        let all = made(|host| passwords.may_guess("Ada", subnet(host), false, now));
        assert_eq!(all, GUESSES_PER_NAME);
        assert!(!passwords.may_guess("Ada", subnet(200), false, now));
        assert!(passwords.may_guess("Ada", subnet(200), true, now));
    }

    #[test]
    fn a_subnet_has_so_many_guesses_at_whatever_names() {
        let (passwords, now) = (Passwords::default(), Instant::now());
        let name = |guess| format!("name {guess}");
        let all = made(|guess| passwords.may_guess(&name(guess), subnet(1), false, now));
        assert_eq!(all, GUESSES_PER_SUBNET);
    }
}
