//! What the program says on its standard streams. Whoever reads them may be
//! slow, gone, or a full disk: that never holds the game up, and is no panic.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// How many lines of the log wait for the stream at the most. Beyond that lines
/// are dropped and counted.
const LINES_MAX: usize = 1024;
/// How long the end of the program waits for a stream that takes nothing.
const FLUSH_WITHIN: Duration = Duration::from_millis(500);

enum Order {
    Line(Vec<u8>),
    Flush(SyncSender<()>),
}

static DROPPED: AtomicU64 = AtomicU64::new(0);

/// The standard error stream, written by a thread of its own.
fn errors() -> &'static SyncSender<Order> {
    static ERRORS: OnceLock<SyncSender<Order>> = OnceLock::new();
    ERRORS.get_or_init(|| {
        let (lines, inbox) = sync_channel(LINES_MAX);
        let writer = thread::Builder::new().name("log".to_owned());
        // Without a thread the lines are dropped, and play goes on.
        let _ = writer.spawn(move || write_lines(&inbox, io::stderr()));
        lines
    })
}

fn write_lines(inbox: &Receiver<Order>, mut stream: impl Write) {
    for order in inbox {
        match order {
            // A line that the stream does not take is lost: there is nobody to tell.
            Order::Line(line) => {
                let _ = stream.write_all(&line);
                let dropped = DROPPED.swap(0, Ordering::Relaxed);
                if dropped > 0 {
                    let _ = writeln!(
                        stream,
                        "asteroids-server: {dropped} lines of the log are missing here, standard error takes too little"
                    );
                }
            }
            Order::Flush(done) => {
                let _ = stream.flush();
                let _ = done.send(());
            }
        }
    }
}

/// A line of the log that is being written; it is handed over when dropped.
#[derive(Debug, Default)]
pub struct LogLine(Vec<u8>);

impl LogLine {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that begins with this.
    pub fn beginning_with(text: &str) -> Self {
        Self(text.as_bytes().to_owned())
    }
}

impl Write for LogLine {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for LogLine {
    fn drop(&mut self) {
        let line = std::mem::take(&mut self.0);
        if !line.is_empty() && errors().try_send(Order::Line(line)).is_err() {
            DROPPED.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Says a line on the standard error stream.
pub fn complain(line: &str) {
    let _ = writeln!(LogLine::new(), "asteroids-server: {line}");
}

/// Waits until what was said has been written, but not for a stream that takes nothing.
pub fn flush() {
    let (done, flushed) = sync_channel(1);
    if errors().try_send(Order::Flush(done)).is_ok() {
        let _ = flushed.recv_timeout(FLUSH_WITHIN);
    }
}

/// Tells on standard output, which may take its time, while the caller goes on.
pub fn announce(line: String) {
    let announcer = thread::Builder::new().name("announce".to_owned());
    let announced = announcer.spawn(move || {
        if let Err(error) = say(&line) {
            tracing::warn!(%error, "standard output takes nothing");
        }
    });
    if let Err(error) = announced {
        tracing::warn!(%error, "standard output was not written");
    }
}

/// Standard output does not take what is said.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to standard output: {0}")]
pub struct OutputError(#[from] io::Error);

/// Writes a line to standard output, at once.
pub fn say(line: &str) -> Result<(), OutputError> {
    let mut stream = io::stdout().lock();
    writeln!(stream, "{line}")?;
    Ok(stream.flush()?)
}

/// Whether all that went wrong is that the reader of standard output has had
/// enough, like `head`.
pub fn is_reader_gone(error: &anyhow::Error) -> bool {
    let output = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<OutputError>());
    output.is_some_and(|output| output.0.kind() == ErrorKind::BrokenPipe)
}

/// Has panics stand in the log, by the way that holds nobody up.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let thread = thread::current();
        let trace = Backtrace::capture();
        let trace = (trace.status() == BacktraceStatus::Captured).then(|| trace.to_string());
        tracing::error!(
            place = place.as_deref().unwrap_or("unknown"),
            thread = thread.name().unwrap_or("unnamed"),
            trace,
            "a bug: {}",
            panic.payload_as_str().unwrap_or("a panic without words")
        );
    }));
}
