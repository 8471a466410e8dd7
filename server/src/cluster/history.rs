//! The stream of a room read from its first line on, and whether it is one history.

use std::collections::HashMap;

use super::delivery::{Delivered, Delivery};
use super::{Cluster, ClusterError, ClusterSettings, refused};
use crate::output;
use crate::room::State;
use crate::room::member::{Body, Forked, History, Line, Pending};
use crate::room::state::command::{Command, EdgeId};
use crate::store::Earned;

/// The points of each flight.
type Flights = HashMap<i64, i64>;

/// What reading a stream has brought.
pub struct Reading {
    /// What its lines have come to.
    pub history: History,
    /// The room at its end, if all lines are there from the first one on.
    pub state: Option<State>,
    /// The points of all flights that were told of.
    pub points: i64,
    /// The digest of the room after its last rebase.
    rebased: Option<u64>,
    /// How many digests that edges told are those of the room.
    pub digests: u64,
}

/// Why a stream is not what a room may leave.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// It cannot be read.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// It is not one history.
    #[error("line {sequence}: {forked}")]
    Forked {
        /// Where that shows.
        sequence: u64,
        /// Why.
        forked: Forked,
    },
    /// An edge that wrote it had another world.
    #[error(
        "line {sequence}: edge {edge} has a world of digest {told:016x}, and it is {digest:016x}"
    )]
    Differs {
        /// Where that shows.
        sequence: u64,
        /// Which edge.
        edge: EdgeId,
        /// What it has.
        told: u64,
        /// What the lines before come to.
        digest: u64,
    },
    /// Somebody has less than it had.
    #[error("line {sequence}: flight {flight} has {points} points, and had {before}")]
    Lost {
        /// Where that shows.
        sequence: u64,
        /// Whose.
        flight: i64,
        /// What it has.
        points: i64,
        /// What it had.
        before: i64,
    },
}

/// Reads the stream of a room, and prints what it has come to.
///
/// # Errors
///
/// If it is not one history, or cannot be read.
pub fn tell(room: u32, settings: ClusterSettings) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let reading = runtime.block_on(async {
        let cluster = Cluster::join(settings).await?;
        read(&cluster, room).await
    })?;
    let told = &reading.history;
    let (lines, ticks, epoch) = (told.lines, told.ticks, told.epoch());
    output::say(&format!("lines {lines}, ticks {ticks}, epoch {epoch}"))?;
    let (inputs, gone, points) = (told.inputs_taken, told.edges_gone, reading.points);
    let (skipped, digests) = (told.skipped, reading.digests);
    output::say(&format!(
        "inputs {inputs}, edges gone {gone}, skipped {skipped}, digests {digests}, points {points}"
    ))?;
    if let Some(state) = reading.state {
        let (tick, digest) = (state.world().tick(), state.world().digest());
        output::say(&format!("tick {tick}, digest {digest:016x}"))?;
    }
    Ok(())
}

/// Reads the stream of a room up to the line that is the last one now.
pub async fn read(cluster: &Cluster, room: u32) -> Result<Reading, Wrong> {
    let stream = cluster.stream_of(room).await?;
    let info = stream.get_info().await;
    let range = info.map_err(refused("tell of a room"))?.state;
    let before = range.first_sequence.saturating_sub(1);
    let mut delivery = Delivery::after(cluster.clone(), (room, stream), before);
    let mut reading = Reading {
        history: History::default(),
        state: None,
        points: 0,
        rebased: None,
        digests: 0,
    };
    let (mut flights, mut pending) = (HashMap::new(), Pending::default());
    for _ in before..range.last_sequence {
        let next = delivery.next().await;
        let next = next.map_err(|error| ClusterError::Broken { room, error })?;
        let Delivered { sequence, line, .. } = next;
        let taken = reading.history.take(&line);
        taken.map_err(|forked| Wrong::Forked { sequence, forked })?;
        if let Some((sequence, line, _)) = pending.follow(sequence, line) {
            reading.play(sequence, line, &mut flights)?;
        }
    }
    if let Some((sequence, line)) = pending.end() {
        reading.play(sequence, line, &mut flights)?;
    }
    reading.points = flights.values().sum();
    Ok(reading)
}

impl Reading {
    fn play(&mut self, sequence: u64, line: Line, flights: &mut Flights) -> Result<(), Wrong> {
        match (line.body, &mut self.state) {
            (Body::Foundation(foundation), state) => {
                *state = Some(State::new(foundation.world, foundation.capacity));
            }
            (Body::Tick(tick), Some(state)) => {
                if let (Some(told), Some(digest)) = (tick.digest, self.rebased) {
                    let edge = line.edge;
                    if told != digest {
                        return Err(Wrong::Differs {
                            sequence,
                            edge,
                            told,
                            digest,
                        });
                    }
                    self.digests += 1;
                }
                state.apply(&tick.entry);
                if tick.entry.commands.contains(&Command::Rebase) {
                    self.rebased = Some(state.world().digest());
                }
                for earned in state.take_earned() {
                    note(flights, sequence, &earned)?;
                }
            }
            (Body::Tick(_) | Body::Rest | Body::Skip | Body::HandOver, _) => {}
        }
        Ok(())
    }
}

/// Nobody ever has less than before.
fn note(flights: &mut Flights, sequence: u64, earned: &Earned) -> Result<(), Wrong> {
    let (flight, points) = (earned.flight, earned.total.score);
    let before = flights.insert(flight, points).unwrap_or(0);
    if points < before {
        return Err(Wrong::Lost {
            sequence,
            flight,
            points,
            before,
        });
    }
    Ok(())
}
