//! Those who watch, and where they look.

use std::fmt;

use asteroids_shared::picture::Picture;
use asteroids_shared::protocol::limits::{
    SPECTATOR_VIEW_FACTOR, VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_WIDTH_MAX_M,
};
use asteroids_shared::protocol::{Focus, Role, Welcome};
use asteroids_shared::rules::{SCREEN_HALF_M, seconds};
use asteroids_shared::{PlayerId, Tick};
use clap::ValueEnum;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

/// How long it looks at something, at the least and at the most.
const LOOKS_TICKS: (Tick, Tick) = (seconds(10), seconds(30));
/// How long it waits for ships to show up, where it looks for one.
const SEARCHES_TICKS: Tick = seconds(1);
/// More than half of any world: the server grants that.
const WHOLE_WORLD_M: f32 = 1e6;

/// Where those look who watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Watching {
    /// At the action, wherever it is.
    Action,
    /// Each at some player's ship, and after a while at another.
    Players,
    /// Each at some place, and after a while at another.
    Places,
    /// At the whole world from above.
    Map,
    /// About a quarter of them at each of these.
    Mixed,
}

impl fmt::Display for Watching {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Action => "action",
            Self::Players => "players",
            Self::Places => "places",
            Self::Map => "map",
            Self::Mixed => "mixed",
        })
    }
}

/// What one of them looks for, all the time that it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Interest {
    Action,
    Players,
    Places,
    Map,
}

/// What is in the middle of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gaze {
    /// The ship where the action is.
    Action,
    /// This player's ship.
    Player(PlayerId),
    /// A place, in metres.
    Place(f32, f32),
    /// Nothing: it sees all of the world, and nothing one by one.
    World,
}

/// Somebody who watches.
#[derive(Debug)]
pub struct Onlooker {
    interest: Interest,
    gaze: Gaze,
    rng: Pcg32,
    turns_at: Tick,
}

impl Onlooker {
    /// The one with this seed.
    pub fn new(watching: Watching, seed: u64) -> Self {
        const ALL: [Interest; 4] = [
            Interest::Action,
            Interest::Players,
            Interest::Places,
            Interest::Map,
        ];
        let mut rng = Pcg32::seed_from_u64(seed);
        let interest = match watching {
            Watching::Action => Interest::Action,
            Watching::Players => Interest::Players,
            Watching::Places => Interest::Places,
            Watching::Map => Interest::Map,
            Watching::Mixed => ALL[rng.random_range(0..ALL.len())],
        };
        Self {
            interest,
            gaze: match interest {
                Interest::Map => Gaze::World,
                Interest::Action | Interest::Players | Interest::Places => Gaze::Action,
            },
            rng,
            turns_at: 0,
        }
    }

    /// Half of what it asks to see, in metres.
    pub const fn view_half_m(&self) -> (f32, f32) {
        match self.interest {
            Interest::Action | Interest::Players | Interest::Places => SCREEN_HALF_M,
            Interest::Map => (WHOLE_WORLD_M, WHOLE_WORLD_M),
        }
    }

    /// What is in the middle of its picture.
    pub const fn gaze(&self) -> Gaze {
        self.gaze
    }

    /// When it wants to look elsewhere, if it ever does.
    pub const fn turns_at(&self) -> Option<Tick> {
        match self.interest {
            Interest::Players | Interest::Places => Some(self.turns_at),
            Interest::Action | Interest::Map => None,
        }
    }

    /// What it says at a tick, to look elsewhere.
    pub fn turn(&mut self, tick: Tick, picture: &Picture) -> Option<Focus> {
        self.turns_at().filter(|&at| tick >= at)?;
        let is_at_place = matches!(self.gaze, Gaze::Place(..));
        let ship = if self.interest == Interest::Players && is_at_place {
            self.somebody(picture)
        } else {
            None
        };
        let (from, to) = LOOKS_TICKS;
        self.turns_at = tick + self.rng.random_range(from..to);
        if let Some(player) = ship {
            self.gaze = Gaze::Player(player);
            return Some(Focus::Player(player));
        }
        if self.interest == Interest::Players {
            self.turns_at = tick + SEARCHES_TICKS;
        }
        let torus = picture.torus();
        let mut along = |extent_m: f32| self.rng.random_range(-0.5..0.5) * extent_m;
        let (x_m, y_m) = (along(torus.width_m), along(torus.height_m));
        self.gaze = Gaze::Place(x_m, y_m);
        Some(Focus::Point(x_m, y_m))
    }

    /// Whose ship is in the picture, of several anybody.
    fn somebody(&mut self, picture: &Picture) -> Option<PlayerId> {
        let pilots = || picture.entities().filter_map(|it| it.detail().pilot());
        let count = pilots().count();
        pilots().nth(self.rng.random_range(0..count.max(1)))
    }
}

/// Whether somebody who was welcomed like this looks from so high that nothing is told
/// one by one.
pub fn is_above(welcome: &Welcome) -> bool {
    let (half_width_m, half_height_m) = welcome.view;
    welcome.role == Role::Spectator
        && (half_width_m > VIEW_HALF_WIDTH_MAX_M * SPECTATOR_VIEW_FACTOR
            || half_height_m > VIEW_HALF_HEIGHT_MAX_M * SPECTATOR_VIEW_FACTOR)
}
