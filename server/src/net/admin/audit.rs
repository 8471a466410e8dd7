//! What moderators have done, in a file that only grows.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use crate::files;
use crate::store::UnixSeconds;

/// What is read to show the latest entries; what came before stays in the file.
const TAIL_BYTES: u64 = 256 * 1024;

/// An entry: a line of JSON. Each order has one before it is carried out, and
/// one that fails a second.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// When, in seconds since 1970.
    pub at_s: UnixSeconds,
    /// The pseudonym of the moderator's address, as in the log.
    pub by: String,
    /// What was asked.
    pub action: String,
    /// For whom or what.
    pub target: String,
    /// Why, if the moderator said so.
    pub reason: String,
    /// `ordered`, or `failed: ` and why.
    pub outcome: String,
}

/// The file. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Audit(Arc<Mutex<Writing>>);

#[derive(Debug)]
struct Writing {
    file: File,
    /// Whether its last line has no end: the disk was full, or power failed.
    torn: bool,
}

impl Audit {
    /// Opens the file, creates it if it is missing.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).append(true);
        match files::open(path, &mut options) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                files::create(path)?;
                Self::to(files::open(path, &mut options)?)
            }
            opened => Self::to(opened?),
        }
    }

    /// Goes on with an open file.
    pub fn to(mut file: File) -> io::Result<Self> {
        let mut last = Vec::new();
        let bytes = file.metadata()?.len();
        file.seek(SeekFrom::Start(bytes.saturating_sub(1)))?;
        (&file).take(1).read_to_end(&mut last)?;
        let torn = last.last().is_some_and(|&byte| byte != b'\n');
        Ok(Self(Arc::new(Mutex::new(Writing { file, torn }))))
    }

    /// Adds an entry, and comes back once the disk has it.
    pub async fn record(&self, entry: &Entry) -> io::Result<()> {
        let mut line = serde_json::to_string(entry)?;
        line.push('\n');
        self.work(move |writing| writing.append(&line)).await
    }

    /// The latest entries, the newest first, at most so many of them.
    pub async fn latest(&self, limit: usize) -> io::Result<Vec<Entry>> {
        let tail = self.work(|writing| writing.tail()).await?;
        let lines = tail.lines().rev();
        let entries = lines.filter_map(|line| serde_json::from_str(line).ok());
        Ok(entries.take(limit).collect())
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writing) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let writing = Arc::clone(&self.0);
        let done = spawn_blocking(move || {
            let mut writing = writing.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut writing)
        });
        done.await.map_err(io::Error::other)?
    }
}

impl Writing {
    fn append(&mut self, line: &str) -> io::Result<()> {
        if self.torn {
            self.file.write_all(b"\n")?;
        }
        self.torn = true;
        self.file.write_all(line.as_bytes())?;
        self.torn = false;
        self.file.sync_data()
    }

    fn tail(&mut self) -> io::Result<String> {
        let bytes = self.file.metadata()?.len();
        self.file
            .seek(SeekFrom::Start(bytes.saturating_sub(TAIL_BYTES)))?;
        let mut tail = Vec::new();
        (&self.file).take(TAIL_BYTES).read_to_end(&mut tail)?;
        Ok(String::from_utf8_lossy(&tail).into_owned())
    }
}
