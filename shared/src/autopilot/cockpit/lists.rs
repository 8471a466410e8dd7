//! What is near a ship, in lists of the first few.

use super::Instruments;
use super::contact::Contact;
use crate::Kind;
use crate::kind::Peril;
use crate::pilot::{Seen, Sight};

/// How many of a list there are sensors for.
pub(super) const PLACES: usize = 4;
/// How near the hull a bullet must pass to be listed, in m.
const BULLET_MISS_M: f32 = 4.0;
/// What a rad off the nose, a saucer and a shield are worth, in m.
const TURN_COSTS_M: f32 = 3.0;
const SAUCER_DRAWS_M: f32 = 8.0;
const SHIELD_PUTS_OFF_M: f32 = 20.0;

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Asteroids.
    Rock,
    /// Others' ships.
    Ship,
    /// Saucers.
    Saucer,
    /// Pickups.
    Pickup,
    /// Bullets that are coming.
    Bullet,
    /// All that must not be met.
    Danger,
    /// All that may be shot.
    Prey,
}

impl List {
    pub const COUNT: usize = 7;
    /// Each at its place.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Rock,
        Self::Ship,
        Self::Saucer,
        Self::Pickup,
        Self::Bullet,
        Self::Danger,
        Self::Prey,
    ];

    /// What entries call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rock => "rock",
            Self::Ship => "ship",
            Self::Saucer => "saucer",
            Self::Pickup => "pickup",
            Self::Bullet => "bullet",
            Self::Danger => "danger",
            Self::Prey => "prey",
        }
    }

    /// By what number it is sorted, the least first; `None` if it is not in the list.
    fn rank(self, seen: &Seen<'_>, is_own_bullet: bool, contact: &Contact) -> Option<f32> {
        let kind = seen.kind;
        match self {
            Self::Rock => kind.is_rock().then_some(contact.distance_m),
            Self::Ship => (kind == Kind::Ship).then_some(contact.distance_m),
            Self::Saucer => kind.is_saucer().then_some(contact.distance_m),
            Self::Pickup => (kind == Kind::Pickup).then_some(contact.distance_m),
            Self::Bullet => {
                let comes = contact.closing_mps > 0.0 && contact.miss_m <= BULLET_MISS_M;
                (kind == Kind::Bullet && !is_own_bullet && comes).then_some(contact.time_s)
            }
            Self::Danger => {
                let is_one = kind.traits().peril != Peril::None || kind == Kind::Warp;
                (is_one && !is_own_bullet).then(|| contact.gap_soon_m())
            }
            Self::Prey => {
                let is_game = kind.is_rock() || kind == Kind::Ship || kind.is_saucer();
                let mut rank_m = contact.distance_m + TURN_COSTS_M * contact.bearing_rad.abs();
                if kind.is_saucer() {
                    rank_m -= SAUCER_DRAWS_M;
                }
                if seen.shielded {
                    rank_m += SHIELD_PUTS_OFF_M;
                }
                (is_game && seen.skill.is_some()).then_some(rank_m)
            }
        }
    }
}

/// Which lists are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lists([bool; List::COUNT]);

impl Lists {
    pub fn of(lists: impl Iterator<Item = List>) -> Self {
        let mut wanted = Self::default();
        for list in lists {
            wanted.0[list as usize] = true;
        }
        wanted
    }

    /// The first few of each of them, of what the screen shows.
    pub fn find<'a>(
        &self,
        sight: &Sight<'_>,
        instruments: &Instruments,
        seen: impl IntoIterator<Item = Seen<'a>>,
    ) -> Found {
        let mut found = Found::default();
        if !self.0.contains(&true) {
            return found;
        }
        let (half_width_m, half_height_m) = instruments.view_half_m;
        for seen in seen.into_iter().filter(|seen| seen.id != sight.ship) {
            let radius_m = seen.kind.radius_m();
            let contact = Contact::of(sight, seen.motion, radius_m);
            let [x_m, y_m] = contact.at.map(f32::abs);
            if x_m > half_width_m + radius_m || y_m > half_height_m + radius_m {
                continue;
            }
            let is_own_bullet = seen.kind == Kind::Bullet && seen.shooter == sight.player;
            for list in List::ALL.into_iter().filter(|&list| self.0[list as usize]) {
                if let Some(rank) = list.rank(&seen, is_own_bullet, &contact) {
                    found.insert(list, rank, contact);
                }
            }
        }
        found
    }
}

/// The first few of each list.
#[derive(Debug, Default)]
pub(super) struct Found([[Option<(f32, Contact)>; PLACES]; List::COUNT]);

impl Found {
    pub fn get(&self, list: List, place: usize) -> Option<&Contact> {
        let found = self.0[list as usize].get(place)?;
        found.as_ref().map(|(_, contact)| contact)
    }

    /// Keeps it in its order if it is among the first; who came first stays before who
    /// is as near.
    fn insert(&mut self, list: List, rank: f32, contact: Contact) {
        let mut new = (rank, contact);
        for place in &mut self.0[list as usize] {
            match place {
                Some(kept) if kept.0 <= new.0 => {}
                Some(kept) => std::mem::swap(kept, &mut new),
                None => {
                    *place = Some(new);
                    return;
                }
            }
        }
    }
}
