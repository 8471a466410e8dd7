//! The lease of the keeper: the last message of a stream, to which whoever takes or renews
//! it appends right after the one that it has seen. The stream refuses all others, so that
//! one edge has it, whatever clocks and pauses do.

use std::time::{Duration, Instant};

use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{self, Stream};
use tokio::sync::watch as value;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::duty::{Desk, Duty};
use super::mark::Mark;
use super::watch::{COUNTS_FOR, Lease, Watch};
use crate::cluster::{Cluster, ClusterError, refused};
use crate::metrics::cluster as metrics;
use crate::store::GameId;

/// How often the lease is looked at, and renewed.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// Where the lease is.
pub struct Leases {
    cluster: Cluster,
    stream: Stream,
    subject: String,
}

/// What was written of a lease.
enum Written {
    Renewed,
    /// Another edge was faster.
    Refused,
}

impl Leases {
    pub async fn open(cluster: &Cluster) -> Result<Self, ClusterError> {
        let name = &cluster.settings.name;
        let subject = format!("{name}.keeper");
        let config = stream::Config {
            name: format!("{name}-keeper"),
            subjects: vec![subject.clone()],
            max_messages: 1,
            num_replicas: cluster.settings.replicas,
            ..stream::Config::default()
        };
        let made = cluster.jetstream.get_or_create_stream(config).await;
        let stream = made.map_err(refused("keep the keeper's lease"))?;
        let cluster = cluster.clone();
        Ok(Self {
            cluster,
            stream,
            subject,
        })
    }

    /// The latest renewal, and its number.
    async fn latest(&self) -> Result<Option<(u64, Lease)>, async_nats::Error> {
        let info = self.stream.get_info().await?;
        let number = info.state.last_sequence;
        if number == 0 {
            return Ok(None);
        }
        let message = self.stream.get_raw_message(number).await?;
        Ok(Some((number, serde_json::from_slice(&message.payload)?)))
    }

    async fn write(&self, after: u64, lease: Lease) -> Result<Written, async_nats::Error> {
        let message = PublishMessage::build()
            .payload(serde_json::to_vec(&lease)?.into())
            .expected_last_sequence(after);
        let subject = self.subject.clone();
        let sent = self.cluster.jetstream.send_publish(subject, message);
        match sent.await?.await {
            Ok(_) => Ok(Written::Renewed),
            Err(error) if error.kind() == PublishErrorKind::WrongLastSequence => {
                Ok(Written::Refused)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// How this edge comes to be the keeper, and stays it.
pub struct Keeping {
    pub leases: Leases,
    pub watch: Watch,
    pub mark: Mark,
    /// Until when the store that is here counts.
    pub keep: value::Sender<Option<Instant>>,
    /// Which game the cluster is.
    pub tell_game: value::Sender<Option<GameId>>,
}

impl Keeping {
    /// For ever. What the keeper has to do is done while this edge is it.
    pub async fn go_on(mut self, desk: Desk) {
        let mut looks = interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut duty: Option<Duty> = None;
        loop {
            looks.tick().await;
            let began = Instant::now();
            match timeout(ANSWER_WITHIN, self.look()).await {
                Ok(Ok(Some(lease))) => {
                    self.keep.send_replace(Some(began + COUNTS_FOR));
                    metrics::tell_keeper(true);
                    if duty.is_none() {
                        tracing::info!(generation = lease.generation, "this edge is the keeper");
                        duty = Some(desk.begin(lease.generation));
                    }
                }
                Ok(Ok(None)) => self.resign(&mut duty),
                Ok(Err(error)) => tracing::debug!("the keeper's lease cannot be seen: {error}"),
                Err(_) => {}
            }
            let counts_until = *self.keep.borrow();
            if counts_until.is_some_and(|until| Instant::now() >= until) {
                self.resign(&mut duty);
            }
        }
    }

    fn resign(&self, duty: &mut Option<Duty>) {
        self.keep.send_replace(None);
        metrics::tell_keeper(false);
        if duty.take().is_some() {
            tracing::warn!("this edge is not the keeper any more");
        }
    }

    /// Takes or renews the lease, if that is this edge's to do. Gives it if this edge has
    /// it.
    async fn look(&mut self) -> Result<Option<Lease>, async_nats::Error> {
        let latest = self.leases.latest().await?;
        if let Some((_, lease)) = latest {
            self.tell_game.send_replace(Some(lease.game));
        }
        let Some(lease) = self.watch.look(latest, Instant::now()) else {
            return Ok(None);
        };
        let after = latest.map_or(0, |(number, _)| number);
        match self.leases.write(after, lease).await? {
            Written::Refused => Ok(None),
            Written::Renewed => {
                self.tell_game.send_replace(Some(lease.game));
                self.mark.keep(lease.generation)?;
                self.watch.won(lease.generation);
                Ok(Some(lease))
            }
        }
    }
}
