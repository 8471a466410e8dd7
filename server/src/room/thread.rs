//! A room on a thread of its own.

use std::io;
use std::thread::JoinHandle;

use super::handle::RoomHandle;
use super::recorder::{Kept, Recorder, RecorderSettings};
use super::runner::Runner;
use super::settings::RoomSettings;
use crate::store::{Reporter, ScoreEvent};

/// A room that runs.
#[derive(Debug)]
pub struct RoomThread {
    /// How to reach it.
    pub handle: RoomHandle,
    thread: JoinHandle<Left>,
}

/// What a room leaves when it stops.
pub struct Left {
    /// The last scores, of which the store could not hear any more.
    pub unreported: Vec<ScoreEvent>,
    /// What keeps it on disk. It is to be finished.
    pub recorder: Recorder,
}

impl RoomThread {
    /// A room that runs there.
    pub fn new(handle: RoomHandle, thread: JoinHandle<Left>) -> Self {
        Self { handle, thread }
    }

    /// Waits until the room has stopped, see [`super::Request::Stop`]. Gives what it
    /// leaves, unless it panicked.
    pub fn join(self) -> Option<Left> {
        drop(self.handle);
        let left = self.thread.join().ok();
        if left.is_none() {
            tracing::error!("a room ended with a panic");
        }
        left
    }
}

/// Starts a room on a thread of its own, which tells the reporter who has earned
/// what. With a place for it the room goes on from its log there, and is kept.
pub fn spawn(
    settings: RoomSettings,
    reporter: Reporter,
    place: Option<RecorderSettings>,
) -> io::Result<RoomThread> {
    let (recorder, kept) = match place {
        Some(place) => Recorder::open(place, &settings)?,
        None => (Recorder::off(), Kept::default()),
    };
    let (runner, handle) = Runner::new(settings, kept, reporter, recorder);
    let thread = runner.launch()?;
    Ok(RoomThread { handle, thread })
}
