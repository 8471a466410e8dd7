//! What an entity is, and what holds for all of a kind: the table from which
//! world, wire, bots and clients take what they need to know of each.

use serde::{Deserialize, Serialize};

use crate::kinematics::Dynamics;
use crate::numbered::{listed, numbered};
use crate::rules;

numbered! {
    /// What an entity is. It chooses its physics and its drawing. The number is
    /// the one on the wire.
    #[derive(Serialize, Deserialize)]
    pub enum Kind {
        /// A player's or a bot's ship.
        Ship = 0,
        /// An asteroid that splits into two medium ones.
        RockLarge = 1,
        /// An asteroid that splits into two small ones.
        RockMedium = 2,
        /// An asteroid that bursts.
        RockSmall = 3,
        /// A saucer that fires at random.
        SaucerLarge = 4,
        /// A saucer that aims, and hunts the leader.
        SaucerSmall = 5,
        /// A shot in flight.
        Bullet = 6,
        /// Something to collect.
        Pickup = 7,
        /// Where a large asteroid is about to appear.
        Warp = 8,
        /// Ice that crosses the world, with a tail of pickups. It takes many hits.
        Comet = 9,
        /// What large saucers come out of. It takes many hits.
        Carrier = 10,
        /// What some ships leave behind when they jump.
        Mine = 11,
    }
}

/// What holds for all of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// The name used in metrics and logs.
    pub name: &'static str,
    /// How they move.
    pub dynamics: Dynamics,
    /// The radius in metres of the circle that holds the whole outline.
    pub radius_m: f32,
    /// How heavy they are, in arbitrary units. Each asteroid has twice the mass of
    /// the next smaller one, so that a split conserves it. 0 for what passes
    /// through other things.
    pub mass: f32,
    /// How fast they are when they appear by themselves, from and to, in m/s.
    pub drift_mps: (f32, f32),
    /// What the two are that they break into, `None` for nothing.
    pub fragments: Option<Kind>,
    /// Whether a push can turn them.
    pub turns: bool,
    /// Whether they end when a ship runs into them, even if the ship does not.
    pub breaks_when_rammed: bool,
    /// What destroying one pays, as in 1979, or each hit of what takes many. Ships pay
    /// by their score instead, see [`rules::POINTS_PER_KILL`].
    pub points: u32,
    /// As what a player's career counts those that it destroys.
    pub feat: Option<Feat>,
    /// How dangerous they are to be near.
    pub peril: Peril,
    /// By how many metres nearer one seems to a bot that looks for something to
    /// go after; `None` if bots leave them alone.
    pub lure_m: Option<f32>,
    /// What their arrival says beyond the kind.
    pub layout: Layout,
}

/// What a player's career counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feat {
    /// A large asteroid.
    RockLarge,
    /// A medium asteroid.
    RockMedium,
    /// A small asteroid.
    RockSmall,
    /// A saucer of either size.
    Saucer,
}

/// How something threatens a ship that is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peril {
    /// Not at all.
    None,
    /// By its course alone.
    Course,
    /// It is flown by somebody.
    Pilot,
    /// It shoots at ships.
    Gunner,
}

listed! {
    /// What the arrival of something says beyond its kind.
    pub enum Layout: u8 {
        /// Motion, steering, who flies it, what shows on it.
        Ship = 0,
        /// Motion and the seed of the outline.
        Rock = 1,
        /// Its motion alone.
        Plain = 2,
        /// Where it was fired, and how long ago.
        Bullet = 3,
        /// A motion without heading, what it gives, how long it waits.
        Pickup = 4,
        /// Motion and outline of the asteroid to come, and how long until it does.
        Warp = 5,
    }
}

const SHIP: Traits = Traits {
    name: "ship",
    dynamics: rules::SHIP_DYNAMICS,
    radius_m: rules::SHIP_RADIUS_M,
    mass: 1.0,
    drift_mps: (0.0, 0.0),
    fragments: None,
    turns: true,
    breaks_when_rammed: false,
    points: 0,
    feat: None,
    peril: Peril::Pilot,
    lure_m: Some(0.0),
    layout: Layout::Ship,
};

const ROCK_LARGE: Traits = Traits {
    name: "rock_large",
    dynamics: Dynamics::FREE,
    radius_m: rules::ROCK_LARGE_RADIUS_M,
    mass: 4.0,
    drift_mps: (1.0, 3.0),
    fragments: Some(Kind::RockMedium),
    turns: true,
    breaks_when_rammed: false,
    points: 20,
    feat: Some(Feat::RockLarge),
    peril: Peril::Course,
    lure_m: Some(0.0),
    layout: Layout::Rock,
};

const ROCK_MEDIUM: Traits = Traits {
    name: "rock_medium",
    radius_m: rules::ROCK_MEDIUM_RADIUS_M,
    mass: 2.0,
    drift_mps: (2.0, 5.0),
    fragments: Some(Kind::RockSmall),
    points: 50,
    feat: Some(Feat::RockMedium),
    ..ROCK_LARGE
};

const ROCK_SMALL: Traits = Traits {
    name: "rock_small",
    radius_m: rules::ROCK_SMALL_RADIUS_M,
    mass: 1.0,
    drift_mps: (3.0, 7.0),
    fragments: None,
    points: 100,
    feat: Some(Feat::RockSmall),
    ..ROCK_LARGE
};

const SAUCER_LARGE: Traits = Traits {
    name: "saucer_large",
    dynamics: Dynamics::FREE,
    radius_m: rules::SAUCER_LARGE_RADIUS_M,
    mass: 2.0,
    drift_mps: (7.0, 7.0),
    fragments: None,
    turns: false,
    breaks_when_rammed: true,
    points: 200,
    feat: Some(Feat::Saucer),
    peril: Peril::Gunner,
    lure_m: Some(8.0),
    layout: Layout::Plain,
};

const SAUCER_SMALL: Traits = Traits {
    name: "saucer_small",
    radius_m: rules::SAUCER_SMALL_RADIUS_M,
    mass: 1.0,
    drift_mps: (11.0, 11.0),
    points: 1_000,
    ..SAUCER_LARGE
};

const BULLET: Traits = Traits {
    name: "bullet",
    dynamics: Dynamics::FREE,
    radius_m: rules::BULLET_RADIUS_M,
    mass: 0.0,
    drift_mps: (0.0, 0.0),
    fragments: None,
    turns: false,
    breaks_when_rammed: false,
    points: 0,
    feat: None,
    peril: Peril::Course,
    lure_m: None,
    layout: Layout::Bullet,
};

const PICKUP: Traits = Traits {
    name: "pickup",
    dynamics: Dynamics::FREE,
    radius_m: rules::PICKUP_RADIUS_M,
    mass: 0.0,
    drift_mps: (0.0, 0.8),
    fragments: None,
    turns: false,
    breaks_when_rammed: false,
    points: 0,
    feat: None,
    peril: Peril::None,
    lure_m: Some(12.0),
    layout: Layout::Pickup,
};

const WARP: Traits = Traits {
    name: "warp",
    mass: 0.0,
    fragments: None,
    points: 0,
    feat: None,
    peril: Peril::None,
    lure_m: None,
    layout: Layout::Warp,
    ..ROCK_LARGE
};

const COMET: Traits = Traits {
    name: "comet",
    radius_m: rules::COMET_RADIUS_M,
    mass: 8.0,
    drift_mps: (9.0, 9.0),
    fragments: None,
    points: 60,
    feat: None,
    layout: Layout::Plain,
    ..ROCK_LARGE
};

const CARRIER: Traits = Traits {
    name: "carrier",
    radius_m: rules::CARRIER_RADIUS_M,
    mass: 8.0,
    drift_mps: (2.5, 2.5),
    breaks_when_rammed: false,
    points: 60,
    feat: None,
    ..SAUCER_LARGE
};

const MINE: Traits = Traits {
    name: "mine",
    radius_m: rules::MINE_RADIUS_M,
    mass: 1.0,
    drift_mps: (0.0, 0.0),
    fragments: None,
    breaks_when_rammed: true,
    points: 0,
    feat: None,
    lure_m: None,
    layout: Layout::Plain,
    ..ROCK_LARGE
};

impl Kind {
    /// The radius of the largest thing, in metres.
    pub const LARGEST_RADIUS_M: f32 = {
        let mut largest_m = 0.0;
        let mut index = 0;
        while index < Self::COUNT {
            let radius_m = Self::ALL[index].radius_m();
            if radius_m > largest_m {
                largest_m = radius_m;
            }
            index += 1;
        }
        largest_m
    };

    /// What holds for all of this kind.
    pub const fn traits(self) -> &'static Traits {
        match self {
            Self::Ship => &SHIP,
            Self::RockLarge => &ROCK_LARGE,
            Self::RockMedium => &ROCK_MEDIUM,
            Self::RockSmall => &ROCK_SMALL,
            Self::SaucerLarge => &SAUCER_LARGE,
            Self::SaucerSmall => &SAUCER_SMALL,
            Self::Bullet => &BULLET,
            Self::Pickup => &PICKUP,
            Self::Warp => &WARP,
            Self::Comet => &COMET,
            Self::Carrier => &CARRIER,
            Self::Mine => &MINE,
        }
    }

    /// The name used in metrics and logs.
    pub const fn name(self) -> &'static str {
        self.traits().name
    }

    /// How the kind moves.
    pub const fn dynamics(self) -> Dynamics {
        self.traits().dynamics
    }

    /// The radius in metres of the circle that holds the kind's whole outline.
    pub const fn radius_m(self) -> f32 {
        self.traits().radius_m
    }

    /// Whether things of this kind push each other. Bullets, pickups and warps do not.
    pub const fn collides(self) -> bool {
        self.traits().mass > 0.0
    }

    /// Whether this is an asteroid of any size.
    pub const fn is_rock(self) -> bool {
        matches!(self, Self::RockLarge | Self::RockMedium | Self::RockSmall)
    }

    /// Whether this is a saucer of either size.
    pub const fn is_saucer(self) -> bool {
        matches!(self, Self::SaucerLarge | Self::SaucerSmall)
    }
}

numbered! {
    /// What a pickup gives. The number is the one on the wire.
    #[derive(Serialize, Deserialize)]
    pub enum PickupKind {
        /// Half the time between shots.
        RapidFire = 0,
        /// Three bullets a shot.
        SpreadShot = 1,
        /// A shield that takes one hit.
        Shield = 2,
    }
}

numbered! {
    /// For what people meet. The number is the one on the wire.
    #[derive(Serialize, Deserialize)]
    #[serde(into = "u8", try_from = "u8")]
    pub enum OccasionKind {
        /// A [comet](Kind::Comet) crosses the world.
        Comet = 0,
        /// A [carrier](Kind::Carrier) comes.
        Carrier = 1,
        /// Many large asteroids fly the same way.
        Storm = 2,
    }
}

numbered! {
    /// To which side of its shooter a bullet flies. The number is the one on the
    /// wire.
    #[derive(Serialize, Deserialize)]
    pub enum Spread {
        /// To the right.
        Right = 0,
        /// Straight on.
        Straight = 1,
        /// To the left.
        Left = 2,
    }
}

impl Spread {
    /// −1, 0 or 1: to the right, straight, to the left.
    pub const fn side(self) -> i8 {
        self as i8 - Self::Straight as i8
    }
}
