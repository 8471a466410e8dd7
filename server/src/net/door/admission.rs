//! Whether there are memory and time for newcomers.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use asteroids_shared::rules::DT_S;
use tokio::sync::watch;
use tokio::time::{Instant, interval};

use super::memory::{Memory, Source, Usage};
use crate::metrics;
use crate::net::rooms::lobby::Lobby;
use crate::net::rooms::sessions::Sessions;

/// How often memory and ticks are looked at. In between no more comes in than
/// the memory above [`OVER`] takes.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// From this share of the memory, or of a tick's time, on newcomers may only watch.
const HIGH: f64 = 0.80;
/// From this share on nobody comes in, and those who watch are thinned.
const OVER: f64 = 0.90;
/// So much less than the share at which a measure begins must be used before it ends.
const CALM: f64 = 0.05;
/// Those who watch are thinned so often, by one in [`THIN_ONE_IN`].
const THIN_EVERY: Duration = Duration::from_secs(1);
const THIN_ONE_IN: u32 = 16;

/// How much the server has to do, and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Load {
    /// Everybody may come in.
    Fine,
    /// Newcomers may only watch.
    High,
    /// Nobody comes in, and those who watch are thinned.
    Over,
}

impl Load {
    /// The load when this share of the memory or of the time is used, after it
    /// was `before`.
    fn after(before: Self, share: f64) -> Self {
        let holds = |load, from| share >= if before >= load { from - CALM } else { from };
        if holds(Self::Over, OVER) {
            Self::Over
        } else if holds(Self::High, HIGH) {
            Self::High
        } else {
            Self::Fine
        }
    }
}

/// Looks at memory and ticks, and says what follows.
pub(in crate::net) struct Admission {
    memory: Memory,
    lobby: Arc<Lobby>,
    sessions: Arc<Sessions>,
    load: watch::Sender<Load>,
    /// What could not be read at the last look, by [`Source`].
    blind: Mutex<[bool; Source::ALL.len()]>,
}

impl Admission {
    /// With the load as it is now.
    pub fn new(memory: Memory, lobby: Arc<Lobby>, sessions: Arc<Sessions>) -> Self {
        let (load, _) = watch::channel(Load::Fine);
        let admission = Self {
            memory,
            lobby,
            sessions,
            load,
            blind: Mutex::default(),
        };
        admission.look();
        admission
    }

    /// The load from now on.
    pub fn load(&self) -> watch::Receiver<Load> {
        self.load.subscribe()
    }

    /// Looks again and again, for ever.
    pub async fn keep_looking(self) {
        let mut looks = interval(LOOK_EVERY);
        let mut thinned_at = Instant::now();
        loop {
            looks.tick().await;
            self.look();
            let over = *self.load.borrow() == Load::Over;
            if over && thinned_at.elapsed() >= THIN_EVERY {
                thinned_at = Instant::now();
                self.lobby.thin(THIN_ONE_IN).await;
            }
        }
    }

    fn look(&self) {
        let usage = self.memory.usage(self.sessions.count());
        self.tell_blind(&usage);
        let used_bytes = usage.used_bytes;
        metrics::tell_memory(used_bytes, usage.limit_bytes);
        let tick_us = self.lobby.slowest_tick_us();
        let time_share = f64::from(tick_us) / 1e6 / f64::from(DT_S);
        let before = *self.load.borrow();
        let load = Load::after(before, usage.share().max(time_share));
        metrics::tell_load(load as u8);
        if load == before {
            return;
        }
        let used_mb = used_bytes >> 20;
        match load {
            Load::Fine => tracing::info!(used_mb, tick_us, "everybody may come in again"),
            Load::High => tracing::warn!(used_mb, tick_us, "newcomers may only watch"),
            Load::Over => tracing::warn!(used_mb, tick_us, "nobody comes in, watchers are thinned"),
        }
        self.load.send_replace(load);
    }

    /// Says what cannot be read any more, and what can again, once each.
    fn tell_blind(&self, usage: &Usage) {
        let mut blind = self.blind.lock().unwrap_or_else(PoisonError::into_inner);
        for (source, was) in Source::ALL.into_iter().zip(blind.iter_mut()) {
            let error = usage.blind.iter().find(|(it, _)| *it == source);
            let is = error.is_some();
            if is != *was {
                *was = is;
                let (name, instead) = (source.name(), source.instead());
                match error {
                    Some((_, error)) => {
                        tracing::warn!(source = name, %error, "memory cannot be read: {instead}");
                    }
                    None => tracing::info!(source = name, "memory can be read again"),
                }
            }
            metrics::tell_memory_blind(source.name(), is);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fuller_the_fewer_come_in() {
        let loads = [0.5, 0.79, 0.8, 0.89, 0.9, 2.0].map(|share| Load::after(Load::Fine, share));
        assert_eq!(
            loads,
            [
                Load::Fine,
                Load::Fine,
                Load::High,
                Load::High,
                Load::Over,
                Load::Over
            ]
        );
    }

    #[test]
    fn a_load_about_the_mark_does_not_flap() {
        assert_eq!(Load::after(Load::High, 0.77), Load::High);
        assert_eq!(Load::after(Load::High, 0.74), Load::Fine);
        assert_eq!(Load::after(Load::Over, 0.87), Load::Over);
        assert_eq!(Load::after(Load::Over, 0.84), Load::High);
        assert_eq!(Load::after(Load::Over, 0.77), Load::High);
    }
}
