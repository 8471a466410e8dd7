//! Who may not come in.

use std::net::IpAddr;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::sleep;

use super::farewell::Farewell;
use crate::store::{Ban, Store, StoreError, TokenHash, UnixSeconds, unix_now};

/// How long to wait before a store that says nothing is asked again.
const AGAIN_AFTER: Duration = Duration::from_secs(15);

/// The bans of the store, in memory: nobody who comes in waits for a disk.
#[derive(Debug, Default)]
pub struct Bans {
    latest: RwLock<Vec<Ban>>,
    /// Held while they are read: who has read them first has them written first.
    reading: Mutex<()>,
}

impl Bans {
    /// Reads them anew. To be called when they have changed, or who is behind
    /// a token has.
    pub async fn refresh(&self, store: &Store) -> Result<(), StoreError> {
        let _reading = self.reading.lock().await;
        let bans = store.call(|store| store.bans(unix_now())).await?;
        *self.latest.write().unwrap_or_else(PoisonError::into_inner) = bans;
        Ok(())
    }

    /// Reads them for the first time, and until they have been read.
    pub async fn read(&self, store: &Store) {
        while let Err(error) = self.refresh(store).await {
            tracing::error!(%error, "nobody is kept out until bans can be read");
            sleep(AGAIN_AFTER).await;
        }
    }

    /// What somebody from this address and with this token is told, if banned
    /// at this time.
    pub fn farewell(
        &self,
        address: IpAddr,
        token: Option<&TokenHash>,
        now_s: UnixSeconds,
    ) -> Option<Farewell> {
        let bans = self.latest.read().unwrap_or_else(PoisonError::into_inner);
        let ban = bans
            .iter()
            .find(|ban| holds(ban, now_s) && fits(ban, address, token));
        ban.map(Farewell::banned)
    }
}

fn holds(ban: &Ban, now_s: UnixSeconds) -> bool {
    ban.ends_s.is_none_or(|ends_s| ends_s > now_s)
}

fn fits(ban: &Ban, address: IpAddr, token: Option<&TokenHash>) -> bool {
    let from_there = ban
        .network
        .is_some_and(|network| network.contains(&address.to_canonical()));
    from_there || token.is_some_and(|token| ban.tokens.contains(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_S: UnixSeconds = 1_000;

    fn bans(network: Option<&str>, tokens: Vec<TokenHash>, ends_s: Option<UnixSeconds>) -> Bans {
        let network = network.map(|text| text.parse().expect("a network"));
        let bans = vec![Ban {
            id: 1,
            name: None,
            network,
            reason: String::new(),
            made_s: 0,
            ends_s,
            tokens,
        }];
        Bans {
            latest: RwLock::new(bans),
            ..Bans::default()
        }
    }

    fn are_for(bans: &Bans, address: &str, token: Option<&TokenHash>) -> bool {
        let address = address.parse().expect("an address");
        bans.farewell(address, token, NOW_S).is_some()
    }

    #[test]
    fn a_ban_of_a_network_is_for_who_comes_from_there() {
        let bans = bans(Some("192.0.2.0/24"), Vec::new(), None);
        assert!(are_for(&bans, "192.0.2.77", None));
        assert!(are_for(&bans, "::ffff:192.0.2.77", None));
        assert!(!are_for(&bans, "192.0.3.77", None));
    }

    #[test]
    fn a_ban_of_a_player_is_for_each_of_its_browsers_wherever_they_are() {
        let [laptop, phone, other] = [1, 2, 3].map(|number| TokenHash([number; 32]));
        let bans = bans(None, vec![laptop, phone], None);
        assert!(are_for(&bans, "192.0.2.77", Some(&laptop)));
        assert!(are_for(&bans, "198.51.100.1", Some(&phone)));
        assert!(!are_for(&bans, "192.0.2.77", Some(&other)));
        assert!(!are_for(&bans, "192.0.2.77", None));
    }

    #[test]
    fn a_ban_ends_by_itself() {
        for (ends_s, banned) in [(Some(NOW_S + 1), true), (Some(NOW_S), false), (None, true)] {
            let bans = bans(Some("192.0.2.0/24"), Vec::new(), ends_s);
            assert_eq!(are_for(&bans, "192.0.2.1", None), banned, "{ends_s:?}");
        }
    }
}
