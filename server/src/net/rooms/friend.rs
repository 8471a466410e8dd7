//! Who wants to fly where somebody else does.

use asteroids_shared::protocol::{Aside, AsideKind, Hello, Role, name};

use super::sessions::Sessions;
use crate::room::ClientId;

/// A pilot near which another one wants to appear.
#[derive(Debug)]
pub(in crate::net) enum Friend {
    /// It flies here.
    Here {
        /// Its connection.
        client: ClientId,
        /// Its room.
        room: u32,
        /// Its name.
        name: String,
    },
    /// Nobody of that name flies.
    Absent {
        /// The name, as others would see it.
        name: String,
    },
}

impl Friend {
    /// Whom a new pilot wants to be near, if anybody, who may know of who is in these
    /// rooms.
    pub fn of(hello: &Hello, sessions: &Sessions, may_know: impl Fn(u32) -> bool) -> Option<Self> {
        if hello.role == Role::Spectator {
            return None;
        }
        let name = name::clean(&hello.friend)?;
        let wanted = name::key(&name);
        let flies = |(room, role)| role == Role::Pilot && may_know(room);
        let found = sessions
            .guests(|guest| guest.place.is_some_and(flies) && name::key(&guest.name) == wanted);
        let friend = found.into_iter().next();
        Some(match friend.and_then(|guest| Some((guest.place?, guest))) {
            Some(((room, _), guest)) => Self::Here {
                client: guest.client,
                room,
                name: guest.name,
            },
            None => Self::Absent { name },
        })
    }

    /// The number of the room where it flies.
    pub fn room(&self) -> Option<u32> {
        match self {
            Self::Here { room, .. } => Some(*room),
            Self::Absent { .. } => None,
        }
    }

    /// Its connection, if the newcomer has come into its room.
    pub fn near_in(&self, entered: u32) -> Option<ClientId> {
        match self {
            Self::Here { client, room, .. } => (*room == entered).then_some(*client),
            Self::Absent { .. } => None,
        }
    }

    /// What the newcomer is told that has come into this room.
    pub fn aside_in(self, entered: u32) -> Aside {
        match self {
            Self::Here { name, room, .. } if room == entered => {
                Aside::named(AsideKind::NearFriend, name)
            }
            Self::Here { name, room, .. } => {
                Aside::named(AsideKind::FriendElsewhere, name).with_number(room)
            }
            Self::Absent { name } => Aside::named(AsideKind::FriendAbsent, name),
        }
    }
}
