//! A thread that only reads.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::JoinHandle;
use std::time::Instant;

use super::queue::{Order, Queue};
use crate::priority::yield_to_rooms;
use crate::store::Reader;
use crate::store::StoreError;

/// A thread that only reads, with the file open for itself: whoever asks it
/// waits for nobody who writes, or asks another one.
#[derive(Debug)]
pub(in crate::store) struct ReaderThread {
    pub(in crate::store) queue: Queue<Reader>,
    /// Whether what waits is not to be read any more.
    is_stopping: Arc<AtomicBool>,
    thread: JoinHandle<()>,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
}

impl ReaderThread {
    /// Starts one before the file at this path, which may be opened once
    /// `is_open` is true, and can only be read as it was left before.
    pub(in crate::store) fn start(
        name: &str,
        path: PathBuf,
        is_open: Arc<AtomicBool>,
    ) -> Result<Self, StoreError> {
        let (queue, inbox) = Queue::new();
        let is_stopping = Arc::new(AtomicBool::new(false));
        let mut source = Source {
            path,
            is_open,
            is_stopping: Arc::clone(&is_stopping),
            reader: None,
        };
        let (lives, ended) = sync_channel(0);
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                let _lives = lives;
                yield_to_rooms();
                source.serve(&inbox);
            })
            .map_err(StoreError::no_thread)?;
        Ok(Self {
            queue,
            is_stopping,
            thread,
            ended,
        })
    }

    /// Has it end after what it reads now. Who still waits is told that the store
    /// is busy.
    pub(in crate::store) fn stop(&self, deadline: Instant) {
        self.is_stopping.store(true, Ordering::Release);
        self.queue.stop(deadline);
    }

    /// Waits until it has ended, but not for a disk that does not answer.
    pub(in crate::store) fn join(self, deadline: Instant) {
        let wait = deadline.saturating_duration_since(Instant::now());
        match self.ended.recv_timeout(wait) {
            Err(RecvTimeoutError::Timeout) => {
                tracing::warn!("the disk does not answer somebody who reads the store");
            }
            Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                if self.thread.join().is_err() {
                    tracing::error!("a reader of the store ended with a panic");
                }
            }
        }
    }
}

struct Source {
    path: PathBuf,
    is_open: Arc<AtomicBool>,
    is_stopping: Arc<AtomicBool>,
    reader: Option<Reader>,
}

impl Source {
    fn serve(&mut self, inbox: &Receiver<Order<Reader>>) {
        while let Ok(Order::Call(call)) = inbox.recv() {
            // A call that is dropped is told that the store is busy.
            if self.is_stopping.load(Ordering::Acquire) {
                continue;
            }
            let done = self.with_reader(|reader| reader.at_once(call));
            if let Err(error) = done {
                tracing::debug!(%error, "the store cannot be read");
            }
        }
    }

    fn with_reader(
        &mut self,
        task: impl FnOnce(&mut Reader) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if !self.is_open.load(Ordering::Acquire) {
            return task(&mut Reader::open_as_left(&self.path)?);
        }
        let reader = match &mut self.reader {
            Some(reader) => reader,
            missing => missing.insert(Reader::open(&self.path)?),
        };
        task(reader)
    }
}
