//! What a player sees on a screen: how many ships and rocks.

use asteroids_shared::picture::Picture;
use asteroids_shared::rules::{SCREEN_HALF_M, seconds};
use asteroids_shared::{Kind, Tick};

/// How often a screen is counted, whatever a bot asks to see.
pub const EVERY_TICKS: Tick = seconds(1) / 2;

/// What is on one screen, its own ship apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Ships of others.
    pub ships: u32,
    /// Asteroids of any size.
    pub rocks: u32,
    /// The large ones among them.
    pub large_rocks: u32,
}

impl View {
    /// What a picture shows about this place. `own` is the ship in the middle, 0
    /// for none.
    pub fn about(picture: &Picture, middle: (f32, f32), own: u32) -> Self {
        let is_on_screen = |place| {
            let (dx, dy) = picture.torus().delta(middle, place);
            dx.abs() <= SCREEN_HALF_M.0 && dy.abs() <= SCREEN_HALF_M.1
        };
        let mut view = Self::default();
        for entity in picture.entities() {
            if entity.id() != own && is_on_screen(entity.motion().position()) {
                view.count(entity.kind());
            }
        }
        view
    }

    fn count(&mut self, kind: Kind) {
        self.ships += u32::from(kind == Kind::Ship);
        self.rocks += u32::from(kind.is_rock());
        self.large_rocks += u32::from(kind == Kind::RockLarge);
    }
}

/// Views of many bots, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Views {
    views: u64,
    ships: u64,
    without_ship: u64,
    rocks: u64,
    large_rocks: u64,
}

impl Views {
    /// Adds one view.
    pub fn record(&mut self, view: View) {
        self.views += 1;
        self.ships += u64::from(view.ships);
        self.without_ship += u64::from(view.ships == 0);
        self.rocks += u64::from(view.rocks);
        self.large_rocks += u64::from(view.large_rocks);
    }

    /// Adds the views of others.
    pub const fn merge(&mut self, other: &Self) {
        self.views += other.views;
        self.ships += other.ships;
        self.without_ship += other.without_ship;
        self.rocks += other.rocks;
        self.large_rocks += other.large_rocks;
    }

    /// Ships of others, in the mean; `None` if nothing was seen.
    pub fn ships_mean(&self) -> Option<f64> {
        self.mean(self.ships)
    }

    /// The share of views without any.
    pub fn no_ship_ratio(&self) -> Option<f64> {
        self.mean(self.without_ship)
    }

    /// Asteroids, in the mean.
    pub fn rocks_mean(&self) -> Option<f64> {
        self.mean(self.rocks)
    }

    /// Large asteroids, in the mean.
    pub fn large_rocks_mean(&self) -> Option<f64> {
        self.mean(self.large_rocks)
    }

    fn mean(&self, sum: u64) -> Option<f64> {
        (self.views > 0).then(|| sum as f64 / self.views as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use asteroids_shared::protocol::{Arrival, Detail, Flags, Frame, Welcome};
    use asteroids_shared::{Controls, Gear, Motion, Torus};

    const SIDE_M: f32 = 200.0;

    fn ship(place: (f32, f32)) -> ((f32, f32), Detail) {
        let detail = Detail::Ship {
            controls: Controls::NONE,
            player: 1,
            name: "Ann".into(),
            flags: Flags::default(),
            bounty: 0,
            gear: Gear::NONE,
            look: 0,
        };
        (place, detail)
    }

    fn rock(place: (f32, f32), kind: Kind) -> ((f32, f32), Detail) {
        (place, Detail::Rock { kind, seed: 1 })
    }

    /// The picture of these, with ids from 1 on.
    fn picture(all: impl IntoIterator<Item = ((f32, f32), Detail)>) -> Picture {
        let mut picture = Picture::new(&Welcome::standard(Torus::square(SIDE_M)));
        let arrivals = (1..)
            .zip(all)
            .map(|(entity, ((x_m, y_m), detail))| Arrival {
                entity,
                motion: Motion::at(x_m, y_m),
                detail,
            });
        let findings = picture.apply(&Frame {
            arrivals: arrivals.collect(),
            ticks: Some(1),
            ..Frame::default()
        });
        assert!(findings.breaches.is_empty(), "{:?}", findings.breaches);
        picture
    }

    #[test]
    fn what_is_on_the_screen_is_counted_by_kind() {
        let picture = picture([
            ship((0.0, 0.0)),
            ship((29.0, -16.0)),
            ship((31.0, 0.0)),
            rock((-5.0, 5.0), Kind::RockLarge),
            rock((5.0, 16.0), Kind::RockMedium),
            rock((-29.0, 0.0), Kind::RockSmall),
            rock((0.0, 18.0), Kind::RockLarge),
        ]);
        let seen = View {
            ships: 1,
            rocks: 3,
            large_rocks: 1,
        };
        assert_eq!(View::about(&picture, (0.0, 0.0), 1), seen);
        let ships_of_who_watches = View::about(&picture, (0.0, 0.0), 0).ships;
        assert_eq!(ships_of_who_watches, 2);
    }

    #[test]
    fn a_screen_reaches_over_the_seam() {
        let picture = picture([ship((95.0, 0.0)), ship((-95.0, 0.0))]);
        assert_eq!(View::about(&picture, (95.0, 0.0), 1).ships, 1);
    }

    #[test]
    fn means_are_over_all_views() {
        let of = |ships, rocks, large_rocks| View {
            ships,
            rocks,
            large_rocks,
        };
        let (mut ann, mut ben) = (Views::default(), Views::default());
        ann.record(of(3, 6, 1));
        ann.record(of(0, 2, 0));
        ben.record(of(1, 4, 2));
        ben.record(of(0, 0, 0));
        ann.merge(&ben);
        assert_eq!(ann.ships_mean(), Some(1.0));
        assert_eq!(ann.no_ship_ratio(), Some(0.5));
        assert_eq!(ann.rocks_mean(), Some(3.0));
        assert_eq!(ann.large_rocks_mean(), Some(0.75));
        assert_eq!(Views::default().no_ship_ratio(), None);
    }
}
