//! The end of the server: what rooms and players have is kept, within the time
//! that whoever stops the server gives it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::room::{RoomSnapshot, RoomThread};
use crate::snapshot::{self, SnapshotError};
use crate::store::{Moment, StoreThread};

/// How long rooms have for their last tick. What the disk takes comes after it.
const ROOMS_WITHIN: Duration = Duration::from_millis(1500);
/// The pause between tries while the disk takes nothing.
const TRY_EVERY: Duration = Duration::from_millis(500);

/// What is lost by a stop.
#[derive(Debug, thiserror::Error)]
pub enum Loss {
    /// A room hung or panicked, so all of them begin afresh.
    #[error("stopped, but a room did not end: the rooms begin afresh")]
    Rooms,
    /// The rooms could not be written.
    #[error("stopped, but the rooms begin afresh: {0}")]
    Snapshot(#[from] SnapshotError),
    /// The store took too long, or refused.
    #[error("stopped, but the last scores are not stored: is the disk full or read-only?")]
    Scores,
    /// The disk took too long for both.
    #[error("stopped, but the disk takes too long: raise --stop-seconds")]
    TooSlow,
}

/// Ends rooms, which have been asked to stop, and the store, by the deadline.
/// The rooms' snapshot and the last scores are written side by side, so that
/// neither waits for the other.
pub fn stop(
    rooms: Vec<RoomThread>,
    store: StoreThread,
    data: PathBuf,
    deadline: Instant,
) -> Result<(), Loss> {
    let left = join(rooms, deadline.min(Instant::now() + ROOMS_WITHIN));
    let (tell, done) = channel();
    let tell_store = tell.clone();
    thread::spawn(move || {
        let is_stored = store.join(deadline);
        let _ = tell_store.send(is_stored.then_some(()).ok_or(Loss::Scores));
    });
    let is_reported = left.as_ref().is_none_or(|left| left.is_reported);
    thread::spawn(move || {
        let _ = tell.send(keep(left, &data, deadline));
    });
    let mut result = is_reported.then_some(()).ok_or(Loss::Scores);
    for _ in 0..2 {
        let wait = deadline.saturating_duration_since(Instant::now());
        let outcome = done.recv_timeout(wait).unwrap_or_else(|error| match error {
            RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected => Err(Loss::TooSlow),
        });
        if let Err(loss) = outcome {
            tracing::error!("{loss}");
            result = Err(loss);
        }
    }
    result
}

/// What all rooms leave.
struct Left {
    rooms: Vec<RoomSnapshot>,
    /// Whether the store has heard of all scores.
    is_reported: bool,
}

/// `None` if a room panicked or does not end by then.
fn join(rooms: Vec<RoomThread>, by: Instant) -> Option<Left> {
    let (tell, joined) = channel();
    thread::spawn(move || {
        let all: Option<Vec<_>> = rooms.into_iter().map(RoomThread::join).collect();
        let _ = tell.send(all);
    });
    let wait = by.saturating_duration_since(Instant::now());
    let left = joined.recv_timeout(wait).ok().flatten()?;
    Some(Left {
        is_reported: left.iter().all(|left| left.is_reported),
        rooms: left.into_iter().map(|left| left.snapshot).collect(),
    })
}

/// Has the next process go on with the rooms. A disk that takes nothing is
/// tried until the deadline.
fn keep(left: Option<Left>, data: &Path, deadline: Instant) -> Result<(), Loss> {
    let left = left.ok_or(Loss::Rooms)?;
    loop {
        match snapshot::write(data, &left.rooms, Moment::now()) {
            Err(SnapshotError::Io(error)) if Instant::now() + TRY_EVERY < deadline => {
                tracing::warn!(%error, "the rooms cannot be kept yet");
                thread::sleep(TRY_EVERY);
            }
            written => return Ok(written?),
        }
    }
}
