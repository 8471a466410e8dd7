//! A thread that only reads.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;
use std::time::Instant;

use super::queue::{Order, Queue};
use super::{Reader, StoreError};
use crate::priority::yield_to_rooms;

/// A thread that only reads, with the file open for itself: whoever asks it
/// waits for nobody who writes, or asks another one.
#[derive(Debug)]
pub(super) struct ReaderThread {
    pub(super) queue: Queue<Reader>,
    thread: JoinHandle<()>,
}

impl ReaderThread {
    /// Starts one before the file at this path, which may be opened once
    /// `is_open` is true, and can only be read as it was left before.
    pub(super) fn start(
        name: &str,
        path: PathBuf,
        is_open: Arc<AtomicBool>,
    ) -> Result<Self, StoreError> {
        let (queue, inbox) = Queue::new();
        let mut source = Source {
            path,
            is_open,
            reader: None,
        };
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                yield_to_rooms();
                source.serve(&inbox);
            })
            .map_err(StoreError::no_thread)?;
        Ok(Self { queue, thread })
    }

    pub(super) fn join(self, deadline: Instant) {
        self.queue.stop(deadline);
        if self.thread.join().is_err() {
            tracing::error!("a reader of the store ended with a panic");
        }
    }
}

struct Source {
    path: PathBuf,
    is_open: Arc<AtomicBool>,
    reader: Option<Reader>,
}

impl Source {
    fn serve(&mut self, inbox: &Receiver<Order<Reader>>) {
        while let Ok(Order::Call(call)) = inbox.recv() {
            // A call that is dropped is told that the store is busy.
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
