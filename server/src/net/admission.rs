//! Whether there are memory and time for newcomers.

use std::sync::Arc;
use std::time::Duration;

use asteroids_shared::rules::DT_S;
use tokio::sync::watch;
use tokio::time::{Instant, interval};

use super::lobby::Lobby;
use super::memory::Memory;
use crate::metrics;

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
pub(super) struct Admission {
    memory: Memory,
    lobby: Arc<Lobby>,
    load: watch::Sender<Load>,
}

impl Admission {
    /// With the load as it is now.
    pub fn new(memory: Memory, lobby: Arc<Lobby>) -> Self {
        let (load, _) = watch::channel(Load::Fine);
        let admission = Self {
            memory,
            lobby,
            load,
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
        // Where the kernel does not tell, only time counts.
        let used_bytes = self.memory.used_bytes().unwrap_or(0);
        metrics::tell_memory(used_bytes, self.memory.limit_bytes());
        let memory_share = used_bytes as f64 / self.memory.limit_bytes() as f64;
        let tick_us = self.lobby.slowest_tick_us();
        let time_share = f64::from(tick_us) / 1e6 / f64::from(DT_S);
        let before = *self.load.borrow();
        let load = Load::after(before, memory_share.max(time_share));
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
