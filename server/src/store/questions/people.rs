//! Questions about who somebody is, and what changes that.

use serde::{Deserialize, Serialize};

use super::Question;
use crate::store::{
    Account, Known, PlayerRow, Relation, Secret, Stamp, Store, StoreError, TokenHash, unix_now,
};

/// Who somebody is that comes in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recognising {
    /// Its token.
    pub token: Option<TokenHash>,
    /// What it wishes to be called.
    pub wished: Option<String>,
}

impl Question for Recognising {
    type Answer = Known;
    const NAME: &'static str = "known";

    async fn answer(self, store: &Store) -> Result<Known, StoreError> {
        store
            .look_up(move |store| store.known(self.token, self.wished))
            .await
    }
}

/// What the players of some tokens are called, and whether they have claimed that.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NamesOf {
    /// The tokens.
    pub tokens: Vec<TokenHash>,
}

impl Question for NamesOf {
    type Answer = Vec<Option<(String, bool)>>;
    const NAME: &'static str = "names";

    async fn answer(self, store: &Store) -> Result<Self::Answer, StoreError> {
        store.read(move |store| store.names_of(&self.tokens)).await
    }
}

/// Which of the tokens of one browser is its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OwnOf {
    /// The tokens.
    pub tokens: Vec<TokenHash>,
}

impl Question for OwnOf {
    type Answer = Option<usize>;
    const NAME: &'static str = "own";

    async fn answer(self, store: &Store) -> Result<Option<usize>, StoreError> {
        store.look_up(move |store| store.own_of(&self.tokens)).await
    }
}

/// The name and the account of the player of a token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccountOf {
    /// The token.
    pub token: TokenHash,
}

impl Question for AccountOf {
    type Answer = (Option<String>, Option<Account>);
    const NAME: &'static str = "account";

    async fn answer(self, store: &Store) -> Result<Self::Answer, StoreError> {
        let token = self.token;
        store
            .look_up(move |store| {
                let name = store.names_of(&[token])?.pop().flatten();
                Ok((name.map(|(name, _)| name), store.account_of(&token)?))
            })
            .await
    }
}

/// The account of a name, and how a browser stands to its player.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccountOfName {
    /// The name.
    pub name: String,
    /// The browser's token.
    pub asking: Option<TokenHash>,
}

impl Question for AccountOfName {
    type Answer = (Option<Account>, Relation);
    const NAME: &'static str = "account-of-name";

    async fn answer(self, store: &Store) -> Result<Self::Answer, StoreError> {
        let Self { name, asking } = self;
        store
            .look_up(move |store| {
                let account = store.account_of_name(&name)?;
                let relation = match (asking, &account) {
                    (Some(token), Some(account)) => store.relation(&token, account.player)?,
                    _ => Relation::Stranger,
                };
                Ok((account, relation))
            })
            .await
    }
}

/// The player that would be given a name; an error if it may not have it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MayClaim {
    /// The token that it has.
    pub before: Option<TokenHash>,
    /// The name.
    pub name: String,
}

impl Question for MayClaim {
    type Answer = Option<PlayerRow>;
    const NAME: &'static str = "may-claim";

    async fn answer(self, store: &Store) -> Result<Option<PlayerRow>, StoreError> {
        let Self { before, name } = self;
        store
            .look_up(move |store| store.may_claim(before.as_ref(), &name))
            .await
    }
}

/// Gives a player a name, a password and another token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claiming {
    /// The token that it had.
    pub before: Option<TokenHash>,
    /// The player, if it was there already.
    pub claimant: Option<PlayerRow>,
    /// The token that it has from now on.
    pub token: TokenHash,
    /// The name.
    pub name: String,
    /// What its password is checked against.
    pub secret: Secret,
}

impl Question for Claiming {
    type Answer = ();
    const NAME: &'static str = "claim";

    async fn answer(self, store: &Store) -> Result<(), StoreError> {
        store
            .call(move |store| {
                let before = (self.before.as_ref(), self.claimant);
                store.claim(before, &self.token, (&self.name, &self.secret), unix_now())
            })
            .await
    }
}

/// Has a token open a player whose password was checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoggingIn {
    /// The token.
    pub token: TokenHash,
    /// The account as it was when its password was checked.
    pub account: Account,
    /// What its password is checked against from now on, if that is to be anew.
    pub renewed: Option<Secret>,
}

impl Question for LoggingIn {
    type Answer = ();
    const NAME: &'static str = "log-in";

    async fn answer(self, store: &Store) -> Result<(), StoreError> {
        store
            .call(move |store| store.log_in(&self.token, &self.account, self.renewed.as_ref()))
            .await
    }
}

/// Has a token open nothing any more. Answered with whether it did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoggingOut {
    /// The token.
    pub token: TokenHash,
}

impl Question for LoggingOut {
    type Answer = bool;
    const NAME: &'static str = "log-out";

    async fn answer(self, store: &Store) -> Result<bool, StoreError> {
        store.call(move |store| store.log_out(&self.token)).await
    }
}

/// Sets another password. Answered with the tokens that are logged out by that.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SecretChange {
    /// The token of who asks.
    pub token: TokenHash,
    /// The account as it was when the old password was checked.
    pub account: Account,
    /// What the new one is checked against.
    pub secret: Secret,
}

impl Question for SecretChange {
    type Answer = Vec<TokenHash>;
    const NAME: &'static str = "change-secret";

    async fn answer(self, store: &Store) -> Result<Vec<TokenHash>, StoreError> {
        store
            .call(move |store| store.change_secret(&self.token, &self.account, &self.secret))
            .await
    }
}

/// Has a player forgotten. Answered with the tokens that it had.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Deleting {
    /// One of its tokens.
    pub token: TokenHash,
    /// The account as it was when its password was checked, if it has one.
    pub account: Option<Account>,
}

impl Question for Deleting {
    type Answer = Vec<TokenHash>;
    const NAME: &'static str = "delete";

    async fn answer(self, store: &Store) -> Result<Vec<TokenHash>, StoreError> {
        store
            .call(move |store| {
                store.delete_player(&self.token, self.account.as_ref(), Stamp::now())
            })
            .await
    }
}

/// Calls a player something else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Renaming {
    /// Its token.
    pub token: Option<TokenHash>,
    /// The name.
    pub name: String,
}

impl Question for Renaming {
    type Answer = ();
    const NAME: &'static str = "rename";

    async fn answer(self, store: &Store) -> Result<(), StoreError> {
        store
            .call(move |store| store.rename(self.token.as_ref(), &self.name))
            .await
    }
}
