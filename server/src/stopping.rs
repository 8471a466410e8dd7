//! The end of the server: what rooms and players have is kept, within the time
//! that whoever stops the server gives it.

use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use crate::log::Unfinished;
use crate::room::{Left, Recorder, RoomThread};
use crate::store::{ScoreEvent, StoreThread};

/// How long rooms have for their last tick. What the disk takes comes after it.
const ROOMS_WITHIN: Duration = Duration::from_millis(1500);
/// Who writes gives up so long before the deadline, to say why in time.
const MARGIN: Duration = Duration::from_millis(250);

/// What is lost by a stop.
#[derive(Debug, thiserror::Error)]
pub enum Loss {
    /// A room hung or panicked.
    #[error("stopped, but a room did not end: it goes on from what its log has")]
    Room,
    /// The log of a room could not be written.
    #[error("stopped, but {0}")]
    Log(#[from] Unfinished),
    /// The store took too long, or refused.
    #[error("stopped, but the last scores are not stored: is the disk full or read-only?")]
    Scores,
    /// The disk took too long for both.
    #[error("stopped, but the disk takes too long: raise --stop-seconds")]
    TooSlow,
}

/// Ends rooms, which have been asked to stop, and the store, by the deadline. The
/// rooms' logs and the last scores are written side by side, so that none waits for
/// the others.
pub fn stop(rooms: Vec<RoomThread>, store: StoreThread, deadline: Instant) -> Result<(), Loss> {
    let Leavings {
        is_whole,
        unreported,
        recorders,
    } = join(rooms, deadline.min(Instant::now() + ROOMS_WITHIN));
    let write_by = deadline.checked_sub(MARGIN).unwrap_or(deadline);
    let mut tasks: Vec<Task> = vec![Box::new(move || match store.join(unreported, write_by) {
        true => Ok(()),
        false => Err(Loss::Scores),
    })];
    for recorder in recorders {
        tasks.push(Box::new(move || Ok(recorder.finish(write_by)?)));
    }
    if !is_whole {
        tasks.push(Box::new(|| Err(Loss::Room)));
    }
    all_by(deadline, tasks)
}

type Task = Box<dyn FnOnce() -> Result<(), Loss> + Send>;

/// Does tasks side by side. Gives the last loss, and logs each.
fn all_by(deadline: Instant, tasks: Vec<Task>) -> Result<(), Loss> {
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
struct Leavings {
    /// Whether all of them ended in time and without a panic.
    is_whole: bool,
    unreported: Vec<ScoreEvent>,
    recorders: Vec<Recorder>,
}

fn join(rooms: Vec<RoomThread>, by: Instant) -> Leavings {
    let mut missing = rooms.len();
    let (tell, ended) = channel();
    for room in rooms {
        let tell = tell.clone();
        thread::spawn(move || {
            // Nobody hears of one that ends too late.
            let _ = tell.send(room.join());
        });
    }
    drop(tell);
    let mut leavings = Leavings {
        is_whole: false,
        unreported: Vec::new(),
        recorders: Vec::new(),
    };
    let wait = || by.saturating_duration_since(Instant::now());
    while let Ok(room) = ended.recv_timeout(wait()) {
        if let Some(Left {
            unreported,
            recorder,
        }) = room
        {
            missing -= 1;
            leavings.unreported.extend(unreported);
            leavings.recorders.push(recorder);
        }
    }
    leavings.is_whole = missing == 0;
    leavings
}
