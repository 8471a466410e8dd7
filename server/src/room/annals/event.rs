//! Something that happened, for those who hear of it later.

use asteroids_shared::{PlayerId, Tick};
use serde::{Deserialize, Serialize};

/// Something that happened, for those who hear of it later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub tick: Tick,
    /// What.
    pub kind: EventKind,
    /// Who did it, 0 for nobody: an asteroid, or a saucer.
    pub player: PlayerId,
    /// The name of that one.
    pub name: String,
    /// Whether a bot did it.
    pub bot: bool,
    /// The name of whom it was done to, or of who was the leader before.
    pub other: String,
    /// Whether that one is a bot.
    pub other_bot: bool,
    /// How many kills a streak has, else 0.
    pub count: u32,
    /// Where, in whole metres.
    pub x: i16,
    /// Where, in whole metres.
    pub y: i16,
    /// To rank by: the more, the more worth a look.
    pub worth: u32,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// Somebody flies from now on.
    Join,
    /// A ship was destroyed.
    Kill,
    /// Somebody has killed so many others without dying.
    Streak,
    /// A saucer was destroyed.
    Saucer,
    /// Somebody else has the highest score.
    Leader,
}

impl EventKind {
    /// What it is called by those who hear of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Kill => "kill",
            Self::Streak => "streak",
            Self::Saucer => "saucer",
            Self::Leader => "leader",
        }
    }
}

impl Event {
    /// Whether people took part.
    pub fn is_about_people(&self) -> bool {
        let other_is_person = !self.other.is_empty() && !self.other_bot;
        (self.player != 0 && !self.bot) || other_is_person
    }

    /// Whether it is worth to be marked on the way back in time.
    pub fn is_marked(&self) -> bool {
        match self.kind {
            EventKind::Join => false,
            EventKind::Kill => self.player != 0 && self.is_about_people(),
            EventKind::Saucer => self.is_about_people(),
            EventKind::Streak | EventKind::Leader => true,
        }
    }

    /// Whether those hear of it who listen: not of every bot that hits another.
    pub fn is_told(&self) -> bool {
        match self.kind {
            EventKind::Join | EventKind::Kill | EventKind::Saucer => self.is_about_people(),
            EventKind::Streak | EventKind::Leader => true,
        }
    }
}
