//! How this edge takes part in a room.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{self, Stream};

use super::carrier;
use super::delivery::{Broken, Delivery};
use super::snapshots::Snapshots;
use super::{Cluster, ClusterError, refused};
use crate::room::State;
use crate::room::member::{Body, FIRST_LINE, Foundation, JITTER_MAX, Joined, Line, spawn};
use crate::room::{RoomSettings, RoomThread};
use crate::store::Reporter;

/// For how long lines are kept. An edge that comes needs those since the last snapshot.
const LINES_KEPT_FOR: Duration = Duration::from_secs(24 * 3_600);
/// How many bytes of lines are kept.
const LINES_KEPT_BYTES: i64 = 2 << 30;
/// Lines that are sent twice are told apart by their place alone.
const DUPLICATES_WITHIN: Duration = Duration::from_millis(100);

impl Cluster {
    /// Takes part in rooms, which report what is earned. What they keep on disk stays as
    /// it is.
    pub async fn start_rooms(
        &self,
        rooms: Vec<RoomSettings>,
        reporter: &Reporter,
    ) -> Result<Vec<RoomThread>, ClusterError> {
        let mut started = Vec::new();
        for settings in rooms {
            started.push(self.start_room(settings, reporter.clone()).await?);
        }
        Ok(started)
    }

    /// Takes part in a room, or founds it, and has it run on a thread of its own, live.
    async fn start_room(
        &self,
        settings: RoomSettings,
        reporter: Reporter,
    ) -> Result<RoomThread, ClusterError> {
        let room = settings.room;
        let stream = self.stream_of(room).await?;
        let snapshots = Snapshots::open(self, room).await?;
        let (mut joined, settings) = self.join_room(&stream, &snapshots, settings).await?;
        let (link, carrier) = crate::room::member::link();
        let asked = carrier::Asked::hear(self, room).await?;
        let mut delivery = Delivery::after(self.clone(), (room, stream.clone()), joined.sequence);
        self.catch_up(&stream, &mut delivery, &mut joined, room)
            .await?;
        let carried = carrier::Carried {
            cluster: self.clone(),
            room,
            snapshots,
        };
        carrier::start(carried, carrier, delivery, asked);
        let chance = RandomState::new().hash_one(room);
        let jitter = JITTER_MAX.mul_f64(chance as f64 / u64::MAX as f64);
        spawn(self.edge, settings, joined, link, jitter, reporter)
            .map_err(refused("give a room a thread"))
    }

    pub(super) async fn stream_of(&self, room: u32) -> Result<Stream, ClusterError> {
        let config = stream::Config {
            name: format!("{}-room-{room}", self.settings.name),
            subjects: vec![self.lines_of(room)],
            max_age: LINES_KEPT_FOR,
            max_bytes: LINES_KEPT_BYTES,
            num_replicas: self.settings.replicas,
            duplicate_window: DUPLICATES_WITHIN,
            ..stream::Config::default()
        };
        let made = self.jetstream.get_or_create_stream(config).await;
        made.map_err(refused("keep the lines of a room"))
    }

    /// The subject of a room's lines.
    pub(super) fn lines_of(&self, room: u32) -> String {
        format!("{}.room.{room}.lines", self.settings.name)
    }

    /// The subject of what is asked of a room.
    pub(super) fn proposals_of(&self, room: u32) -> String {
        format!("{}.room.{room}.proposals", self.settings.name)
    }

    /// Where this edge begins: at the newest snapshot, or at the foundation.
    async fn join_room(
        &self,
        stream: &Stream,
        snapshots: &Snapshots,
        mut settings: RoomSettings,
    ) -> Result<(Joined, RoomSettings), ClusterError> {
        let room = settings.room;
        if let Some((sequence, state)) = snapshots.newest().await? {
            settings.world = *state.world().settings();
            settings.capacity = state.capacity();
            let source = 0;
            let joined = Joined {
                state,
                sequence,
                source,
            };
            return Ok((joined, settings));
        }
        let info = stream.get_info().await.map_err(refused("tell of a room"))?;
        if info.state.last_sequence == 0 {
            self.found(&settings).await?;
        } else if info.state.first_sequence > FIRST_LINE {
            let first = info.state.first_sequence;
            return Err(ClusterError::NoWay { room, first });
        }
        let first = stream.get_raw_message(FIRST_LINE).await;
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
        let joined = Joined {
            state: State::new(world, capacity),
            sequence: FIRST_LINE,
            source,
        };
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
            epoch: 0,
            edge: self.edge,
            body: Body::Foundation(foundation),
        };
        let line = line.encode().map_err(refused("found a room"))?;
        let message = PublishMessage::build()
            .payload(line.into())
            .expected_last_sequence(0);
        let subject = self.lines_of(settings.room);
        let sent = self.jetstream.send_publish(subject, message).await;
        match sent.map_err(refused("found a room"))?.await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == PublishErrorKind::WrongLastSequence => Ok(()),
            Err(error) => Err(refused("found a room")(error)),
        }
    }

    /// Takes in all lines that there are by now, so that clients find the room live.
    async fn catch_up(
        &self,
        stream: &Stream,
        delivery: &mut Delivery,
        joined: &mut Joined,
        room: u32,
    ) -> Result<(), ClusterError> {
        let info = stream.get_info().await.map_err(refused("tell of a room"))?;
        while joined.sequence < info.state.last_sequence {
            let next = delivery.next().await;
            let next = next.map_err(|error| ClusterError::Broken { room, error })?;
            joined.take_in(next.sequence, next.line);
        }
        Ok(())
    }
}
