//! Who comes in.

use asteroids_shared::PlayerId;
use asteroids_shared::protocol::{CloseCode, Hello, Role, Session, ToClient, Welcome};

use super::Room;
use crate::room::client::Client;
use crate::room::handle::{ClientId, Newcomer};
use crate::room::outbox::Seated;
use crate::room::pilots::KeyHash;
use crate::store::TokenHash;
use crate::view::View;
use crate::world::Command;

impl Room {
    pub(super) fn connect(&mut self, newcomer: Newcomer) {
        let Newcomer {
            client: id,
            hello,
            token,
            key,
            near,
            seat,
            outbox,
        } = newcomer;
        let tick = self.world.tick();
        let mut view = View::new(hello.role, self.world.torus(), tick);
        view.resize(hello.half_width_m, hello.half_height_m);
        let mut welcome = self.welcome(hello.role, &view);
        let key_hash = KeyHash::of(&key);
        let known = self.pilots.find(&key_hash);
        match (hello.role, known) {
            (Role::Spectator, _) => {}
            (Role::Pilot, Some(player)) => {
                welcome.player = player;
                welcome.name = self.resume(player, id, token);
            }
            // It was known when a place was looked for, and was given up since.
            (Role::Pilot, None) if hello.session.is_some() && seat.is_none() => {
                return outbox.close(CloseCode::Restarting);
            }
            (Role::Pilot, None) if self.pilots.len() >= self.settings.capacity => {
                return outbox.close(CloseCode::Full);
            }
            (Role::Pilot, None) => {
                welcome.player = self.begin(&hello, token, near);
                welcome.name.clone_from(&hello.name);
                self.pilots.come(welcome.player, key_hash, id, seat);
            }
        }
        let seated = Seated {
            player: welcome.player,
            name: welcome.name.clone(),
        };
        let mut client = Client::new(id, hello.role, welcome.player, view, outbox, tick);
        if hello.role == Role::Pilot {
            client.owed_session = Some(Session::new(key, known.is_some()));
        }
        client.skip_notices(&self.notices);
        let welcome = ToClient::Welcome(Box::new(welcome)).encode();
        client.outbox.push(&welcome);
        // Not before: nothing may come ahead of the welcome.
        client.outbox.seat(seated);
        self.sent.bytes += welcome.len() as u64;
        self.clients.insert(client);
    }

    /// A new player begins, near a friend if one is named. Gives its number.
    fn begin(
        &mut self,
        hello: &Hello,
        token: Option<TokenHash>,
        near: Option<ClientId>,
    ) -> PlayerId {
        let player = self.players.take();
        let near = near.and_then(|near| self.clients.get(near));
        self.commands.push(Command::Join {
            player,
            name: hello.name.clone(),
            bot: hello.bot,
            near: near.map_or(0, |friend| friend.player),
        });
        if let Some(token) = token.filter(|_| !hello.bot) {
            self.careers.join(player, token, &hello.name);
        }
        player
    }

    fn welcome(&self, role: Role, view: &View) -> Welcome {
        let mut welcome = Welcome::standard(*self.world.torus());
        welcome.room = self.settings.room;
        welcome.role = role;
        welcome.tick = self.world.tick();
        welcome.send_every_ticks = self.settings.view.send_every_ticks;
        welcome.view = view.half();
        welcome
    }
}
