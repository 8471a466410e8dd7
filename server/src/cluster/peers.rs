//! What edges tell each other past the rooms, on its way: a subject that all of them hear.

use std::time::Duration;

use async_nats::HeaderMap;
use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::Cluster;
use crate::net::peers::{PeerCarrier, Peering, peering};

/// The header that names the edge which speaks: it does not listen to itself.
const SPEAKER: &str = "Asteroids-Edge";
/// The pause before the subject is asked for again.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

impl Cluster {
    /// Tells the other edges from now on, and hears them.
    pub fn join_peers(&self) -> Peering {
        let (peering, PeerCarrier { told, tell }) = peering(self.settings.address.clone());
        tokio::spawn(send(self.clone(), told));
        tokio::spawn(hear(self.clone(), tell));
        peering
    }

    fn words(&self) -> String {
        format!("{}.words", self.settings.name)
    }
}

async fn send(cluster: Cluster, mut told: mpsc::Receiver<Vec<u8>>) {
    let mut speaker = HeaderMap::new();
    speaker.insert(SPEAKER, cluster.edge().to_string());
    while let Some(word) = told.recv().await {
        let (subject, speaker) = (cluster.words(), speaker.clone());
        let sent = cluster
            .client
            .publish_with_headers(subject, speaker, word.into());
        if let Err(error) = sent.await {
            tracing::debug!("a word is not sent: {error}");
        }
    }
}

/// Words that there is no room for are lost.
async fn hear(cluster: Cluster, tell: mpsc::Sender<Vec<u8>>) {
    let own = cluster.edge().to_string();
    while !tell.is_closed() {
        if let Ok(mut words) = cluster.client.subscribe(cluster.words()).await {
            while let Some(message) = words.next().await {
                let speaker = message.headers.as_ref().and_then(|it| it.get(SPEAKER));
                let is_own = speaker.is_some_and(|speaker| speaker.as_str() == own);
                if !is_own {
                    let _ = tell.try_send(message.payload.into());
                }
            }
        }
        sleep(AGAIN_AFTER).await;
    }
}
