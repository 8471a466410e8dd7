//! Who comes in.

use asteroids_shared::protocol::{Role, Session, ToClient, Welcome};
use asteroids_shared::{PlayerId, Tick, look};

use super::Telling;
use super::client::{Arrival, Client};
use super::outbox::Seated;
use crate::room::handle::Newcomer;
use crate::room::state::command::{ClientId, Coming, Command};
use crate::room::state::{KeyHash, State};
use crate::room::wishes::Wishes;
use crate::view::View;

impl Telling {
    /// Somebody comes in. Spectators are welcome; who wants to fly hears with the next
    /// tick whether it does.
    pub fn connect(&mut self, newcomer: Newcomer, state: &State, wishes: &mut Wishes) {
        let Newcomer {
            client: id,
            hello,
            token,
            key,
            near,
            seat,
            outbox,
        } = newcomer;
        let tick = state.world().tick();
        let mut view = View::new(hello.role, state.world().torus(), tick);
        view.resize(hello.half_width_m, hello.half_height_m);
        let mut client = Client::new(id, hello.role, view, outbox, tick);
        client.skip_notices(&self.notices);
        match hello.role {
            Role::Spectator => self.sent.bytes += self.welcome(&mut client, "", state, tick),
            Role::Pilot => {
                let near = near.and_then(|near| self.clients.get(near));
                wishes.command(Command::Come(Box::new(Coming {
                    client: id,
                    name: hello.name,
                    bot: hello.bot,
                    key: KeyHash::of(&key),
                    only_returns: hello.session.is_some() && seat.is_none(),
                    token,
                    household: seat.as_ref().and_then(|seat| seat.household()),
                    near: near.map_or(0, |friend| friend.player),
                    look: look::known(hello.look),
                })));
                client.arrival = Some(Arrival { key, seat });
            }
        }
        self.clients.insert(client);
    }

    /// A pilot flies from now on, or flies on. Nothing happens if it has gone meanwhile.
    pub(super) fn seat(
        &mut self,
        client: ClientId,
        player: PlayerId,
        name: &str,
        returned: bool,
        asked: Tick,
        state: &State,
    ) {
        let Some(mut client) = self.clients.remove(client) else {
            return;
        };
        client.player = player;
        // In a cluster some ticks have passed since it came.
        client.begin_at(asked);
        if let Some(Arrival { key, seat }) = client.arrival.take() {
            client.owed_session = Some(Session::new(key, returned));
            if let Some(seat) = seat.filter(|_| !returned) {
                self.places.take(player, seat);
            }
        }
        self.sent.bytes += self.welcome(&mut client, name, state, asked);
        self.clients.insert(client);
    }

    /// Welcomes a client. Gives the bytes of it.
    fn welcome(&self, client: &mut Client, name: &str, state: &State, tick: Tick) -> u64 {
        let mut welcome = Welcome::standard(*state.world().torus());
        welcome.room = self.room;
        welcome.role = client.role;
        welcome.player = client.player;
        welcome.name = name.to_owned();
        welcome.tick = tick;
        welcome.send_every_ticks = self.view.send_every_ticks;
        welcome.view = client.view.half();
        let message = ToClient::Welcome(Box::new(welcome)).encode();
        client.outbox.push(&message);
        // Not before: nothing may come ahead of the welcome.
        client.outbox.seat(Seated {
            player: client.player,
            name: name.to_owned(),
        });
        message.len() as u64
    }
}
