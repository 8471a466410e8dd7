//! What edges tell each other past the rooms, on its way: a subject that all of them hear.

use std::time::Duration;

use async_nats::HeaderMap;
use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::Cluster;
use crate::net::KnownBans;
use crate::net::peers::{Ear, Parcel, Peering, peering};
use crate::room::EdgeId;

/// The header that names the edge which speaks: it does not listen to itself.
const SPEAKER: &str = "Asteroids-Edge";
/// The pause before the subject is asked for again.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

impl Cluster {
    /// Tells the other edges from now on, and hears them.
    pub fn join_peers(&self, known_bans: KnownBans) -> Peering {
        let settings = &self.settings;
        let (mut peering, carrier) = peering(settings.address.clone(), settings.hosts.clone());
        peering.known_bans = known_bans;
        tokio::spawn(send(self.clone(), carrier.told));
        tokio::spawn(lend(self.clone(), carrier.lent));
        tokio::spawn(hear(self.clone(), carrier.tell));
        tokio::spawn(borrow(self.clone(), carrier.lend));
        peering
    }

    fn words(&self) -> String {
        format!("{}.words", self.settings.name)
    }

    /// Where an edge gets what it has asked for.
    fn parts_for(&self, edge: EdgeId) -> String {
        format!("{}.parts.{edge}", self.settings.name)
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

/// Each part is on the wire before the next one, so that none gather in the client of NATS.
async fn lend(cluster: Cluster, mut lent: mpsc::Receiver<Parcel>) {
    while let Some(Parcel { to, bytes }) = lent.recv().await {
        let subject = cluster.parts_for(to);
        let sent = cluster.client.publish(subject, bytes.into()).await;
        if let Err(error) = sent {
            tracing::debug!("a part is not sent: {error}");
        }
        if let Err(error) = cluster.client.flush().await {
            tracing::debug!("parts are not sent: {error}");
        }
    }
}

/// Words that there is no room for are lost.
async fn hear(cluster: Cluster, tell: Ear) {
    let own = cluster.edge().to_string();
    while !tell.is_closed() {
        if let Ok(mut words) = cluster.client.subscribe(cluster.words()).await {
            while let Some(message) = words.next().await {
                let speaker = message.headers.as_ref().and_then(|it| it.get(SPEAKER));
                let is_own = speaker.is_some_and(|speaker| speaker.as_str() == own);
                if !is_own {
                    tell.tell(&message.payload);
                }
            }
        }
        sleep(AGAIN_AFTER).await;
    }
}

/// What others give is no more than what was asked for, and taken at once.
async fn borrow(cluster: Cluster, lend: mpsc::Sender<Vec<u8>>) {
    let subject = cluster.parts_for(cluster.edge());
    while !lend.is_closed() {
        if let Ok(mut parts) = cluster.client.subscribe(subject.clone()).await {
            while let Some(part) = parts.next().await {
                if lend.send(part.payload.into()).await.is_err() {
                    return;
                }
            }
        }
        sleep(AGAIN_AFTER).await;
    }
}
