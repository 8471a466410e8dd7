//! How an edge comes to where the stream of a room is.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::Stream;

use super::delivery::{Broken, Delivery};
use super::snapshots::{Snapshots, line_at};
use super::{Cluster, ClusterError, refused};
use crate::room::member::{Astray, Body, FIRST_LINE, Foundation, Joined, Line, Poison, Remedy};
use crate::room::{RecorderSettings, RoomSettings, State};

/// How long a disk has to take what is known of a room that is begun again.
const WRITTEN_WITHIN: Duration = Duration::from_secs(2);

/// A room of a cluster, as an edge finds it that comes.
pub struct Place<'a> {
    pub cluster: &'a Cluster,
    pub room: u32,
    pub stream: &'a Stream,
    pub snapshots: &'a Snapshots,
    /// Where this edge keeps it, for films.
    pub kept: RecorderSettings,
}

/// A room that has taken in all lines that there were.
pub struct Live {
    pub joined: Joined,
    /// What comes next.
    pub delivery: Delivery,
    /// As the room was founded, whatever this edge is set to.
    pub settings: RoomSettings,
}

impl Place<'_> {
    /// Begins at the newest snapshot, or at the foundation, and takes in all lines that
    /// there are by now, so that clients find the room live.
    pub async fn join(&self, settings: &RoomSettings) -> Result<Live, ClusterError> {
        let (room, mut poison) = (self.room, Poison::default());
        loop {
            let (mut joined, settings) = self.begin(settings.clone()).await?;
            joined
                .keep_on_disk(room, self.kept.clone())
                .map_err(refused("keep a room on this edge's disk"))?;
            let follows = (room, self.stream.clone());
            let mut delivery = Delivery::after(self.cluster.clone(), follows, joined.sequence);
            match self.catch_up(&mut delivery, &mut joined).await? {
                Ok(()) => {
                    return Ok(Live {
                        joined,
                        delivery,
                        settings,
                    });
                }
                Err(Astray::Poisoned { sequence, epoch }) => {
                    // Before it is opened again.
                    let _ = joined.recorder.finish(Instant::now() + WRITTEN_WITHIN);
                    let (version, edge) = (joined.version, self.cluster.edge);
                    tracing::error!(room, sequence, "this room panics of a line of its stream");
                    match poison.meet(sequence, version, epoch, edge) {
                        Remedy::Again => {}
                        Remedy::Skip(line) => self.append(sequence, &line, "skip a line").await?,
                        Remedy::End => {
                            let error = Astray::Poisoned { sequence, epoch };
                            return Err(ClusterError::Astray { room, error });
                        }
                    }
                }
                Err(error) => return Err(ClusterError::Astray { room, error }),
            }
        }
    }

    async fn begin(
        &self,
        mut settings: RoomSettings,
    ) -> Result<(Joined, RoomSettings), ClusterError> {
        let (room, version) = (self.room, self.cluster.settings.world_version);
        if let Some((sequence, state, scribe)) = self.snapshots.newest(self.stream).await? {
            settings.world = *state.world().settings();
            settings.capacity = state.capacity();
            let mut joined = Joined::new(state, sequence, 0, version);
            joined.scribe = scribe;
            let line = line_at(self.stream, sequence).await;
            joined.inherits = line.is_some_and(|line| matches!(line.body, Body::HandOver));
            return Ok((joined, settings));
        }
        let info = self.stream.get_info().await;
        let info = info.map_err(refused("tell of a room"))?;
        if info.state.last_sequence == 0 {
            self.found(&settings).await?;
        } else if info.state.first_sequence > FIRST_LINE {
            let first = info.state.first_sequence;
            return Err(ClusterError::NoWay { room, first });
        }
        let first = self.stream.get_raw_message(FIRST_LINE).await;
        let first = first.map_err(refused("read the foundation of a room"))?;
        let line = Line::decode(&first.payload).map_err(|error| ClusterError::Broken {
            room,
            error: Broken::Line {
                sequence: FIRST_LINE,
                error,
            },
        })?;
        let Body::Foundation(foundation) = line.body else {
            return Err(ClusterError::Unfounded { room });
        };
        let Foundation {
            world,
            capacity,
            source,
        } = foundation;
        if world != settings.world {
            tracing::info!(
                room,
                "the room has another seed or size than this edge is set to"
            );
        }
        (settings.world, settings.capacity) = (world, capacity);
        let state = State::new(world, capacity);
        let joined = Joined::new(state, FIRST_LINE, source, version);
        Ok((joined, settings))
    }

    /// Writes the first line, unless another edge is faster.
    async fn found(&self, settings: &RoomSettings) -> Result<(), ClusterError> {
        let foundation = Foundation {
            world: settings.world,
            capacity: settings.capacity,
            source: RandomState::new().hash_one(()).cast_signed(),
        };
        let line = Line {
            version: self.cluster.settings.world_version,
            epoch: 0,
            edge: self.cluster.edge,
            body: Body::Foundation(foundation),
        };
        self.append(0, &line, "found a room").await
    }

    /// Appends a line after this one, unless another edge is faster.
    async fn append(
        &self,
        after: u64,
        line: &Line,
        what: &'static str,
    ) -> Result<(), ClusterError> {
        let line = line.encode().map_err(refused(what))?;
        let message = PublishMessage::build()
            .payload(line.into())
            .expected_last_sequence(after);
        let subject = self.cluster.lines_of(self.room);
        let sent = self.cluster.jetstream.send_publish(subject, message).await;
        match sent.map_err(refused(what))?.await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == PublishErrorKind::WrongLastSequence => Ok(()),
            Err(error) => Err(refused(what)(error)),
        }
    }

    async fn catch_up(
        &self,
        delivery: &mut Delivery,
        joined: &mut Joined,
    ) -> Result<Result<(), Astray>, ClusterError> {
        let room = self.room;
        let info = self.stream.get_info().await;
        let last = info.map_err(refused("tell of a room"))?.state.last_sequence;
        let mut sequence = joined.sequence;
        while sequence < last {
            let next = delivery.next().await;
            let next = next.map_err(|error| ClusterError::Broken { room, error })?;
            sequence = next.sequence;
            if let Err(astray) = joined.take_in(sequence, next.line) {
                return Ok(Err(astray));
            }
        }
        Ok(joined.settle())
    }
}
