//! How the edges of another version of the world come to have the rooms.

use std::time::Duration;

use async_nats::jetstream::stream::Stream;
use tokio::time::sleep;

use super::snapshots::Snapshots;
use super::{Cluster, ClusterError, refused};
use crate::room::RoomSettings;
use crate::room::member::{Line, Proposal, first_to_take_in};

/// How often an edge that waits asks for the rooms.
const ASKED_EVERY: Duration = Duration::from_millis(200);

impl Cluster {
    /// Waits until all of these rooms are for this version of the world, and asks for
    /// them if it is to.
    pub(super) async fn wait_for_hand_over(
        &self,
        rooms: &[RoomSettings],
    ) -> Result<(), ClusterError> {
        let (ours, mut has_said) = (self.settings.world_version, false);
        let mut theirs = Vec::new();
        for RoomSettings { room, .. } in rooms {
            theirs.push((*room, self.stream_of(*room).await?));
        }
        loop {
            let mut others = Vec::new();
            for (room, stream) in theirs {
                match self.version_of(room, &stream).await? {
                    version if version > ours => {
                        return Err(ClusterError::Outdated {
                            room,
                            theirs: version,
                            ours,
                        });
                    }
                    version if version == ours => {}
                    version => others.push((version, room, stream)),
                }
            }
            let Some((version, ..)) = others.first() else {
                return Ok(());
            };
            if !std::mem::replace(&mut has_said, true) {
                let asks = self.settings.asks_for_rooms;
                tracing::info!(
                    ours,
                    theirs = version,
                    asks,
                    "the rooms are for another version of the world: this edge waits until they are handed over, and asks for it with --cluster-hand-over"
                );
            }
            for (_, room, _) in others.iter().filter(|_| self.settings.asks_for_rooms) {
                self.ask_for(*room).await;
            }
            sleep(ASKED_EVERY).await;
            theirs = others
                .into_iter()
                .map(|(_, room, stream)| (room, stream))
                .collect();
        }
    }

    /// The version of the world that a room is for, and in which there is something to go
    /// on from.
    async fn version_of(&self, room: u32, stream: &Stream) -> Result<u32, ClusterError> {
        let info = stream.get_info().await;
        let last = info.map_err(refused("tell of a room"))?.state.last_sequence;
        if last == 0 {
            return Ok(self.settings.world_version);
        }
        let version = version_of_line(stream, last).await?;
        if version != self.settings.world_version {
            return Ok(version);
        }
        let snapshots = Snapshots::open(self, room).await?;
        let first = first_to_take_in(snapshots.latest().await?, last);
        // The stream may not keep a line that is so old.
        let kept = version_of_line(stream, first).await;
        Ok(kept.unwrap_or(version))
    }

    async fn ask_for(&self, room: u32) {
        let proposal = Proposal::to_be_handed_over(self.settings.world_version, self.edge);
        let Ok(message) = rmp_serde::to_vec(&proposal) else {
            return;
        };
        let sent = self.client.publish(self.proposals_of(room), message.into());
        if let Err(error) = sent.await {
            tracing::debug!("it is not asked for a room: {error}");
        }
    }
}

async fn version_of_line(stream: &Stream, sequence: u64) -> Result<u32, ClusterError> {
    const WHAT: &str = "read a line of a room";
    let line = stream.get_raw_message(sequence).await;
    let line = line.map_err(refused(WHAT))?;
    Line::version_of(&line.payload).map_err(refused(WHAT))
}
