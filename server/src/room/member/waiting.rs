//! What those who are here are told while no lines come.

use std::time::{Duration, Instant};

use asteroids_shared::protocol::{Aside, AsideKind};

use super::Member;
use super::leading::REST_EVERY;

/// After so long without a line those who are here are told.
const WAITING_AFTER: Duration = Duration::from_secs(1);
/// How often they are told again, so that they know that they are still connected.
const TOLD_EVERY: Duration = Duration::from_secs(5);

impl Member {
    pub(super) fn say_that_the_world_waits(&mut self, now: Instant) {
        if now < self.told_again_at.unwrap_or(self.waits_from()) {
            return;
        }
        if self.told_again_at.is_none() {
            let room = self.room.settings().room;
            tracing::warn!(room, "no lines come: the world waits");
        }
        self.told_again_at = Some(now + TOLD_EVERY);
        self.room.tell_at_once(&Aside::plain(AsideKind::WorldWaits));
    }

    /// From when on it is clear that no lines come. While the room stands still few are
    /// to be expected, unless something was asked.
    fn waits_from(&self) -> Instant {
        match self.proposals.wait_since() {
            Some(since) if self.rests => since.max(self.line_at) + WAITING_AFTER,
            None if self.rests => self.line_at + 3 * REST_EVERY,
            Some(_) | None => self.line_at + WAITING_AFTER,
        }
    }

    pub(super) fn end_wait(&mut self, now: Instant) {
        if self.told_again_at.take().is_some() {
            self.roster.wait_for_all(now);
            self.room
                .tell_at_once(&Aside::plain(AsideKind::WorldGoesOn));
        }
    }
}
