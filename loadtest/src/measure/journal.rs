//! What becomes of bots, as it happens, for whoever strikes their server meanwhile: a
//! file with a line of JSON for each thing.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// A door behind which nobody has got a frame for so long is frozen: there are many,
/// and each gets some ten a second.
const FROZEN_AFTER: Duration = Duration::from_millis(200);

/// What becomes of the bots of all threads.
#[derive(Debug)]
pub struct Journal {
    file: Option<Mutex<File>>,
    doors: Vec<Mutex<Behind>>,
}

/// How a bot is back that was cut off.
#[derive(Debug, Serialize)]
pub struct Back {
    /// After how long.
    #[serde(rename = "ms", serialize_with = "in_ms")]
    pub took: Duration,
    /// Whether as whom it was.
    pub resumed: bool,
    /// How many points are missing for no reason.
    pub lost: u32,
    /// Whether it has begun another run, since it had no life left.
    pub new_run: bool,
}

fn in_ms<S: Serializer>(time: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u64(time.as_millis() as u64)
}

/// Those who came in by a door.
#[derive(Debug, Default)]
struct Behind {
    bots: u32,
    framed_at: Option<Instant>,
}

impl Behind {
    fn enter(&mut self) {
        self.bots += 1;
    }

    /// Where nobody is, nobody waits for frames.
    fn leave(&mut self) {
        self.bots -= 1;
        if self.bots == 0 {
            self.framed_at = None;
        }
    }

    /// One of them has had its last frame then. Says how long they were frozen, if they
    /// were.
    fn hear(&mut self, framed_at: Option<Instant>) -> Option<Duration> {
        let before = self.framed_at;
        self.framed_at = before.max(framed_at);
        let silence = framed_at?.checked_duration_since(before?)?;
        (silence > FROZEN_AFTER).then_some(silence)
    }
}

impl Journal {
    /// A journal of bots that come in by so many doors. It is kept if there is a file.
    pub fn open(path: Option<&Path>, doors: usize) -> io::Result<Self> {
        Ok(Self {
            file: path.map(File::create).transpose()?.map(Mutex::new),
            doors: (0..doors).map(|_| Mutex::default()).collect(),
        })
    }

    /// A bot has come in by this door.
    pub fn enter(&self, door: usize) {
        lock(&self.doors[door]).enter();
        self.note(door, json!({ "event": "in" }));
    }

    /// One that had come in by it is gone.
    pub fn leave(&self, door: usize) {
        lock(&self.doors[door]).leave();
        self.note(door, json!({ "event": "out" }));
    }

    /// A bot behind it has had its last frame then.
    pub fn hear(&self, door: usize, framed_at: Option<Instant>) {
        // All bots would wait for each other at every message.
        if self.file.is_none() {
            return;
        }
        let frozen = lock(&self.doors[door]).hear(framed_at);
        if let Some(silence) = frozen {
            let ms = silence.as_millis() as u64;
            self.note(door, json!({ "event": "frozen", "ms": ms }));
        }
    }

    /// A bot is back that was cut off, by this door.
    pub fn back(&self, door: usize, back: &Back) {
        let mut what = json!(back);
        what["event"] = json!("back");
        self.note(door, what);
    }

    fn note(&self, door: usize, mut what: Value) {
        let Some(file) = &self.file else { return };
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        what["at_ms"] = json!(now.map_or(0, |now| now.as_millis() as u64));
        what["door"] = json!(door + 1);
        // The run goes on without it when the disk is full.
        let _ = lock(file).write_all(format!("{what}\n").as_bytes());
    }
}

/// What a thread that panicked has left is still true.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn a_door_is_frozen_while_nobody_behind_it_gets_a_frame() {
        let (start, mut behind) = (Instant::now(), Behind::default());
        behind.enter();
        let frozen = [0, 90, 180, 170, 700, 790].map(|at| behind.hear(Some(start + at * MS)));
        assert_eq!(frozen, [None, None, None, None, Some(520 * MS), None]);
        assert_eq!(behind.hear(None), None, "who came has had none yet");
    }

    #[test]
    fn nobody_waits_behind_a_door_that_all_have_left() {
        let (start, mut behind) = (Instant::now(), Behind::default());
        behind.enter();
        behind.hear(Some(start));
        behind.leave();
        behind.enter();
        assert_eq!(behind.hear(Some(start + 5_000 * MS)), None);
    }
}
