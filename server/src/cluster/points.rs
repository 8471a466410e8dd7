//! What pilots have earned, on its way from the edge that leads a room to the keeper: each
//! report a message of a stream, so that it waits there while there is no keeper.
//!
//! Reports are totals of a flight, numbered. A message that comes twice is left out by its
//! id, and one that is read twice, or after a newer one, counts no second time in the store.

use std::sync::mpsc::Receiver;
use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, pull};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{self, Stream};
use futures_util::StreamExt;
use futures_util::future::join_all;
use tokio::time::{sleep, timeout};

use super::{Cluster, ClusterError, refused};
use crate::metrics;
use crate::store::{Reporter, ScoreEvent, Store, reports};

/// For how long messages are kept, less than a store knows flights: one that was restored
/// reads all of them again.
const KEPT_FOR: Duration = Duration::from_secs(6 * 86_400);
/// How many bytes of them are kept.
const KEPT_BYTES: i64 = 4 << 30;
/// Within this time the stream leaves out what comes twice.
const DUPLICATES_WITHIN: Duration = Duration::from_secs(120);
/// How many messages are under way at once.
const UNDER_WAY_MAX: usize = 256;
/// The pause before what the stream did not take is sent again.
const AGAIN_AFTER: Duration = Duration::from_millis(500);
/// How many are written down at once, and how long is waited for more.
const WRITTEN_AT_ONCE: usize = 256;
const GATHERED_WITHIN: Duration = Duration::from_millis(500);
/// How long the keeper's disk may take before what it did not take comes again.
const WRITTEN_WITHIN: Duration = Duration::from_secs(30);

fn subject(cluster: &Cluster) -> String {
    format!("{}.points", cluster.settings.name)
}

/// The stream of points.
pub async fn stream(cluster: &Cluster) -> Result<Stream, ClusterError> {
    let config = stream::Config {
        name: format!("{}-points", cluster.settings.name),
        subjects: vec![subject(cluster)],
        max_age: KEPT_FOR,
        max_bytes: KEPT_BYTES,
        num_replicas: cluster.settings.replicas,
        duplicate_window: DUPLICATES_WITHIN,
        ..stream::Config::default()
    };
    let made = cluster.jetstream.get_or_create_stream(config).await;
    made.map_err(refused("keep points"))
}

/// Passes on to the stream what rooms report. While it takes nothing reports wait, and
/// then rooms keep them.
pub fn pass_on(cluster: Cluster) -> Reporter {
    let (reporter, reports) = reports();
    tokio::spawn(async move {
        let mut reports = reports;
        while let Some((rest, batch)) = next(reports).await {
            reports = rest;
            for events in batch.chunks(UNDER_WAY_MAX) {
                publish(&cluster, events).await;
            }
        }
    });
    reporter
}

type Batch = Vec<ScoreEvent>;

/// Waits for the next report; none once there is no room any more.
async fn next(reports: Receiver<Batch>) -> Option<(Receiver<Batch>, Batch)> {
    let waiting = tokio::task::spawn_blocking(move || {
        let batch = reports.recv().ok()?;
        Some((reports, batch))
    });
    waiting.await.ok().flatten()
}

/// Publishes these, again and again until the stream has all.
async fn publish(cluster: &Cluster, events: &[ScoreEvent]) {
    let mut left: Vec<&ScoreEvent> = events.iter().collect();
    loop {
        let sent = left.iter().map(|event| publish_one(cluster, event));
        let sent = join_all(sent).await;
        let mut sent = sent.into_iter();
        left.retain(|_| sent.next().is_some_and(|sent| !sent));
        if left.is_empty() {
            return;
        }
        tracing::debug!(left = left.len(), "points are not taken, and sent again");
        sleep(AGAIN_AFTER).await;
    }
}

/// Says whether the stream has it.
async fn publish_one(cluster: &Cluster, event: &ScoreEvent) -> bool {
    let payload = match rmp_serde::to_vec_named(event) {
        Ok(payload) => payload,
        // Points are data, and a vector takes whatever is written to it.
        Err(error) => {
            tracing::error!(%error, "points cannot be written down");
            return true;
        }
    };
    let earned = &event.earned;
    let (source, flight, seq) = (earned.source, earned.flight, earned.seq);
    let message = PublishMessage::build()
        .payload(payload.into())
        .message_id(format!("{source}/{flight}/{seq}"));
    let sent = cluster.jetstream.send_publish(subject(cluster), message);
    match sent.await {
        Ok(stored) => stored.await.is_ok(),
        Err(_) => false,
    }
}

/// Writes down what comes, for ever. Each generation of the store reads from the first
/// message on that is left, and goes on where it was.
pub async fn write_down(
    points: &Stream,
    store: &Store,
    generation: u32,
) -> Result<(), async_nats::Error> {
    let name = format!("keeper-{generation}");
    let config = pull::Config {
        durable_name: Some(name.clone()),
        ack_policy: AckPolicy::Explicit,
        ack_wait: WRITTEN_WITHIN,
        max_ack_pending: 4 * WRITTEN_AT_ONCE as i64,
        ..pull::Config::default()
    };
    let consumer = points.get_or_create_consumer(&name, config).await?;
    loop {
        let fetch = consumer.fetch().max_messages(WRITTEN_AT_ONCE);
        let mut fetched = fetch.messages().await?;
        let mut messages = Vec::new();
        // The first is there, or there are none; the next do not take long.
        while let Ok(Some(message)) = timeout(GATHERED_WITHIN, fetched.next()).await {
            messages.push(message?);
        }
        if messages.is_empty() {
            sleep(GATHERED_WITHIN).await;
            continue;
        }
        let read = messages.iter().map(|message| read(&message.payload));
        let events: Batch = read.flatten().collect();
        let count = events.len();
        store.call(move |store| store.append(&events)).await?;
        metrics::count_stored(count);
        for message in messages {
            message.ack().await?;
        }
    }
}

/// What cannot be read is passed over: it would come again and again.
fn read(payload: &[u8]) -> Option<ScoreEvent> {
    let read = rmp_serde::from_slice(payload);
    read.inspect_err(|error| tracing::error!("points cannot be read, and are lost: {error}"))
        .ok()
}
