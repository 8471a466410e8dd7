//! Who may not come in.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::sleep;

use super::known_bans::KnownBans;
use crate::net::client::farewell::Farewell;
use crate::store::questions::{AllBans, Banning, BansOf, Lifting};
use crate::store::{BANS_MAX, Ban, BanTarget, Stamp, Store, StoreError, TokenHash};

/// How long to wait before a store that says nothing is asked again.
const AGAIN_AFTER: Duration = Duration::from_secs(15);

/// How many browsers of a player a ban knows here; more than the store does.
const TOKENS_MAX: usize = 512;

/// The bans of the store, in memory: nobody who comes in waits for a disk.
#[derive(Debug, Default)]
pub struct Bans {
    /// By their numbers, so that the newest is the last.
    latest: RwLock<BTreeMap<i64, Ban>>,
    /// Held while the store is asked: whoever has asked it first changes them
    /// first.
    asking: Mutex<KnownBans>,
}

impl Bans {
    /// Those hold that were known last, until they can be read.
    pub fn new(known: KnownBans) -> Self {
        Self {
            latest: RwLock::new(known.bans().clone()),
            asking: Mutex::new(known),
        }
    }

    /// Reads them for the first time, and until they have been read.
    pub async fn read(&self, store: &Store) {
        while let Err(error) = self.read_again(store).await {
            let known = self.all().len();
            tracing::error!(%error, known, "bans cannot be read: only those hold that were known before");
            sleep(AGAIN_AFTER).await;
        }
    }

    /// Has those of the store hold, and no others. Those too that are over, for the same
    /// reason as below.
    pub async fn read_again(&self, store: &Store) -> Result<(), StoreError> {
        let mut known = self.asking.lock().await;
        let bans = store.ask(AllBans {}).await?;
        self.write(|latest| *latest = bans.into_iter().map(|ban| (ban.id, ban)).collect());
        known.keep(self.all()).await;
        Ok(())
    }

    /// Makes a ban, in the store and here.
    pub async fn make(
        &self,
        (target, reason): (BanTarget, String),
        lasts_s: Option<i64>,
        store: &Store,
    ) -> Result<Ban, StoreError> {
        let mut known = self.asking.lock().await;
        let banning = Banning {
            target,
            reason,
            lasts_s,
        };
        let ban = store.ask(banning).await?;
        self.write(|latest| latest.insert(ban.id, ban.clone()));
        known.keep(self.all()).await;
        Ok(ban)
    }

    /// Ends a ban before its time.
    pub async fn lift(&self, id: i64, store: &Store) -> Result<(), StoreError> {
        let mut known = self.asking.lock().await;
        let lifted = store.ask(Lifting { id }).await;
        // One that the store does not have holds nobody out.
        if matches!(lifted, Ok(_) | Err(StoreError::NoBan)) {
            self.write(|latest| latest.remove(&id));
            known.keep(self.all()).await;
        }
        lifted.map(|_| ())
    }

    /// A new token belongs to a player from now on: bans of that one are for it.
    pub async fn recognise(&self, token: TokenHash, store: &Store) -> Result<(), StoreError> {
        let mut known = self.asking.lock().await;
        let ids = store.ask(BansOf { token }).await?;
        self.write(|latest| {
            for id in ids {
                let Some(ban) = latest.get_mut(&id) else {
                    continue;
                };
                if ban.tokens.len() >= TOKENS_MAX {
                    ban.tokens.remove(0);
                }
                ban.tokens.push(token);
            }
        });
        known.keep(self.all()).await;
        Ok(())
    }

    fn all(&self) -> BTreeMap<i64, Ban> {
        let latest = self.latest.read().unwrap_or_else(PoisonError::into_inner);
        latest.clone()
    }

    /// Those that are over stay until there are too many: by a clock that is put
    /// right they may not be over.
    fn write<T>(&self, change: impl FnOnce(&mut BTreeMap<i64, Ban>) -> T) {
        let mut latest = self.latest.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut latest);
        if latest.len() > BANS_MAX {
            let now = Stamp::now();
            latest.retain(|_, ban| !ban.term.is_over(now));
        }
    }

    /// What somebody from this address and with this token is told, if banned
    /// at this time.
    pub fn farewell(
        &self,
        address: IpAddr,
        token: Option<&TokenHash>,
        now: Stamp,
    ) -> Option<Farewell> {
        let bans = self.latest.read().unwrap_or_else(PoisonError::into_inner);
        let mut newest_first = bans.values().rev();
        newest_first.find_map(|ban| farewell(ban, address, token, now))
    }
}

/// What somebody from this address and with this token is told, if this ban is
/// for it and holds at this time.
pub fn farewell(
    ban: &Ban,
    address: IpAddr,
    token: Option<&TokenHash>,
    now: Stamp,
) -> Option<Farewell> {
    let holds = fits(ban, address, token) && !ban.term.is_over(now);
    holds.then(|| Farewell::banned(&ban.reason, ban.term.told(now)))
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
    use crate::store::{Boot, Moment, Term};

    fn now() -> Stamp {
        Stamp {
            at: Moment {
                wall_s: 1_000_000,
                since_boot_s: 1_000,
            },
            boot: Boot(1),
        }
    }

    fn bans(network: Option<&str>, tokens: Vec<TokenHash>, lasts_s: Option<i64>) -> Bans {
        let network = network.map(|text| text.parse().expect("a network"));
        let ban = Ban {
            id: 1,
            name: None,
            network,
            reason: String::new(),
            term: Term::from(now(), lasts_s),
            tokens,
        };
        Bans {
            latest: RwLock::new(BTreeMap::from([(1, ban)])),
            ..Bans::default()
        }
    }

    fn are_for(bans: &Bans, address: &str, token: Option<&TokenHash>) -> bool {
        let address = address.parse().expect("an address");
        bans.farewell(address, token, now()).is_some()
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
        for (lasts_s, banned) in [(Some(1), true), (Some(0), false), (None, true)] {
            let bans = bans(Some("192.0.2.0/24"), Vec::new(), lasts_s);
            assert_eq!(are_for(&bans, "192.0.2.1", None), banned, "{lasts_s:?}");
        }
    }
}
