//! Snapshots of rooms in an object store, for edges that come later.

use async_nats::jetstream::object_store::{Config, ObjectStore};
use async_nats::jetstream::stream::Stream;
use futures_util::StreamExt;
use tokio::io::AsyncReadExt;

use super::{Cluster, ClusterError, refused};
use crate::room::annals::{Annals, AnnalsRecord, Scribe};
use crate::room::member::{Line, Snapshot, may_begin_before};
use crate::room::{RoomRecord, State};

/// How many snapshots of a room are kept.
const KEPT: usize = 3;

/// The snapshots of one room.
#[derive(Clone)]
pub struct Snapshots {
    store: ObjectStore,
    room: u32,
}

impl Snapshots {
    /// Those of a room of this cluster.
    pub async fn open(cluster: &Cluster, room: u32) -> Result<Self, ClusterError> {
        let settings = &cluster.settings;
        let bucket = format!("{}-room-{room}-snapshots", settings.name);
        let store = match cluster.jetstream.get_object_store(&bucket).await {
            Ok(store) => store,
            Err(_) => {
                let config = Config {
                    bucket,
                    num_replicas: settings.replicas,
                    ..Config::default()
                };
                let made = cluster.jetstream.create_object_store(config).await;
                made.map_err(refused("keep snapshots"))?
            }
        };
        Ok(Self { store, room })
    }

    /// The newest one that leads on, and the line that it was taken after, if there is one.
    pub async fn newest(
        &self,
        stream: &Stream,
    ) -> Result<Option<(u64, State, Scribe)>, ClusterError> {
        let sequences = self.sequences().await?;
        for &sequence in sequences.iter().rev() {
            let next = line_at(stream, sequence + 1).await;
            if !may_begin_before(next.as_ref()) {
                let room = self.room;
                tracing::warn!(
                    room,
                    sequence,
                    "a snapshot after a line that is skipped is passed over"
                );
                continue;
            }
            // So is one that is damaged, or half written.
            match self.read(sequence).await {
                Ok((state, scribe)) => return Ok(Some((sequence, state, scribe))),
                Err(error) => {
                    let room = self.room;
                    tracing::warn!(room, sequence, %error, "a snapshot is passed over");
                }
            }
        }
        Ok(None)
    }

    /// After which line there is the newest one.
    pub async fn latest(&self) -> Result<Option<u64>, ClusterError> {
        Ok(self.sequences().await?.last().copied())
    }

    async fn read(&self, sequence: u64) -> Result<(State, Scribe), async_nats::Error> {
        let mut object = self.store.get(name(sequence)).await?;
        let mut bytes = Vec::with_capacity(object.info().size);
        object.read_to_end(&mut bytes).await?;
        let mut values = &bytes[..];
        let record = RoomRecord::read(&mut values)?;
        let scribe = Scribe::of(AnnalsRecord::read(values)?, Annals::default());
        Ok((State::from(record), scribe))
    }

    /// Keeps one, and lets the oldest go.
    pub async fn keep(&self, snapshot: &Snapshot) -> Result<(), ClusterError> {
        let (object, mut bytes) = (name(snapshot.sequence), snapshot.record.as_slice());
        let put = self.store.put(object.as_str(), &mut bytes).await;
        put.map_err(refused("keep a snapshot"))?;
        let mut sequences = self.sequences().await?;
        let too_many = sequences.len().saturating_sub(KEPT);
        for sequence in sequences.drain(..too_many) {
            let deleted = self.store.delete(name(sequence)).await;
            deleted.map_err(refused("delete a snapshot"))?;
        }
        Ok(())
    }

    /// After which lines there are some, the oldest first.
    async fn sequences(&self) -> Result<Vec<u64>, ClusterError> {
        let room = self.room;
        let failed = |error: async_nats::Error| ClusterError::Snapshot { room, error };
        let mut list = self
            .store
            .list()
            .await
            .map_err(|error| failed(error.into()))?;
        let mut sequences = Vec::new();
        while let Some(info) = list.next().await {
            let info = info.map_err(|error| failed(error.into()))?;
            sequences.extend(info.name.parse::<u64>());
        }
        sequences.sort_unstable();
        Ok(sequences)
    }
}

/// A line, if the stream has it and it can be read.
pub async fn line_at(stream: &Stream, sequence: u64) -> Option<Line> {
    let line = stream.get_raw_message(sequence).await.ok()?;
    Line::decode(&line.payload).ok()
}

fn name(sequence: u64) -> String {
    sequence.to_string()
}
