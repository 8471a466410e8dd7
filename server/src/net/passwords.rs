//! Hashing passwords, one at a time, and how often one may guess.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use super::identity::random;
use super::networks::Subnet;
use crate::store::Secret;

/// So many guesses within [`WINDOW`] for one name, and from one subnet: there
/// may be a school behind it.
const GUESSES_PER_NAME: u32 = 10;
const GUESSES_PER_SUBNET: u32 = 50;
const WINDOW: Duration = Duration::from_secs(600);
/// How many names and subnets are remembered, each. When there are more, all
/// are refused until some are forgotten.
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
    /// counts for the name alone.
    pub fn may_guess(&self, name: &str, subnet: Option<Subnet>, now: Instant) -> bool {
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        let from_here = subnet
            .is_none_or(|subnet| count(&mut guesses.by_subnet, subnet, now, GUESSES_PER_SUBNET));
        from_here
            && count(
                &mut guesses.by_name,
                name.to_lowercase(),
                now,
                GUESSES_PER_NAME,
            )
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

    fn guesses(passwords: &Passwords, name: impl Fn(u32) -> String, now: Instant) -> usize {
        let made = (0..100).filter(|&guess| passwords.may_guess(&name(guess), subnet(1), now));
        made.count()
    }

    #[test]
    fn a_name_takes_so_many_guesses_in_ten_minutes_from_wherever_they_come() {
        let (passwords, now) = (Passwords::default(), Instant::now());
        let made = (0..100_u8)
            .filter(|&host| passwords.may_guess("Ada", subnet(host), now))
            .count();
        assert_eq!(made, GUESSES_PER_NAME as usize);
        assert!(!passwords.may_guess("ADA", None, now));
        assert!(passwords.may_guess("Ada", None, now + WINDOW));
    }

    #[test]
    fn a_subnet_has_so_many_guesses_at_whatever_names() {
        let (passwords, now) = (Passwords::default(), Instant::now());
        let made = guesses(&passwords, |guess| format!("name {guess}"), now);
        assert_eq!(made, GUESSES_PER_SUBNET as usize);
    }
}
