//! What stands in the log in place of an address.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;

/// Gives each address a pseudonym. The key is a random one of this start, so a
/// log tells who is the same, but not who it is.
#[derive(Debug, Default)]
pub struct Pseudonyms(RandomState);

/// What stands in the log in place of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pseudonym(u64);

impl Pseudonyms {
    /// The pseudonym of an address.
    pub fn of(&self, address: IpAddr) -> Pseudonym {
        Pseudonym(self.0.hash_one(address))
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_pseudonym_until_the_next_start() {
        let address = "192.0.2.7".parse().expect("an address");
        let (this_start, next_start) = (Pseudonyms::default(), Pseudonyms::default());
        let pseudonym = this_start.of(address);
        assert_eq!(pseudonym, this_start.of(address));
        assert_ne!(pseudonym, next_start.of(address));
        assert!(!pseudonym.to_string().contains("192.0.2.7"));
    }
}
