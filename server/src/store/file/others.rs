//! Others who have the file open: a reader, a checker, a tool that copies. They
//! are waited for, and whoever waits says so.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use super::trouble::failed;
use crate::store::StoreError;
use crate::store::Trouble;

/// The pause between tries.
const TRY_EVERY: Duration = Duration::from_millis(100);
/// How often is said that somebody is waited for.
const SAY_EVERY: Duration = Duration::from_secs(5);

/// What hears how a long task goes on, a line at a time.
pub type Tell<'a> = &'a dyn Fn(&str);

/// Tries until nobody is in the way, at most for so long. A restore is waited
/// for until it is over.
pub(in crate::store) fn when_free<T>(
    patience: Duration,
    tell: Tell,
    mut attempt: impl FnMut() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let began = Instant::now();
    let mut say_at = began;
    loop {
        let trouble = match attempt() {
            Err(StoreError::File(Trouble::Restoring)) => Trouble::Restoring,
            Err(error) if error.is_others() => Trouble::Locked,
            done => return done,
        };
        if matches!(trouble, Trouble::Locked) && began.elapsed() >= patience {
            return Err(trouble.into());
        }
        if Instant::now() >= say_at {
            tell(&format!("waiting: {trouble}"));
            say_at = Instant::now() + SAY_EVERY;
        }
        std::thread::sleep(TRY_EVERY);
    }
}

/// Waits until nobody else backs up to a folder or restores into it. Holds as
/// long as what it gives.
pub(in crate::store) fn take_turn(folder: &Path, tell: Tell) -> Result<File, StoreError> {
    let take = || {
        let turn = File::open(folder)?;
        match turn.try_lock() {
            Err(TryLockError::WouldBlock) => {
                tell("waiting: another backup or restore uses this folder");
                turn.lock()?;
            }
            Err(TryLockError::Error(error)) => return Err(error),
            Ok(()) => {}
        }
        Ok(turn)
    };
    take().map_err(failed("cannot lock", folder))
}
