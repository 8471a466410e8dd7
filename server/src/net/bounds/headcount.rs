//! How many connections each of many has open.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many connections each of many has open, and may have, by a key such as
/// a subnet. It remembers no more keys than there are connections.
#[derive(Debug)]
pub struct Headcount<K> {
    max: usize,
    counts: Mutex<HashMap<K, usize>>,
}

impl<K: Copy + Eq + Hash> Headcount<K> {
    /// Nobody is there, and at most `max` of each may be.
    pub fn new(max: usize) -> Arc<Self> {
        let counts = Mutex::default();
        Arc::new(Self { max, counts })
    }

    /// Counts one more; `None` if there are as many of this key as may be.
    pub fn enter(self: &Arc<Self>, key: K) -> Option<Counted<K>> {
        let mut counts = self.counts();
        let count = counts.entry(key).or_default();
        if *count >= self.max {
            return None;
        }
        *count += 1;
        let headcount = Arc::clone(self);
        Some(Counted { headcount, key })
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<K, usize>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One who is counted until this is dropped.
#[derive(Debug)]
pub struct Counted<K: Copy + Eq + Hash> {
    headcount: Arc<Headcount<K>>,
    key: K,
}

impl<K: Copy + Eq + Hash> Drop for Counted<K> {
    fn drop(&mut self) {
        let mut counts = self.headcount.counts();
        if let Some(count) = counts.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::visitor::networks::Subnet;

    fn subnet(address: &str) -> Subnet {
        Subnet::of(address.parse().expect("an address"))
    }

    #[test]
    fn each_subnet_has_its_own_share_and_gets_it_back() {
        let headcount = Headcount::new(2);
        let school = subnet("192.0.2.7");
        let first = headcount.enter(school).expect("there is room");
        let second = headcount.enter(school).expect("there is room");
        assert!(headcount.enter(school).is_none());
        let other = headcount.enter(subnet("192.0.2.8"));
        assert!(other.is_some());
        drop(first);
        assert!(headcount.enter(school).is_some());
        drop((second, other));
        assert!(
            headcount.counts().is_empty(),
            "those who are gone are forgotten"
        );
    }
}
