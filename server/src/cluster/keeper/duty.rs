//! What the keeper does.

use std::sync::Arc;

use async_nats::jetstream::stream::Stream;
use futures_util::StreamExt;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Duration, sleep};

use super::errands;
use crate::cluster::{Cluster, points};
use crate::store::Store;

/// How many questions are answered at once. Beyond that they wait, and whoever asks is
/// told in time that the store is busy.
const ANSWERED_AT_ONCE: usize = 64;
/// The pause before something that failed is tried again.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// What the keeper works with.
pub struct Desk {
    pub cluster: Cluster,
    /// The store that is here.
    pub store: Store,
    pub points: Stream,
}

/// What the keeper does, until this is dropped.
pub struct Duty(
    #[expect(dead_code, reason = "it ends what it holds when it is dropped")] JoinSet<()>,
);

impl Desk {
    /// Begins with it.
    pub fn begin(&self, generation: u32) -> Duty {
        let mut tasks = JoinSet::new();
        tasks.spawn(answer(self.cluster.clone(), self.store.clone()));
        let (points, store) = (self.points.clone(), self.store.clone());
        tasks.spawn(async move {
            loop {
                if let Err(error) = points::write_down(&points, &store, generation).await {
                    tracing::warn!("points wait to be written down: {error}");
                }
                sleep(AGAIN_AFTER).await;
            }
        });
        Duty(tasks)
    }
}

/// Answers what other edges ask.
async fn answer(cluster: Cluster, store: Store) {
    let prefix = errands::prefix(&cluster);
    let places = Arc::new(Semaphore::new(ANSWERED_AT_ONCE));
    loop {
        let asked = cluster.client.subscribe(format!("{prefix}*")).await;
        let Ok(mut asked) = asked else {
            sleep(AGAIN_AFTER).await;
            continue;
        };
        while let Some(message) = asked.next().await {
            let Some(reply) = message.reply else { continue };
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return;
            };
            let name = message.subject.strip_prefix(&prefix).unwrap_or_default();
            let name = name.to_owned();
            let (client, store) = (cluster.client.clone(), store.clone());
            tokio::spawn(async move {
                let _place = place;
                let answer = store.answer(&name, &message.payload).await;
                if let Err(error) = client.publish(reply, answer.into()).await {
                    tracing::debug!("an answer is not sent: {error}");
                }
            });
        }
    }
}
