//! What moderators have set and what holds until they change it, over restarts
//! too: a file in the data folder.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use crate::files;
use crate::net::chat::{MUTED_MAX, Manners, Voice, Voices};
use crate::net::rooms::sizes::Sizes;
use crate::store::{Stamp, Term};

const FILE_NAME: &str = "moderation.json";
/// What is read at the most: as many mutes as may be are a third of it.
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
        let too_many = mutes.len().saturating_sub(MUTED_MAX);
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
    /// What stands in the data folder. A file that is damaged is put aside, and
    /// the log says so.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let path = folder.join(FILE_NAME);
        let unfinished = unfinished(&path);
        files::check(&unfinished).map_err(files::about(&unfinished))?;
        let text = read(&path).map_err(files::about(&path))?;
        let orders = match serde_json::from_slice(&text) {
            Ok(orders) => orders,
            Err(error) => {
                let aside = aside(&path);
                fs::rename(&path, &aside).map_err(files::about(&path))?;
                let aside = aside.display();
                tracing::warn!(%error, %aside, "what moderators had set is forgotten: {FILE_NAME} is damaged");
                Orders::default()
            }
        };
        Ok(Self(Arc::new(Mutex::new(Kept { path, orders }))))
    }

    /// What holds from the start on, where the host's settings are these. What
    /// does not hold any more is gone from the disk too, as soon as that takes it:
    /// with other settings it would be back.
    pub(in crate::net) async fn begin(&self, configured: Configured) -> Orders {
        let (begun, is_news) = {
            let mut kept = self.kept();
            let before = kept.orders.clone();
            kept.orders.begin(configured);
            let is_news = before != Orders::default() && before != kept.orders;
            (kept.orders.clone(), is_news)
        };
        if is_news && let Err(error) = self.change(|_| {}).await {
            tracing::warn!(%error, "that settings have changed since moderators changed them cannot be kept");
        }
        begun
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

/// What the file holds; that nothing is set if there is none.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = match files::open(path, File::options().read(true)) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok(serde_json::to_vec(&Orders::default())?);
        }
        opened => opened?,
    };
    let mut text = Vec::new();
    file.take(BYTES_MAX).read_to_end(&mut text)?;
    Ok(text)
}

/// Writes all of it or nothing, and never through a link.
fn write(path: &Path, orders: &Orders) -> io::Result<()> {
    let unfinished = unfinished(path);
    let mut file = files::create(&unfinished)?;
    file.write_all(&serde_json::to_vec(orders)?)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    files::sync_folder(files::folder_of(path))
}

fn unfinished(path: &Path) -> PathBuf {
    files::with_suffix(path, ".new")
}

/// Where a damaged file goes: nothing is there yet.
fn aside(path: &Path) -> PathBuf {
    let named = |number: u32| match number {
        1 => files::with_suffix(path, ".damaged"),
        number => files::with_suffix(path, &format!(".damaged-{number}")),
    };
    let is_free = |number: &u32| named(*number).symlink_metadata().is_err();
    named((1..).find(is_free).unwrap_or(u32::MAX))
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

    #[tokio::test]
    async fn what_the_host_has_overruled_is_not_back_when_it_changes_its_mind() {
        let folder = std::env::temp_dir().join(format!("asteroids-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder takes folders");
        let open = || Standing::open(&folder).expect("it reads");
        let sizes = Sizes {
            capacity: 10,
            bots: 2,
            spectators: 5,
        };
        let first = Configured {
            sizes,
            chat: Manners::default(),
        };
        let other = Configured {
            sizes: Sizes { bots: 3, ..sizes },
            ..first
        };
        let fewer = Some(Sizes { bots: 0, ..sizes });
        let standing = open();
        standing.begin(first).await;
        assert!(!folder.join(FILE_NAME).exists(), "nothing was set yet");
        let set = standing.change(move |orders| orders.sizes = fewer).await;
        set.expect("it writes");
        assert_eq!(open().begin(first).await.sizes, fewer);
        assert_eq!(open().begin(other).await.sizes, None);
        assert_eq!(open().begin(first).await.sizes, None);
        fs::remove_dir_all(&folder).expect("it is there");
    }

    #[test]
    fn so_many_mutes_are_kept_and_no_more() {
        let mut orders = Orders::default();
        for number in 0..2_500 {
            orders.mute(&voices(number), at(100, 50), Some(60 + i64::from(number)));
        }
        assert_eq!(orders.mutes.len(), MUTED_MAX);
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
