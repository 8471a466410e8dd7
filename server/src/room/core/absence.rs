//! Who is cut off, comes back, or stays away; and a room that itself goes on in
//! another process.

use asteroids_shared::PlayerId;
use asteroids_shared::protocol::CloseCode;

use super::Room;
use crate::room::careers::Careers;
use crate::room::client::Client;
use crate::room::crew::Crew;
use crate::room::handle::ClientId;
use crate::room::pilots::Pilots;
use crate::room::seat::{Household, Seat, Seats};
use crate::room::settings::RoomSettings;
use crate::room::snapshot::RoomSnapshot;
use crate::store::TokenHash;
use crate::view::Ledger;
use crate::world::{Command, Player};

impl Room {
    /// A room that goes on where another one has stopped. Everybody is cut off,
    /// and has the whole time to come back.
    pub fn restore(settings: RoomSettings, snapshot: RoomSnapshot) -> Self {
        let mut world = snapshot.world;
        world.clean_names();
        let now = world.tick();
        let hired = snapshot.bots_hired;
        let pilots = Pilots::restore(snapshot.pilots, &snapshot.households, now);
        // Others fly from outside, and come back by themselves.
        let is_own = |player: &&Player| player.bot && !pilots.has(player.id);
        let own_bots = world.players().filter(is_own);
        let crew = Crew::restore(settings.bots, settings.world.seed, hired, now, own_bots);
        Self {
            ledger: Ledger::new(&world, settings.view),
            crew,
            pilots,
            players: snapshot.players,
            careers: Careers::restore(snapshot.careers),
            world,
            ..Self::new(settings)
        }
    }

    /// Has everybody who is to come back keep a place, among those of where it
    /// came from.
    pub fn seat_pilots(&mut self, seats: &Seats) {
        self.pilots
            .seat(|household| seats.take(household).or_else(|| seats.take(None)));
    }

    /// What another room can go on from.
    pub fn into_snapshot(self) -> RoomSnapshot {
        RoomSnapshot {
            room: self.settings.room,
            world: self.world,
            players: self.players,
            pilots: self.pilots.keys(),
            households: self.pilots.households(),
            careers: self.careers.into_flights(),
            bots_hired: self.crew.hired(),
        }
    }

    /// Closes every connection. Nobody is to suffer from it.
    pub(super) fn stop(&mut self) {
        self.close_all(CloseCode::Restarting);
        let now = self.world.tick();
        for player in self.pilots.players() {
            self.pilots.cut(player, now);
            self.commands.push(Command::Absent {
                player,
                sheltered: true,
            });
        }
    }

    /// A connection is gone, and a pilot may come back by another one.
    pub(super) fn lose(&mut self, id: ClientId) -> Option<Client> {
        let client = self.clients.remove(id)?;
        if client.player != 0 {
            self.cut_off(client.player);
        }
        Some(client)
    }

    fn cut_off(&mut self, player: PlayerId) {
        let sheltered = self.pilots.cut(player, self.world.tick());
        self.commands.push(Command::Absent { player, sheltered });
    }

    /// Gives a player back to the pilot who has its key. A connection that it
    /// still has is closed: it is half open, or another window's. Gives its name.
    pub(super) fn resume(
        &mut self,
        player: PlayerId,
        client: ClientId,
        token: Option<TokenHash>,
    ) -> String {
        if let Some(before) = self.pilots.client_of(player) {
            if let Some(before) = self.clients.remove(before) {
                before.outbox.close(CloseCode::TakenOver);
            }
            self.cut_off(player);
        }
        self.pilots.come_back(player, client, self.world.tick());
        self.commands.push(Command::Return { player });
        let Some(known) = self.world.player(player) else {
            return String::new();
        };
        if !known.bot {
            self.careers.come_back(player, token, &known.name);
        }
        known.name.clone()
    }

    /// Those who stayed away for too long leave.
    pub(super) fn give_up_the_overdue(&mut self) {
        for player in self.pilots.overdue(self.world.tick()) {
            self.leave(player);
        }
    }

    /// A player leaves for good.
    pub(super) fn leave(&mut self, player: PlayerId) {
        let _seat = self.pilots.go(player);
        self.depart(player);
    }

    /// Somebody who is absent leaves, and its seat goes on to somebody from there.
    pub(super) fn give_up_seat(&mut self, to: Option<Household>) -> Option<Seat> {
        let player = self.pilots.giving_way_to(to)?;
        let mut seat = self.pilots.go(player)?;
        self.depart(player);
        seat.pass_on(to);
        Some(seat)
    }

    fn depart(&mut self, player: PlayerId) {
        self.players.give_back(player);
        self.careers.leave(player);
        self.commands.push(Command::Leave { player });
    }
}
