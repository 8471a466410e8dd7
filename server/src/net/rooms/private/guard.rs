//! Who may come into a private room, and who has to go.

use std::net::IpAddr;

use super::room::{Comer, PrivateRoom};
use crate::net::Edge;
use crate::net::client::farewell::Farewell;
use crate::net::rooms::wish::Wish;
use crate::net::visitor::networks::Subnet;
use crate::room::ClientId;
use crate::store::TokenHash;

impl Edge {
    /// By what somebody is known who comes from there with this token.
    pub(in crate::net) fn comer(&self, address: IpAddr, token: Option<TokenHash>) -> Comer {
        let subnet = self.trust.peer_counted_as(address);
        let household = subnet.map(Subnet::household);
        Comer { token, household }
    }

    /// Why somebody may not come into the room that it wishes, if that is private and so.
    pub(in crate::net) fn turns_away_from(&self, wish: Wish, comer: &Comer) -> Option<Farewell> {
        match wish {
            Wish::Private(code) => {
                let room = self.lobby.private().reached_by(code)?;
                room.turns_away(comer)
            }
            Wish::Any | Wish::Rather(_) | Wish::Only(_) => None,
        }
    }

    /// Sends whoever has this connection out of a room, with all that its browser has open
    /// there, and keeps it out. Says whether it was there.
    pub(in crate::net) fn put_out(&self, room: &PrivateRoom, client: ClientId) -> bool {
        let is_there = |place| matches!(place, Some((number, _)) if number == room.number);
        let Some(guest) = self.sessions.guest(client).filter(|it| is_there(it.place)) else {
            return false;
        };
        // Before it is sent away, so that it does not come in again meanwhile.
        room.keep_out(self.comer(guest.address, guest.token));
        self.sessions.dismiss_all(|other| {
            let is_same_browser = guest.token.is_some() && other.token == guest.token;
            let goes = is_there(other.place) && (other.client == client || is_same_browser);
            goes.then(Farewell::put_out)
        });
        true
    }
}
