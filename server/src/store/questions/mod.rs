//! What may be asked of a store that may be elsewhere: in a cluster one edge, the keeper,
//! has the store for all of them.
//!
//! A question is answered here, or travels by [`Elsewhere`] to the keeper, which answers
//! it by [`Store::answer`]. Whoever asks does not know which.

mod bans;
mod elsewhere;
mod people;
mod refusal;
mod scores;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use bans::{AllBans, Banning, BansOf, HoldingBans, Lifting};
pub use elsewhere::{Elsewhere, Errand, errands};
pub use people::{
    AccountOf, AccountOfName, Claiming, Deleting, LoggingIn, LoggingOut, MayClaim, NamesOf, OwnOf,
    Recognising, Renaming, SecretChange,
};
pub use scores::{BoardOf, ExportOf, MeOf, ProfileOf, StandingOf};

use self::refusal::Told;
use crate::store::{Store, StoreError};

/// What may be asked of a store, here or elsewhere.
pub trait Question: Serialize + DeserializeOwned + Send + 'static {
    /// What it is answered with.
    type Answer: Serialize + DeserializeOwned + Send + 'static;
    /// What it is called on its way.
    const NAME: &'static str;

    /// Answers it from the file that is here.
    fn answer(self, store: &Store)
    -> impl Future<Output = Result<Self::Answer, StoreError>> + Send;
}

impl Store {
    /// Asks the store, wherever it is.
    pub async fn ask<Q: Question>(&self, question: Q) -> Result<Q::Answer, StoreError> {
        match self.elsewhere() {
            Some(elsewhere) => elsewhere.ask(question).await,
            None => question.answer(self).await,
        }
    }

    /// Answers a question of this name that has come from elsewhere.
    pub async fn answer(&self, name: &str, question: &[u8]) -> Vec<u8> {
        match name {
            AccountOf::NAME => self.told::<AccountOf>(question).await,
            AccountOfName::NAME => self.told::<AccountOfName>(question).await,
            AllBans::NAME => self.told::<AllBans>(question).await,
            Banning::NAME => self.told::<Banning>(question).await,
            BansOf::NAME => self.told::<BansOf>(question).await,
            BoardOf::NAME => self.told::<BoardOf>(question).await,
            Claiming::NAME => self.told::<Claiming>(question).await,
            Deleting::NAME => self.told::<Deleting>(question).await,
            ExportOf::NAME => self.told::<ExportOf>(question).await,
            HoldingBans::NAME => self.told::<HoldingBans>(question).await,
            Lifting::NAME => self.told::<Lifting>(question).await,
            LoggingIn::NAME => self.told::<LoggingIn>(question).await,
            LoggingOut::NAME => self.told::<LoggingOut>(question).await,
            MayClaim::NAME => self.told::<MayClaim>(question).await,
            MeOf::NAME => self.told::<MeOf>(question).await,
            NamesOf::NAME => self.told::<NamesOf>(question).await,
            OwnOf::NAME => self.told::<OwnOf>(question).await,
            ProfileOf::NAME => self.told::<ProfileOf>(question).await,
            Recognising::NAME => self.told::<Recognising>(question).await,
            Renaming::NAME => self.told::<Renaming>(question).await,
            SecretChange::NAME => self.told::<SecretChange>(question).await,
            StandingOf::NAME => self.told::<StandingOf>(question).await,
            _ => {
                tracing::warn!(name, "another edge asks what this version does not know");
                refusal::write(&Told::<()>::from(Err(StoreError::Busy)))
            }
        }
    }

    async fn told<Q: Question>(&self, question: &[u8]) -> Vec<u8> {
        let answer = match rmp_serde::from_slice::<Q>(question) {
            Ok(question) => question.answer(self).await,
            Err(error) => {
                tracing::warn!(
                    name = Q::NAME,
                    "what another edge asks cannot be read: {error}"
                );
                Err(StoreError::Busy)
            }
        };
        refusal::write(&Told::from(answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Database, Period, StoreThread, TokenHash, unix_now};

    /// A store, and one that has it elsewhere.
    fn stores() -> (StoreThread, Store) {
        let memory = Database::in_memory().expect("there is memory");
        let keeper = StoreThread::start(memory).expect("it starts");
        let (elsewhere, mut asked) = errands(None);
        let kept = keeper.store.clone();
        tokio::spawn(async move {
            while let Some(Errand {
                name,
                question,
                answer,
            }) = asked.recv().await
            {
                let _ = answer.send(kept.answer(name, &question).await);
            }
        });
        let far = keeper.store.clone().kept_elsewhere(elsewhere);
        (keeper, far)
    }

    #[tokio::test]
    async fn who_asks_gets_the_same_whether_the_store_is_here_or_elsewhere() {
        let (keeper, far) = stores();
        let token = TokenHash([7; 32]);
        let claim = Claiming {
            before: None,
            claimant: None,
            token,
            name: "Ada".to_owned(),
            secret: crate::store::Secret::nobodys().expect("it is made"),
        };
        far.ask(claim.clone()).await.expect("nobody has the name");
        for store in [&keeper.store, &far] {
            let again = store.ask(Claiming {
                token: TokenHash([8; 32]),
                ..claim.clone()
            });
            assert!(matches!(again.await, Err(StoreError::NameTaken)));
            let account = store.ask(AccountOf { token }).await.expect("it answers");
            let (name, account) = account;
            assert_eq!(name.as_deref(), Some("Ada"));
            assert_eq!(account.expect("it is claimed").secret, claim.secret);
            let board = BoardOf {
                period: Period::All,
                limit: 10,
                asking: Some(token),
            };
            let rows = store.ask(board).await.expect("it answers").rows;
            assert!(rows.is_empty(), "nobody has scored");
            let profile = store.ask(ProfileOf { name: "Ada".into() }).await;
            assert!(profile.expect("it is there").since_s <= unix_now());
        }
    }

    #[tokio::test]
    async fn what_is_not_understood_is_answered_all_the_same() {
        let (keeper, _far) = stores();
        for (name, question) in [("no such", &b""[..]), (BoardOf::NAME, b"\xc1")] {
            assert!(!keeper.store.answer(name, question).await.is_empty());
        }
    }

    #[tokio::test]
    async fn while_there_is_no_keeper_the_store_is_busy() {
        let memory = Database::in_memory().expect("there is memory");
        let store = StoreThread::start(memory).expect("it starts").store;
        let (elsewhere, asked) = errands(None);
        drop(asked);
        let far = store.kept_elsewhere(elsewhere);
        assert!(matches!(far.ask(AllBans {}).await, Err(StoreError::Busy)));
    }
}
