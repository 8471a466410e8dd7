//! The way to a store that is elsewhere.

use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;

use super::Question;
use super::refusal;
use crate::store::StoreError;

/// How many questions are under way at the most. Beyond that the store is busy.
const ERRANDS_MAX: usize = 256;
/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(4);

/// A question on its way.
#[derive(Debug)]
pub struct Errand {
    /// What it is called.
    pub name: &'static str,
    /// What is asked.
    pub question: Vec<u8>,
    /// Where the answer goes. Dropped if there is none.
    pub answer: oneshot::Sender<Vec<u8>>,
}

/// The way to a store that is elsewhere, unless this process is the keeper itself.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    errands: mpsc::Sender<Errand>,
    /// Until when the store that is here is the one that counts.
    kept_until: Option<watch::Receiver<Option<Instant>>>,
}

/// A way, and its end. Until the time that the watch tells the store that is here counts.
pub fn errands(
    kept_until: Option<watch::Receiver<Option<Instant>>>,
) -> (Elsewhere, mpsc::Receiver<Errand>) {
    let (errands, asked) = mpsc::channel(ERRANDS_MAX);
    let elsewhere = Elsewhere {
        errands,
        kept_until,
    };
    (elsewhere, asked)
}

impl Elsewhere {
    /// Whether the store that is here counts.
    pub(in crate::store) fn is_here(&self) -> bool {
        let until = self.kept_until.as_ref().and_then(|it| *it.borrow());
        until.is_some_and(|until| Instant::now() < until)
    }

    /// Asks, and waits for the answer.
    pub(super) async fn ask<Q: Question>(&self, question: Q) -> Result<Q::Answer, StoreError> {
        let question = rmp_serde::to_vec_named(&question).map_err(|error| {
            tracing::error!(name = Q::NAME, %error, "a question cannot be written down");
            StoreError::Busy
        })?;
        let (answer, answered) = oneshot::channel();
        let errand = Errand {
            name: Q::NAME,
            question,
            answer,
        };
        self.errands
            .try_send(errand)
            .map_err(|_| StoreError::Busy)?;
        match timeout(ANSWER_WITHIN, answered).await {
            Ok(Ok(answer)) => refusal::read(&answer),
            Ok(Err(_)) | Err(_) => Err(StoreError::Busy),
        }
    }
}
