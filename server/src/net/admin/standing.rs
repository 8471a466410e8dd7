//! What moderators have set and what holds until they change it, over restarts
//! too: a file in the data folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use crate::net::chat::{Manners, Voice, Voices};
use crate::net::lobby::Sizes;
use crate::store::UnixSeconds;

const FILE_NAME: &str = "moderation.json";
/// How many mutes are kept, at most two for each who is muted. Beyond that those that
/// end first are forgotten.
const MUTES_MAX: usize = 2_000;
/// What is read at the most: as many mutes are a third of it.
const BYTES_MAX: u64 = 1 << 20;

/// What holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::net) struct Orders {
    /// Whether no pilot is let in.
    pub draining: bool,
    /// How many may come in, if that was changed.
    pub sizes: Option<Sizes>,
    /// What holds for the chat, if that was changed.
    pub chat: Option<Manners>,
    /// What the host's settings were then. Once the host changes them, they
    /// count, and not what was changed before.
    configured: Option<Configured>,
    pub mutes: Vec<Mute>,
}

/// What the host's settings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::net) struct Configured {
    pub sizes: Sizes,
    pub chat: Manners,
}

/// Who may not talk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::net) struct Mute {
    pub voice: Voice,
    made_s: UnixSeconds,
    ends_s: UnixSeconds,
}

impl Mute {
    /// For how much longer; a clock that was set back makes none longer than it
    /// was meant to be.
    pub fn left(&self, now_s: UnixSeconds) -> Option<Duration> {
        let meant_s = self.ends_s.saturating_sub(self.made_s);
        let left_s = self.ends_s.saturating_sub(now_s).min(meant_s);
        let left_s = u64::try_from(left_s).ok().filter(|left_s| *left_s > 0);
        left_s.map(Duration::from_secs)
    }
}

impl Orders {
    /// Silences somebody until then; `None` lets it speak again.
    pub fn mute(&mut self, voices: &Voices, now_s: UnixSeconds, ends_s: Option<UnixSeconds>) {
        let voices = voices.both();
        let mutes = &mut self.mutes;
        mutes.retain(|mute| !voices.contains(&mute.voice) && mute.left(now_s).is_some());
        if let Some(ends_s) = ends_s {
            // Both may be the same, and a connection is another one after a restart.
            let [who, browser] = voices;
            let voices = [Some(who), (browser != who).then_some(browser)];
            let lasting = voices.into_iter().flatten();
            let lasting = lasting.filter(|voice| !matches!(voice, Voice::Client(_)));
            mutes.extend(lasting.map(|voice| Mute {
                voice,
                made_s: now_s,
                ends_s,
            }));
        }
        mutes.sort_by_key(|mute| mute.ends_s);
        let too_many = mutes.len().saturating_sub(MUTES_MAX);
        mutes.drain(..too_many);
    }

    /// Forgets what was set under other settings of the host than these.
    fn begin(&mut self, configured: Configured) {
        let before = self.configured.replace(configured);
        if before.is_none_or(|before| before.sizes != configured.sizes) {
            self.sizes = None;
        }
        if before.is_none_or(|before| before.chat != configured.chat) {
            self.chat = None;
        }
    }
}

/// The file. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Standing(Arc<Mutex<Kept>>);

#[derive(Debug)]
struct Kept {
    path: PathBuf,
    orders: Orders,
}

impl Standing {
    /// What stands in the data folder. A file that cannot be read is put aside,
    /// and the log says so.
    pub fn open(folder: &Path) -> Self {
        let path = folder.join(FILE_NAME);
        let orders = read(&path).unwrap_or_else(|error| {
            let aside = path.with_extension("json.damaged");
            let moved = fs::rename(&path, &aside).is_ok();
            let aside = moved.then(|| aside.display().to_string());
            tracing::warn!(%error, aside, "what moderators had set is forgotten: {FILE_NAME} cannot be read");
            Orders::default()
        });
        Self(Arc::new(Mutex::new(Kept { path, orders })))
    }

    /// What holds from the start on, where the host's settings are these.
    pub(in crate::net) fn begin(&self, configured: Configured) -> Orders {
        let mut kept = self.kept();
        kept.orders.begin(configured);
        kept.orders.clone()
    }

    /// Changes what holds, and comes back once the disk has it.
    pub(in crate::net) async fn change(
        &self,
        change: impl FnOnce(&mut Orders) + Send + 'static,
    ) -> io::Result<()> {
        let this = self.clone();
        let changed = spawn_blocking(move || {
            let mut kept = this.kept();
            let mut orders = kept.orders.clone();
            change(&mut orders);
            write(&kept.path, &orders)?;
            kept.orders = orders;
            Ok(())
        });
        changed.await.map_err(io::Error::other)?
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(path: &Path) -> io::Result<Orders> {
    match path.symlink_metadata() {
        Ok(file) if file.is_file() => {}
        Ok(_) => return Err(io::Error::other("it is no file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Orders::default()),
        Err(error) => return Err(error),
    }
    let mut text = String::new();
    File::open(path)?
        .take(BYTES_MAX)
        .read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

/// Writes all of it or nothing, and never through a link.
fn write(path: &Path, orders: &Orders) -> io::Result<()> {
    let unfinished = path.with_extension("json.new");
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&unfinished)?;
    file.write_all(&serde_json::to_vec(orders)?)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::TokenHash;

    const NOW_S: UnixSeconds = 1_000_000;

    fn voices(number: u16) -> Voices {
        let [high, low] = number.to_be_bytes();
        let mut hash = [high; 32];
        hash[0] = low;
        let browser = Voice::Browser(TokenHash(hash));
        Voices {
            who: browser,
            browser,
        }
    }

    fn muted(ends_s: UnixSeconds) -> Mute {
        let mut orders = Orders::default();
        orders.mute(&voices(1), NOW_S, Some(ends_s));
        orders.mutes.remove(0)
    }

    #[test]
    fn a_mute_ends_by_itself_whatever_the_clock_does() {
        let mute = muted(NOW_S + 60);
        let left_s = |now_s| mute.left(now_s).map(|left| left.as_secs());
        assert_eq!(left_s(NOW_S + 20), Some(40));
        assert_eq!(left_s(NOW_S + 60), None);
        assert_eq!(left_s(NOW_S - 1_000_000), Some(60));
        assert_eq!(left_s(UnixSeconds::MIN), Some(60));
    }

    #[test]
    fn so_many_mutes_are_kept_and_no_more() {
        let mut orders = Orders::default();
        for number in 0..2_500 {
            orders.mute(&voices(number), NOW_S, Some(NOW_S + 60 + i64::from(number)));
        }
        assert_eq!(orders.mutes.len(), MUTES_MAX);
        assert_eq!(orders.mutes[0].voice, voices(500).who);
        orders.mute(&voices(2_499), NOW_S, None);
        assert!(orders.mutes.iter().all(|it| it.voice != voices(2_499).who));
    }

    #[test]
    fn once_the_host_changes_a_setting_it_counts() {
        let chat = Manners::default();
        let sizes = Sizes {
            capacity: 10,
            bots: 2,
            spectators: 5,
        };
        let mut orders = Orders::default();
        orders.begin(Configured { sizes, chat });
        let fewer = Sizes { bots: 0, ..sizes };
        let slow = Manners { slow_s: 9, ..chat };
        (orders.sizes, orders.chat) = (Some(fewer), Some(slow));
        orders.begin(Configured { sizes, chat });
        assert_eq!((orders.sizes, orders.chat), (Some(fewer), Some(slow)));
        let more = Sizes { bots: 3, ..sizes };
        orders.begin(Configured { sizes: more, chat });
        assert_eq!((orders.sizes, orders.chat), (None, Some(slow)));
    }
}
