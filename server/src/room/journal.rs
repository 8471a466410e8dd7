//! A room's commands in a file, so that a bug can be replayed.
//!
//! The file is a sequence of MessagePack values: the world's settings, the world
//! itself unless it is new, then an entry for every tick that had commands and, from time to time, the world's
//! digest to compare with.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use asteroids_shared::Tick;
use serde::{Deserialize, Serialize};

use crate::files;
use crate::output::OutputError;
use crate::world::{Command, World, WorldRecord, WorldSettings};

/// Every how many ticks the digest is written.
pub const DIGEST_EVERY_TICKS: Tick = 1024;
/// How many entries wait for the disk at the most. When there are more the
/// journal ends there: the room never waits for a disk.
const ENTRIES_MAX: usize = 1024;
/// How long an entry waits for the disk at the most.
const FLUSH_EVERY: Duration = Duration::from_secs(1);

/// How many journals of earlier runs are kept for each room.
const OLDER_MAX: usize = 4;

/// One entry of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// What the world got at the boundary of this tick.
    Commands(Tick, Vec<Command>),
    /// The world's digest at this tick.
    Digest(Tick, u64),
}

/// Writes a journal on a thread of its own.
#[derive(Debug)]
pub struct Journal {
    entries: Option<SyncSender<Entry>>,
    thread: Option<JoinHandle<()>>,
}

impl Journal {
    /// Begins a journal of this world in a new file. The one that was there is
    /// kept: it may end in a crash.
    pub fn create(path: &Path, world: &World) -> io::Result<Self> {
        keep_older(path)?;
        Self::begin(files::create(path)?, world)
    }

    /// Begins a journal of this world.
    pub(super) fn begin(file: impl Write + Send + 'static, world: &World) -> io::Result<Self> {
        let mut file = BufWriter::new(file);
        write(&mut file, world.settings())?;
        write(&mut file, &(world.tick() > 0).then(|| world.record()))?;
        file.flush()?;
        let (entries, inbox) = sync_channel(ENTRIES_MAX);
        let thread = std::thread::Builder::new()
            .name("journal".into())
            .spawn(move || {
                if let Err(error) = write_all(&inbox, file) {
                    tracing::warn!(%error, "the journal ends here: it cannot be written");
                }
            })?;
        Ok(Self {
            entries: Some(entries),
            thread: Some(thread),
        })
    }

    /// Adds an entry, unless the journal has ended.
    pub fn add(&mut self, entry: Entry) {
        let Some(entries) = &self.entries else { return };
        match entries.try_send(entry) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => {
                tracing::warn!("the journal ends here: the disk is too slow");
                self.end();
            }
            Err(TrySendError::Disconnected(_)) => self.end(),
        }
    }

    /// Whether it has not ended.
    pub fn goes_on(&self) -> bool {
        self.entries.is_some()
    }

    /// Ends it here, and waits for no disk. What is added later is not written.
    pub fn end(&mut self) {
        self.entries = None;
    }
}

/// Moves a journal out of the way of the next one, under its own name and a
/// number that grows. Of those only the latest are kept.
fn keep_older(path: &Path) -> io::Result<()> {
    files::check(path)?;
    if !fs::exists(path)? {
        return Ok(());
    }
    let older = older_of(path)?;
    let number = older.last().map_or(0, |(latest, _)| *latest) + 1;
    fs::rename(path, files::with_suffix(path, &format!(".{number}")))?;
    let mut older: Vec<_> = older.into_iter().filter_map(|(_, path)| path).collect();
    let surplus = (older.len() + 1).saturating_sub(OLDER_MAX);
    for path in older.drain(..surplus) {
        files::remove(&path)?;
    }
    Ok(())
}

/// The numbers of the older journals, the latest last, and their paths; none for
/// what is called so and is no file of ours.
fn older_of(path: &Path) -> io::Result<Vec<(u64, Option<PathBuf>)>> {
    let mut older = Vec::new();
    for entry in fs::read_dir(files::folder_of(path))? {
        let entry = entry?;
        let found = entry.path();
        let ours = found.file_stem() == path.file_name();
        let number = found.extension().and_then(|number| number.to_str());
        if let (true, Some(Ok(number))) = (ours, number.map(str::parse::<u32>)) {
            // The number is not used again, and what is no file of ours stays.
            let is_ours = files::check(&found).is_ok();
            older.push((u64::from(number), is_ours.then_some(found)));
        }
    }
    older.sort_unstable();
    Ok(older)
}

/// Waits until everything is on disk.
impl Drop for Journal {
    fn drop(&mut self) {
        self.entries = None;
        if let Some(thread) = self.thread.take() {
            // A panic of the writer has been printed; nothing is left to save.
            let _ = thread.join();
        }
    }
}

fn write_all(inbox: &Receiver<Entry>, mut file: BufWriter<impl Write>) -> io::Result<()> {
    let mut flush_at = Instant::now() + FLUSH_EVERY;
    loop {
        let wait = flush_at.saturating_duration_since(Instant::now());
        match inbox.recv_timeout(wait) {
            Ok(entry) => write(&mut file, &entry)?,
            Err(RecvTimeoutError::Timeout) => {
                file.flush()?;
                flush_at = Instant::now() + FLUSH_EVERY;
            }
            Err(RecvTimeoutError::Disconnected) => return file.flush(),
        }
    }
}

fn write(file: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    rmp_serde::encode::write(file, value).map_err(io::Error::other)
}

/// Why a journal cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The file cannot be read.
    #[error("cannot read the journal: {0}")]
    Io(#[from] io::Error),
    /// The file does not begin like a journal.
    #[error("this is not a journal: {0}")]
    NotAJournal(rmp_serde::decode::Error),
    /// The file is damaged.
    #[error("the journal is damaged after tick {tick}: {reason}")]
    Damaged {
        /// How far it could be replayed.
        tick: Tick,
        /// What is wrong.
        reason: String,
    },
    /// The digests cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The world came out differently.
    #[error("the digest at tick {tick} is {replayed:016x}, but the journal says {recorded:016x}")]
    Diverged {
        /// Where.
        tick: Tick,
        /// What the replay gives.
        replayed: u64,
        /// What the journal says.
        recorded: u64,
    },
}

/// Replays a journal and hands each digest on its way, the last one included,
/// to `report`. A journal that breaks off in the middle of an entry, as after a
/// crash, is replayed up to there.
pub fn replay(
    path: &Path,
    mut report: impl FnMut(Tick, u64) -> Result<(), OutputError>,
) -> Result<(), ReplayError> {
    let mut file = rmp_serde::Deserializer::new(BufReader::new(File::open(path)?));
    let settings = WorldSettings::deserialize(&mut file).map_err(ReplayError::NotAJournal)?;
    if !settings.is_sound() {
        return Err(ReplayError::Damaged {
            tick: 0,
            reason: "there is no such world".into(),
        });
    }
    let begun = Option::<WorldRecord>::deserialize(&mut file).map_err(ReplayError::NotAJournal)?;
    let mut world = begun.map_or_else(|| World::new(settings), World::from);
    loop {
        let damaged = |reason: String| ReplayError::Damaged {
            tick: world.tick(),
            reason,
        };
        let entry = match Entry::deserialize(&mut file) {
            Ok(entry) => entry,
            Err(error) if is_end(&error) => break,
            Err(error) => return Err(damaged(error.to_string())),
        };
        let (Entry::Commands(tick, _) | Entry::Digest(tick, _)) = entry;
        if !(world.tick()..=world.tick() + DIGEST_EVERY_TICKS).contains(&tick) {
            return Err(damaged(format!("the next entry is of tick {tick}")));
        }
        while world.tick() < tick {
            world.step(&[]);
        }
        match entry {
            Entry::Commands(_, commands) => world.step(&commands),
            Entry::Digest(_, recorded) => {
                let replayed = world.digest();
                report(tick, replayed)?;
                if replayed != recorded {
                    return Err(ReplayError::Diverged {
                        tick,
                        replayed,
                        recorded,
                    });
                }
            }
        }
    }
    Ok(report(world.tick(), world.digest())?)
}

/// Whether the file ends here, perhaps in the middle of an entry.
fn is_end(error: &rmp_serde::decode::Error) -> bool {
    use rmp_serde::decode::Error;
    match error {
        Error::InvalidMarkerRead(io) | Error::InvalidDataRead(io) => {
            io.kind() == io::ErrorKind::UnexpectedEof
        }
        _ => false,
    }
}
