//! The end of the server: what rooms and players have is kept, within the time
//! that whoever stops the server gives it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use crate::room::{Journal, Left, RoomRecord, RoomThread};
use crate::snapshot::{self, SnapshotError};
use crate::store::{ScoreEvent, Stamp, StoreThread};

/// How long rooms have for their last tick. What the disk takes comes after it.
const ROOMS_WITHIN: Duration = Duration::from_millis(1500);
/// The pause between tries while the disk takes nothing.
const TRY_EVERY: Duration = Duration::from_millis(500);
/// Who writes gives up so long before the deadline, to say why in time.
const MARGIN: Duration = Duration::from_millis(250);

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
/// The rooms' snapshot, the last scores and what journals still hold are written
/// side by side, so that none waits for the others.
pub fn stop(
    rooms: Vec<RoomThread>,
    store: StoreThread,
    data: PathBuf,
    deadline: Instant,
) -> Result<(), Loss> {
    let Leavings {
        snapshots,
        unreported,
        journals,
    } = join(rooms, deadline.min(Instant::now() + ROOMS_WITHIN));
    let write_by = deadline.checked_sub(MARGIN).unwrap_or(deadline);
    let store_scores = move || match store.join(unreported, write_by) {
        true => Ok(()),
        false => Err(Loss::Scores),
    };
    let end_journals = move || {
        drop(journals);
        Ok(())
    };
    let keep_rooms = move || keep(snapshots, &data, write_by);
    all_by(
        deadline,
        [
            Box::new(store_scores),
            Box::new(end_journals),
            Box::new(keep_rooms),
        ],
    )
}

type Task = Box<dyn FnOnce() -> Result<(), Loss> + Send>;

/// Does tasks side by side. Gives the last loss, and logs each.
fn all_by(deadline: Instant, tasks: [Task; 3]) -> Result<(), Loss> {
    let (tell, done) = channel();
    let mut result = Ok(());
    let count = tasks.len();
    for task in tasks {
        let tell = tell.clone();
        // Who would hear of it may be gone.
        thread::spawn(move || tell.send(task()));
    }
    for _ in 0..count {
        let wait = deadline.saturating_duration_since(Instant::now());
        let outcome = done.recv_timeout(wait).unwrap_or(Err(Loss::TooSlow));
        if let Err(loss) = outcome {
            tracing::error!("{loss}");
            result = Err(loss);
        }
    }
    result
}

/// What all rooms leave.
#[derive(Default)]
struct Leavings {
    /// Where they go on, in their order; none if not all of them ended in time
    /// and without a panic.
    snapshots: Option<Vec<RoomRecord>>,
    unreported: Vec<ScoreEvent>,
    journals: Vec<Journal>,
}

fn join(rooms: Vec<RoomThread>, by: Instant) -> Leavings {
    let mut left: Vec<Option<Left>> = rooms.iter().map(|_| None).collect();
    let (tell, ended) = channel();
    for (index, room) in rooms.into_iter().enumerate() {
        let tell = tell.clone();
        thread::spawn(move || {
            // Nobody hears of one that ends too late.
            let _ = tell.send((index, room.join()));
        });
    }
    drop(tell);
    let wait = || by.saturating_duration_since(Instant::now());
    while let Ok((index, room)) = ended.recv_timeout(wait()) {
        left[index] = room;
    }
    let mut leavings = Leavings::default();
    let snapshots = left.into_iter().map(|room| {
        let Left {
            snapshot,
            unreported,
            journal,
        } = room?;
        leavings.unreported.extend(unreported);
        leavings.journals.extend(journal);
        Some(snapshot)
    });
    // Each is looked at, also after one that has left nothing.
    let snapshots: Vec<_> = snapshots.collect();
    leavings.snapshots = snapshots.into_iter().collect();
    leavings
}

/// Has the next process go on with the rooms. A disk that takes nothing is
/// tried until the deadline.
fn keep(rooms: Option<Vec<RoomRecord>>, data: &Path, deadline: Instant) -> Result<(), Loss> {
    let rooms = rooms.ok_or(Loss::Rooms)?;
    loop {
        match snapshot::write(data, &rooms, Stamp::now()) {
            Err(SnapshotError::Io(error)) if Instant::now() + TRY_EVERY < deadline => {
                tracing::warn!(%error, "the rooms cannot be kept yet");
                thread::sleep(TRY_EVERY);
            }
            written => return Ok(written?),
        }
    }
}
