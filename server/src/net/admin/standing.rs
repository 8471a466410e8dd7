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
use crate::store::{Stamp, Term};

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
    #[serde(flatten)]
    term: Term,
}

impl Mute {
    /// For how much longer.
    pub fn left(&self, now: Stamp) -> Option<Duration> {
        let left_s = u64::try_from(self.term.left_s(now)?).ok();
        left_s.filter(|left_s| *left_s > 0).map(Duration::from_secs)
    }
}

impl Orders {
    /// Silences somebody for so long; `None` lets it speak again.
    pub fn mute(&mut self, voices: &Voices, now: Stamp, lasts_s: Option<i64>) {
        let voices = voices.both();
        let mutes = &mut self.mutes;
        mutes.retain(|mute| !voices.contains(&mute.voice) && mute.left(now).is_some());
        if lasts_s.is_some() {
            // Both may be the same, and a connection is another one after a restart.
            let [who, browser] = voices;
            let voices = [Some(who), (browser != who).then_some(browser)];
            let lasting = voices.into_iter().flatten();
            let lasting = lasting.filter(|voice| !matches!(voice, Voice::Client(_)));
            mutes.extend(lasting.map(|voice| Mute {
                voice,
                term: Term::from(now, lasts_s),
            }));
        }
        mutes.sort_by_key(|mute| mute.left(now));
        let too_many = mutes.len().saturating_sub(MUTES_MAX);
        mutes.drain(..too_many);
    }

    /// Tells mutes by the clock of the day as it goes now, for the runs of the
    /// machine to come. Says whether it was set since.
    pub fn tell(&mut self, now: Stamp) -> bool {
        let mut was_set = false;
        for mute in &mut self.mutes {
            let told = mute.term.told(now);
            was_set |= told != mute.term;
            mute.term = told;
        }
        was_set
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
            orders.tell(Stamp::now());
            change(&mut orders);
            write(&kept.path, &orders)?;
            kept.orders = orders;
            Ok(())
        });
        changed.await.map_err(io::Error::other)?
    }

    /// Writes it anew if the clock of the day was set since.
    pub(in crate::net) async fn keep_time(&self) -> io::Result<()> {
        let was_set = self.kept().orders.clone().tell(Stamp::now());
        match was_set {
            true => self.change(|_| {}).await,
            false => Ok(()),
        }
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
    use crate::store::{Boot, Moment, TokenHash};

    /// So long after the machine was switched on, by a clock of the day that was
    /// set to this.
    fn at(wall_s: i64, since_boot_s: i64) -> Stamp {
        let at = Moment {
            wall_s,
            since_boot_s,
        };
        Stamp { at, boot: Boot(1) }
    }

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

    #[test]
    fn a_mute_ends_by_itself_whatever_the_clock_does() {
        let mut orders = Orders::default();
        orders.mute(&voices(1), at(100, 50), Some(60));
        let left_s = |orders: &Orders, now| orders.mutes[0].left(now).map(|left| left.as_secs());
        for right_s in [100, 0, 1_795_392_000] {
            assert_eq!(left_s(&orders, at(right_s, 70)), Some(40));
            assert_eq!(left_s(&orders, at(right_s, 110)), None);
        }
        // The clock is put right, and the machine is switched off and on later.
        assert!(orders.tell(at(1_795_392_000, 60)));
        assert!(!orders.tell(at(1_795_392_001, 61)));
        let rebooted = |wall_s| Stamp {
            boot: Boot(2),
            ..at(wall_s, 5)
        };
        assert_eq!(left_s(&orders, rebooted(1_795_392_020)), Some(30));
        assert_eq!(left_s(&orders, rebooted(1_795_392_050)), None);
        assert_eq!(left_s(&orders, rebooted(0)), Some(60));
    }

    #[test]
    fn mutes_that_were_kept_without_the_other_clock_are_read() {
        let voice = serde_json::to_string(&voices(1).who).expect("it is written");
        let kept = format!(r#"{{"voice":{voice},"made_s":100,"ends_s":160}}"#);
        let mute: Mute = serde_json::from_str(&kept).expect("it is a mute");
        assert_eq!(mute.left(at(120, 9)), Some(Duration::from_secs(40)));
        let again = serde_json::to_string(&mute).expect("it is written");
        assert_eq!(serde_json::from_str::<Mute>(&again).ok(), Some(mute));
    }

    #[test]
    fn so_many_mutes_are_kept_and_no_more() {
        let mut orders = Orders::default();
        for number in 0..2_500 {
            orders.mute(&voices(number), at(100, 50), Some(60 + i64::from(number)));
        }
        assert_eq!(orders.mutes.len(), MUTES_MAX);
        assert_eq!(orders.mutes[0].voice, voices(500).who);
        orders.mute(&voices(2_499), at(100, 50), None);
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
