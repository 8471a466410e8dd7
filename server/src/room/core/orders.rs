//! What the edge has done in a room that is no client's wish.

use super::Room;
use asteroids_shared::protocol::Role;

use crate::room::handle::ClientId;
use crate::room::order::{Order, Present};
use crate::world::Command;

impl Room {
    pub(super) fn carry_out(&mut self, order: Order) {
        match order {
            Order::CallRoll { answer } => {
                // Who asked may have gone.
                let _ = answer.send(self.roll());
            }
            Order::Rename { client, name } => self.rename(client, name),
            Order::Announce(notice) => self.notices.post(notice),
            Order::GiveUpSeat { to, answer } => {
                let seat = self.give_up_seat(to);
                // If who asked has gone, the seat is free.
                let _ = answer.send(seat);
            }
            Order::Resize { capacity, bots } => {
                self.settings.capacity = capacity;
                self.settings.bots = bots;
                self.crew.fill_to(bots);
            }
        }
    }

    fn roll(&self) -> Vec<Present> {
        let present = self.clients.iter().map(|client| {
            let player = self.world.player(client.player);
            Present {
                client: client.id,
                player: client.player,
                role: client.role,
                name: player.map_or_else(String::new, |player| player.name.clone()),
                score: player.map_or(0, |player| player.score),
                bot: player.is_some_and(|player| player.bot),
            }
        });
        let crew = self.crew.players();
        let bots = crew.filter_map(|player| self.world.player(player));
        let bots = bots.map(|player| Present {
            client: 0,
            player: player.id,
            role: Role::Pilot,
            name: player.name.clone(),
            score: player.score,
            bot: true,
        });
        present.chain(bots).collect()
    }

    fn rename(&mut self, client: ClientId, name: String) {
        let player = self.clients.get(client).map_or(0, |client| client.player);
        if player != 0 {
            self.careers.rename(player, &name);
            self.commands.push(Command::Rename { player, name });
        }
    }
}
