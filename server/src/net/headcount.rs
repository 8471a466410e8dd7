//! How many connections each subnet has open.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::networks::Subnet;

/// How many connections each subnet has open, and may have. It remembers no
/// more subnets than there are connections.
#[derive(Debug)]
pub struct Headcount {
    max: usize,
    counts: Mutex<HashMap<Subnet, usize>>,
}

impl Headcount {
    /// Nobody is there, and at most `max` of each subnet may be.
    pub fn new(max: usize) -> Arc<Self> {
        let counts = Mutex::default();
        Arc::new(Self { max, counts })
    }

    /// Counts one more of a subnet; `None` if it has as many as it may.
    pub fn enter(self: &Arc<Self>, subnet: Subnet) -> Option<Counted> {
        let mut counts = self.counts();
        let count = counts.entry(subnet).or_default();
        if *count >= self.max {
            return None;
        }
        *count += 1;
        let headcount = Arc::clone(self);
        Some(Counted { headcount, subnet })
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Subnet, usize>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One who is counted until this is dropped.
#[derive(Debug)]
pub struct Counted {
    headcount: Arc<Headcount>,
    subnet: Subnet,
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut counts = self.headcount.counts();
        if let Some(count) = counts.get_mut(&self.subnet) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.subnet);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
