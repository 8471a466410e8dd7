//! Questions about who may not come in. Times are those of the keeper's clock.

use serde::{Deserialize, Serialize};

use super::Question;
use crate::store::{Ban, BanTarget, Stamp, Store, StoreError, TokenHash};

/// All bans, those too that are over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AllBans {}

impl Question for AllBans {
    type Answer = Vec<Ban>;
    const NAME: &'static str = "all-bans";

    async fn answer(self, store: &Store) -> Result<Vec<Ban>, StoreError> {
        store.look_up(|store| store.all_bans()).await
    }
}

/// The bans that hold now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HoldingBans {}

impl Question for HoldingBans {
    type Answer = Vec<Ban>;
    const NAME: &'static str = "bans";

    async fn answer(self, store: &Store) -> Result<Vec<Ban>, StoreError> {
        store.read(|store| store.bans(Stamp::now())).await
    }
}

/// The numbers of the bans that hold for the player of a token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BansOf {
    /// The token.
    pub token: TokenHash,
}

impl Question for BansOf {
    type Answer = Vec<i64>;
    const NAME: &'static str = "bans-of";

    async fn answer(self, store: &Store) -> Result<Vec<i64>, StoreError> {
        store
            .look_up(move |store| store.bans_of(&self.token, Stamp::now()))
            .await
    }
}

/// Has somebody banned.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Banning {
    /// Whom.
    pub target: BanTarget,
    /// What the banned are told.
    pub reason: String,
    /// For how long; for good if none.
    pub lasts_s: Option<i64>,
}

impl Question for Banning {
    type Answer = Ban;
    const NAME: &'static str = "ban";

    async fn answer(self, store: &Store) -> Result<Ban, StoreError> {
        let Self {
            target,
            reason,
            lasts_s,
        } = self;
        store
            .call(move |store| store.ban(&target, &reason, Stamp::now(), lasts_s))
            .await
    }
}

/// Has a ban end before its time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lifting {
    /// Its number.
    pub id: i64,
}

impl Question for Lifting {
    type Answer = Ban;
    const NAME: &'static str = "lift-ban";

    async fn answer(self, store: &Store) -> Result<Ban, StoreError> {
        store
            .call(move |store| store.lift_ban(self.id, Stamp::now()))
            .await
    }
}
