//! How this edge takes part in a room.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use async_nats::jetstream::stream::{self, Stream};

use super::carrier;
use super::joining::{Live, Place};
use super::snapshots::Snapshots;
use super::{Cluster, ClusterError, refused};
use crate::room::member::{JITTER_MAX, spawn};
use crate::room::{RecorderSettings, RoomSettings, RoomThread};
use crate::store::Reporter;

/// For how long lines are kept. An edge that comes needs those since the last snapshot.
const LINES_KEPT_FOR: Duration = Duration::from_secs(24 * 3_600);
/// How many bytes of lines are kept.
const LINES_KEPT_BYTES: i64 = 2 << 30;
/// Lines that are sent twice are told apart by their place alone.
const DUPLICATES_WITHIN: Duration = Duration::from_millis(100);

impl Cluster {
    /// Takes part in rooms, which report what is earned. Each is kept on disk too, for
    /// films.
    pub async fn start_rooms(
        &self,
        rooms: Vec<RoomSettings>,
        kept: impl Fn(u32) -> RecorderSettings,
        reporter: &Reporter,
    ) -> Result<Vec<RoomThread>, ClusterError> {
        self.wait_for_hand_over(&rooms).await?;
        let mut started = Vec::new();
        for settings in rooms {
            let kept = kept(settings.room);
            started.push(self.start_room(settings, kept, reporter.clone()).await?);
        }
        Ok(started)
    }

    /// Takes part in a room, or founds it, and has it run on a thread of its own, live.
    async fn start_room(
        &self,
        settings: RoomSettings,
        kept: RecorderSettings,
        reporter: Reporter,
    ) -> Result<RoomThread, ClusterError> {
        let room = settings.room;
        let stream = self.stream_of(room).await?;
        let snapshots = Snapshots::open(self, room).await?;
        let place = Place {
            cluster: self,
            room,
            stream: &stream,
            snapshots: &snapshots,
            kept,
        };
        let asked = carrier::Asked::hear(self, room).await?;
        let Live {
            joined,
            delivery,
            settings,
        } = place.join(&settings).await?;
        let (link, carrier) = crate::room::member::link();
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
}
