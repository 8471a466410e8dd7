//! Where lines about the program go: to standard error, and if that is the journal of
//! systemd, each line with its priority, so that `journalctl -p warning` finds
//! what wants a look.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;

use tracing::{Level, Metadata};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

use crate::output::LogLine;

/// Writes lines of the log.
pub fn writer() -> BoxMakeWriter {
    let stream = std::env::var("JOURNAL_STREAM").ok();
    if stream.is_some() && stream == own_stream().ok() {
        BoxMakeWriter::new(Journal)
    } else {
        BoxMakeWriter::new(LogLine::new)
    }
}

/// What `JOURNAL_STREAM` holds if the journal reads standard error.
fn own_stream() -> io::Result<String> {
    let stderr = File::from(io::stderr().as_fd().try_clone_to_owned()?);
    let stream = stderr.metadata()?;
    Ok(format!("{}:{}", stream.dev(), stream.ino()))
}

/// Writes for the journal.
struct Journal;

impl MakeWriter<'_> for Journal {
    type Writer = LogLine;

    fn make_writer(&self) -> LogLine {
        LogLine::beginning_with(priority(Level::INFO))
    }

    fn make_writer_for(&self, event: &Metadata<'_>) -> LogLine {
        LogLine::beginning_with(priority(*event.level()))
    }
}

/// What a line of this level begins with, by `sd-daemon(3)`.
const fn priority(level: Level) -> &'static str {
    match level {
        Level::ERROR => "<3>",
        Level::WARN => "<4>",
        Level::INFO => "<6>",
        Level::DEBUG | Level::TRACE => "<7>",
    }
}
