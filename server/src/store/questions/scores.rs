//! Questions about who has achieved what. Times are those of the keeper's clock.

use serde::{Deserialize, Serialize};

use super::Question;
use crate::store::{Board, Export, Me, Period, Profile, Store, StoreError, TokenHash, unix_now};

/// The best of a period.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoardOf {
    /// The period.
    pub period: Period,
    /// How many rows.
    pub limit: u32,
    /// Whose row is wanted besides.
    pub asking: Option<TokenHash>,
}

impl Question for BoardOf {
    type Answer = Board;
    const NAME: &'static str = "board";

    async fn answer(self, store: &Store) -> Result<Board, StoreError> {
        let Self {
            period,
            limit,
            asking,
        } = self;
        store
            .read(move |store| store.board(period, limit, asking.as_ref(), unix_now()))
            .await
    }
}

/// What everybody may know of the player of a name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProfileOf {
    /// The name.
    pub name: String,
}

impl Question for ProfileOf {
    type Answer = Profile;
    const NAME: &'static str = "profile";

    async fn answer(self, store: &Store) -> Result<Profile, StoreError> {
        store
            .read(move |store| store.profile(&self.name, unix_now()))
            .await
    }
}

/// What a browser is told of its own player.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MeOf {
    /// Its token.
    pub token: TokenHash,
}

impl Question for MeOf {
    type Answer = Me;
    const NAME: &'static str = "me";

    async fn answer(self, store: &Store) -> Result<Me, StoreError> {
        store
            .read(move |store| store.me(&self.token, unix_now()))
            .await
    }
}

/// The same; none if the token opens nothing any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StandingOf {
    /// Its token.
    pub token: TokenHash,
}

impl Question for StandingOf {
    type Answer = Option<Me>;
    const NAME: &'static str = "standing";

    async fn answer(self, store: &Store) -> Result<Option<Me>, StoreError> {
        let token = self.token;
        store
            .read(move |store| match store.is_spent(&token)? {
                true => Ok(None),
                false => store.me(&token, unix_now()).map(Some),
            })
            .await
    }
}

/// All that the store has of a player.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportOf {
    /// One of its tokens.
    pub token: TokenHash,
}

impl Question for ExportOf {
    type Answer = Export;
    const NAME: &'static str = "export";

    async fn answer(self, store: &Store) -> Result<Export, StoreError> {
        store
            .read(move |store| store.export(&self.token, unix_now()))
            .await
    }
}
