//! What clients are told from above.

use asteroids_shared::protocol::{Detail, Notables, Overview, Radar};
use asteroids_shared::{Controls, Kind, Motion, PlayerId};

use super::{Seat, Table};

/// A ship fires at another one that is as near to its bow as that: the sine.
const AIMED: f32 = 0.15;

impl Table {
    /// The last overview that a client has got.
    pub fn overview(&self, seat: Seat) -> Option<&Overview> {
        self.clients[seat.0].overview.as_ref()
    }

    pub fn forget_overview(&mut self, seat: Seat) {
        self.clients[seat.0].overview = None;
    }

    /// The last notables that a client has got.
    pub fn notables(&self, seat: Seat) -> Option<&Notables> {
        self.clients[seat.0].notables.as_ref()
    }

    pub fn forget_notables(&mut self, seat: Seat) {
        self.clients[seat.0].notables = None;
    }

    /// How often a client was told an overview.
    pub fn told_from_above(&self, seat: Seat) -> u32 {
        self.clients[seat.0].overviews
    }

    /// How many entities are in a client's picture.
    pub fn shown(&self, seat: Seat) -> usize {
        self.picture(seat).entities().count()
    }

    /// Where a client shows a pilot's ship, by the name that flies it.
    pub fn shows_at(&self, watcher: Seat, player: PlayerId) -> Option<Motion> {
        let mut shown = self.picture(watcher).entities();
        let is_its =
            |detail: &Detail| matches!(detail, Detail::Ship { player: it, .. } if *it == player);
        shown
            .find(|shown| is_its(shown.detail()))
            .map(|shown| *shown.motion())
    }

    /// Where the last radar that a client has got says that the action is, and who leads.
    pub fn radar(&self, seat: Seat) -> Option<&Radar> {
        self.clients[seat.0].radar.as_ref()
    }

    /// How many rocks there are.
    pub fn rocks(&self) -> usize {
        let rocks = [Kind::RockLarge, Kind::RockMedium, Kind::RockSmall];
        let all = rocks.iter().map(|kind| self.room().world().all_of(*kind));
        all.map(Iterator::count).sum()
    }

    /// Has a pilot turn its ship to another one's, fly there and fire.
    pub fn aim(&mut self, pilot: Seat, at: Seat) {
        if !self.has_ship(pilot) || !self.has_ship(at) {
            return;
        }
        let motion = *self.ship(pilot).motion;
        let target = self.ship(at).motion.position();
        let torus = self.room().world().torus();
        let (dx, dy) = torus.delta(motion.position(), target);
        let length_m = dx.hypot(dy).max(1.0);
        let ahead = (motion.cos * dx + motion.sin * dy) / length_m;
        let to_the_left = (motion.cos * dy - motion.sin * dx) / length_m;
        let controls = if ahead > 0.0 && to_the_left.abs() < AIMED {
            Controls::THRUST.with(Controls::FIRE)
        } else if to_the_left > 0.0 {
            Controls::LEFT
        } else {
            Controls::RIGHT
        };
        self.hold(pilot, controls);
    }
}
