//! What the server says to one client alone, by a code, so that each person reads it in
//! its own language.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::codec::Tag;
use crate::numbered::numbered;

numbered! {
    /// What an aside says. The number is the one on the wire.
    #[derive(Serialize, Deserialize)]
    #[serde(into = "u8", try_from = "u8")]
    pub enum AsideKind {
        /// The line was not said: nobody may say anything.
        ChatOff = 0,
        /// It was not said: who watches is silent.
        OnlyPilotsTalk = 1,
        /// It was not said: a moderator has muted the speaker, for so many seconds.
        Muted = 2,
        /// It was not said: the speaker has to wait so many seconds.
        TooFast = 3,
        /// It was not said: the speaker has just said the same.
        SaidAgain = 4,
        /// It was not said: too many talk at once.
        Crowded = 5,
        /// No autopilot may fly here.
        NoAutopilots = 6,
        /// Nothing of the name that was wished can be shown.
        NameUnseen = 7,
        /// The name that was wished belongs to somebody.
        NameClaimed = 8,
        /// The name that was wished looks like one that belongs to somebody.
        NameLooksClaimed = 9,
        /// Nothing of what is scored is kept: too many have just come from that address.
        Unkept = 10,
        /// The pilot appears near a friend of that name.
        NearFriend = 11,
        /// The friend of that name flies in the room of that number, and the pilot in
        /// another one.
        FriendElsewhere = 12,
        /// No friend of that name flies here.
        FriendAbsent = 13,
        /// The world waits: its servers do not hear each other.
        WorldWaits = 14,
        /// The world goes on.
        WorldGoesOn = 15,
        /// What is shown here is a while ago, and begins in so many seconds.
        PastBegins = 16,
    }
}

/// What the server says to one client alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    tag: Tag<10>,
    /// What it says.
    pub what: AsideKind,
    /// Seconds, or the number of a room; 0 where there is neither.
    pub number: u32,
    /// The name that it is about; empty where there is none.
    pub name: String,
}

impl Aside {
    /// One that says no more than this.
    pub const fn plain(what: AsideKind) -> Self {
        Self::counted(what, 0)
    }

    /// One with a number.
    pub const fn counted(what: AsideKind, number: u32) -> Self {
        Self {
            tag: Tag,
            what,
            number,
            name: String::new(),
        }
    }

    /// One about a name.
    pub const fn named(what: AsideKind, name: String) -> Self {
        Self {
            tag: Tag,
            what,
            number: 0,
            name,
        }
    }

    /// The same with a number.
    pub fn with_number(self, number: u32) -> Self {
        Self { number, ..self }
    }
}

/// In English, for programs that have no words of their own.
impl fmt::Display for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, name, .. } = self;
        match self.what {
            AsideKind::ChatOff => write!(f, "chat is off"),
            AsideKind::OnlyPilotsTalk => write!(f, "only pilots talk: fly to say something"),
            AsideKind::Muted if *number > 120 => {
                let minutes = number.div_ceil(60);
                write!(f, "a moderator has muted you: wait {minutes} min")
            }
            AsideKind::Muted => write!(f, "a moderator has muted you: wait {number} s"),
            AsideKind::TooFast => write!(f, "too fast: wait {number} s"),
            AsideKind::SaidAgain => write!(f, "you have just said that"),
            AsideKind::Crowded => write!(f, "everybody is talking: try again"),
            AsideKind::NoAutopilots => write!(f, "no autopilots here: fly by hand"),
            AsideKind::NameUnseen => write!(f, "nothing of that name can be shown"),
            AsideKind::NameClaimed => write!(f, "“{name}” belongs to somebody"),
            AsideKind::NameLooksClaimed => {
                write!(f, "“{name}” looks like a name that belongs to somebody")
            }
            AsideKind::Unkept => write!(
                f,
                "many new players have just come from your address, so your scores are not kept: come back in some minutes, or log in"
            ),
            AsideKind::NearFriend => write!(f, "you fly near {name}"),
            AsideKind::FriendElsewhere => write!(f, "{name} flies in room {number}"),
            AsideKind::FriendAbsent => write!(f, "{name} does not fly here now"),
            AsideKind::WorldWaits => write!(
                f,
                "the world waits: its servers do not hear each other. It goes on by itself"
            ),
            AsideKind::WorldGoesOn => write!(f, "the world goes on"),
            AsideKind::PastBegins => {
                write!(
                    f,
                    "what you see here is a while ago: it begins in {number} s"
                )
            }
        }
    }
}
