//! What edges ask the keeper, on its way.

use std::sync::Arc;

use tokio::sync::{Semaphore, mpsc};

use crate::cluster::Cluster;
use crate::store::questions::Errand;

/// How many questions of this edge are under way at once. Others wait.
const UNDER_WAY_MAX: usize = 64;

/// What the subjects of questions begin with.
pub fn prefix(cluster: &Cluster) -> String {
    format!("{}.store.", cluster.settings.name)
}

/// Carries questions, and answers back.
pub async fn carry(cluster: Cluster, mut errands: mpsc::Receiver<Errand>) {
    let prefix = prefix(&cluster);
    let places = Arc::new(Semaphore::new(UNDER_WAY_MAX));
    while let Some(errand) = errands.recv().await {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let Errand {
            name,
            question,
            answer,
        } = errand;
        let client = cluster.client.clone();
        let subject = format!("{prefix}{name}");
        tokio::spawn(async move {
            let _place = place;
            // Without an answer whoever asks is told that the store is busy.
            match client.request(subject, question.into()).await {
                Ok(message) => _ = answer.send(message.payload.into()),
                Err(error) => tracing::debug!(name, "the keeper does not answer: {error}"),
            }
        });
    }
}
