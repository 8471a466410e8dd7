//! Lines as the stream of a room delivers them: each once, in their order.

use std::time::{Duration, SystemTime};

use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, push};
use async_nats::jetstream::stream::Stream;
use futures_util::StreamExt;
use tokio::time::{sleep, timeout};

use super::Cluster;
use crate::metrics::cluster as metrics;
use crate::room::member::{Line, LineError};

/// After so long without a line it is asked whether there is one.
const SILENCE: Duration = Duration::from_millis(700);
/// The pause before whoever delivers is asked for again.
const PAUSE: Duration = Duration::from_millis(100);
/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);
/// Whoever delivers goes so long after nobody listens.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(30);

/// Why a stream cannot be followed any further.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// A line cannot be read.
    #[error("line {sequence} cannot be read: {error}")]
    Line {
        /// Which.
        sequence: u64,
        /// Why not.
        #[source]
        error: LineError,
    },
    /// Lines that were delivered are not there any more, as after a power cut.
    #[error("the stream ends with line {last}, and line {known} was delivered")]
    LostItsEnd {
        /// The last line that is left.
        last: u64,
        /// The last one that was delivered.
        known: u64,
    },
}

/// A line that is delivered.
pub struct Delivered {
    /// Its place.
    pub sequence: u64,
    /// What it holds.
    pub line: Line,
    /// How long ago the stream took it, by the clock of the NATS server.
    pub age: Duration,
    /// How many more the stream has.
    pub pending: u64,
}

/// The lines of a stream from one on.
pub struct Delivery {
    cluster: Cluster,
    stream: Stream,
    room: u32,
    /// The line that came last.
    sequence: u64,
    messages: Option<push::Messages>,
    /// Whether lines were asked for before.
    was_asked: bool,
}

impl Delivery {
    /// All that comes after this line.
    pub fn after(cluster: Cluster, (room, stream): (u32, Stream), sequence: u64) -> Self {
        Self {
            cluster,
            stream,
            room,
            sequence,
            messages: None,
            was_asked: false,
        }
    }

    /// The next line. Waits for it however long that takes, through losses of the
    /// connection and of servers.
    pub async fn next(&mut self) -> Result<Delivered, Broken> {
        loop {
            let Some(messages) = &mut self.messages else {
                match timeout(ANSWER_WITHIN, self.begin()).await {
                    Ok(Ok(messages)) => {
                        if std::mem::replace(&mut self.was_asked, true) {
                            metrics::count_resync(self.room);
                        }
                        self.messages = Some(messages);
                    }
                    Ok(Err(error)) => {
                        tracing::debug!("no lines are delivered: {error}");
                        sleep(PAUSE).await;
                    }
                    Err(_) => {}
                }
                continue;
            };
            let message = match timeout(SILENCE, messages.next()).await {
                Ok(Some(Ok(message))) => message,
                Ok(Some(Err(error))) => {
                    tracing::debug!("lines are not delivered any more: {error}");
                    self.messages = None;
                    continue;
                }
                Ok(None) => {
                    self.messages = None;
                    continue;
                }
                Err(_) => {
                    if self.misses_some().await? {
                        self.messages = None;
                    }
                    continue;
                }
            };
            let Ok(info) = message.info() else { continue };
            let sequence = info.stream_sequence;
            if sequence == self.sequence + 1 {
                self.sequence = sequence;
                let line = Line::decode(&message.payload);
                let line = line.map_err(|error| Broken::Line { sequence, error })?;
                let published = info.published.unix_timestamp_nanos();
                return Ok(Delivered {
                    sequence,
                    line,
                    age: age(published),
                    pending: info.pending,
                });
            }
            if sequence > self.sequence {
                // Something was lost on the way.
                self.messages = None;
            }
        }
    }

    /// Whether the stream has lines that have not come. Also if that cannot be told.
    async fn misses_some(&self) -> Result<bool, Broken> {
        let Ok(Ok(info)) = timeout(ANSWER_WITHIN, self.stream.get_info()).await else {
            return Ok(true);
        };
        let (last, known) = (info.state.last_sequence, self.sequence);
        if last < known {
            return Err(Broken::LostItsEnd { last, known });
        }
        Ok(last > known)
    }

    async fn begin(&self) -> Result<push::Messages, async_nats::Error> {
        let config = push::Config {
            deliver_subject: self.cluster.client.new_inbox(),
            deliver_policy: DeliverPolicy::ByStartSequence {
                start_sequence: self.sequence + 1,
            },
            ack_policy: AckPolicy::None,
            inactive_threshold: FORGOTTEN_AFTER,
            num_replicas: 1,
            memory_storage: true,
            ..push::Config::default()
        };
        let consumer = self.stream.create_consumer(config).await?;
        Ok(consumer.messages().await?)
    }
}

/// How long that is ago, in nanoseconds since 1970; nothing if its clock is ahead.
fn age(published_ns: i128) -> Duration {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now_ns = now.map_or(0, |now| now.as_nanos().cast_signed());
    let age_ns = u64::try_from(now_ns - published_ns).unwrap_or(0);
    Duration::from_nanos(age_ns)
}
