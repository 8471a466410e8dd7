//! The tasks that carry what a member sends, and what it is to hear.

use std::fmt::Display;
use std::time::Duration;

use async_nats::Subscriber;
use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

use super::delivery::{Delivered, Delivery};
use super::snapshots::Snapshots;
use super::{Cluster, ClusterError, refused};
use crate::metrics::cluster as metrics;
use crate::room::member::{Carrier, News, Outgoing, Proposal};

/// How long a snapshot is tried to be kept: while an edge that has handed a room over stays.
const KEPT_WITHIN: Duration = Duration::from_secs(15);
/// The pause before that is tried again.
const AGAIN_AFTER: Duration = Duration::from_millis(500);

/// The proposals of all edges.
pub struct Asked(Subscriber);

impl Asked {
    /// Hears those of a room.
    pub async fn hear(cluster: &Cluster, room: u32) -> Result<Self, ClusterError> {
        let subscribed = cluster.client.subscribe(cluster.proposals_of(room)).await;
        Ok(Self(subscribed.map_err(refused("tell what edges ask"))?))
    }
}

/// What the tasks of a room need.
#[derive(Clone)]
pub struct Carried {
    pub cluster: Cluster,
    pub room: u32,
    pub snapshots: Snapshots,
}

/// Carries until the member is gone.
pub fn start(carried: Carried, carrier: Carrier, delivery: Delivery, asked: Asked) {
    let Carrier { news, outgoing } = carrier;
    tokio::spawn(deliver(delivery, news.clone(), carried.room));
    tokio::spawn(hear(asked, news.clone()));
    tokio::spawn(send(carried, outgoing, news));
}

/// Lines wait until there is room for them.
async fn deliver(mut delivery: Delivery, news: mpsc::Sender<News>, room: u32) {
    loop {
        let next = tokio::select! {
            next = delivery.next() => next,
            () = news.closed() => return,
        };
        let told = match next {
            Ok(delivered) => {
                let Delivered {
                    sequence,
                    line,
                    age,
                    pending,
                } = delivered;
                let waiting = news.max_capacity() - news.capacity();
                metrics::tell_lag(room, pending + waiting as u64, age);
                news.send(News::Line { sequence, line }).await
            }
            Err(broken) => {
                tracing::error!(room, "{broken}");
                let _ = news.send(News::Broken).await;
                return;
            }
        };
        if told.is_err() {
            return;
        }
    }
}

/// Proposals that there is no room for are lost, and told again.
async fn hear(mut asked: Asked, news: mpsc::Sender<News>) {
    loop {
        let message = tokio::select! {
            message = asked.0.next() => message,
            () = news.closed() => return,
        };
        let Some(message) = message else { return };
        match rmp_serde::from_slice::<Proposal>(&message.payload) {
            Ok(proposal) => {
                let _ = news.try_send(News::Proposal(proposal));
            }
            Err(error) => tracing::warn!("an edge asks something that cannot be read: {error}"),
        }
    }
}

async fn send(carried: Carried, mut outgoing: mpsc::Receiver<Outgoing>, news: mpsc::Sender<News>) {
    while let Some(outgoing) = outgoing.recv().await {
        match outgoing {
            Outgoing::Append { after, line } => {
                append(&carried, after, line, &news).await;
            }
            Outgoing::Propose(proposal) => propose(&carried, &proposal).await,
            Outgoing::Snapshot(snapshot) => {
                let snapshots = carried.snapshots.clone();
                let (room, news) = (carried.room, news.clone());
                tokio::spawn(async move {
                    let sequence = snapshot.sequence;
                    let until = Instant::now() + KEPT_WITHIN;
                    if keep_at_last(room, until, || snapshots.keep(&snapshot)).await {
                        // Nobody may be there any more to whom it matters.
                        let _ = news.send(News::Kept { sequence }).await;
                    }
                });
            }
        }
    }
}

/// Keeps a snapshot, again and again while whoever has handed a room over is there: those who
/// get it may have no other. Says whether it is kept.
async fn keep_at_last<F, E>(room: u32, until: Instant, mut keep: impl FnMut() -> F) -> bool
where
    F: Future<Output = Result<(), E>>,
    E: Display,
{
    loop {
        match keep().await {
            Ok(()) => return true,
            Err(error) => tracing::warn!(room, "a snapshot is not kept: {error}"),
        }
        if Instant::now() >= until {
            return false;
        }
        sleep(AGAIN_AFTER).await;
    }
}

async fn append(carried: &Carried, after: u64, line: Vec<u8>, news: &mpsc::Sender<News>) {
    let Carried { cluster, room, .. } = carried;
    let message = PublishMessage::build()
        .payload(line.into())
        .expected_last_sequence(after);
    let subject = cluster.lines_of(*room);
    let (room, sent_at) = (*room, Instant::now());
    let acknowledged = match cluster.jetstream.send_publish(subject, message).await {
        Ok(acknowledged) => acknowledged,
        Err(error) => {
            tracing::warn!(room, "a line is not sent: {error}");
            return;
        }
    };
    let news = news.clone();
    tokio::spawn(async move {
        match acknowledged.await {
            Ok(_) => metrics::tell_append(room, sent_at.elapsed()),
            Err(error) if error.kind() == PublishErrorKind::WrongLastSequence => {
                let _ = news.send(News::Refused { after }).await;
            }
            // It is sent again.
            Err(error) => tracing::debug!("a line is not stored: {error}"),
        }
    });
}

async fn propose(carried: &Carried, proposal: &Proposal) {
    let Carried { cluster, room, .. } = carried;
    let message = match rmp_serde::to_vec(proposal) {
        Ok(message) => message,
        // Wishes are data, and a vector takes whatever is written to it.
        Err(error) => {
            tracing::error!(%error, "a proposal cannot be written down");
            return;
        }
    };
    let subject = cluster.proposals_of(*room);
    if let Err(error) = cluster.client.publish(subject, message.into()).await {
        tracing::debug!("a proposal is not sent: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_snapshot_that_is_not_taken_is_sent_again_and_not_for_ever() {
        for (within, is_kept) in [(KEPT_WITHIN, true), (Duration::ZERO, false)] {
            let mut answers = [Err("no leader"), Ok(())].into_iter();
            let keep = || std::future::ready(answers.next().expect("it is asked twice"));
            let until = Instant::now() + within;
            assert_eq!(keep_at_last(1, until, keep).await, is_kept);
        }
    }
}
