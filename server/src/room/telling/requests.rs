//! What those who are connected ask for, and who lets them go.

use std::time::Instant;

use asteroids_shared::protocol::{Aside, CloseCode, Notice, Role, SessionKey, ToClient, ToServer};
use tokio::sync::oneshot;

use super::Telling;
use super::client::Client;
use crate::metrics;
use crate::room::handle::Found;
use crate::room::order::Present;
use crate::room::seat::{Household, Seat};
use crate::room::state::command::{ClientId, Command};
use crate::room::state::{KeyHash, State};
use crate::room::wishes::{Input, Wish, Wishes};

impl Telling {
    /// A client says something other than hello.
    pub fn hear(
        &mut self,
        id: ClientId,
        message: ToServer,
        at: Instant,
        state: &State,
        wishes: &mut Wishes,
    ) {
        let Some(client) = self.clients.get_mut(id) else {
            return;
        };
        match message {
            // The network lets one hello through, and that is `Connect`.
            ToServer::Hello(_) => {}
            // People talk past the room.
            ToServer::Say(_) => {}
            // There is nothing that it could steer.
            ToServer::Controls { .. } if client.role == Role::Spectator => {}
            ToServer::Controls {
                seq,
                tick,
                controls,
            } => {
                if client.is_next(seq) {
                    let input = Input {
                        seq,
                        tick,
                        controls,
                    };
                    wishes.push(Wish::Hold { client: id, input });
                }
            }
            ToServer::View {
                half_width_m,
                half_height_m,
            } => {
                client.view.resize(half_width_m, half_height_m);
                client.owes_view = true;
            }
            ToServer::Focus(focus) => client.look(focus, state.world().torus()),
            ToServer::Ping { nonce } => client.ping(nonce, at),
            ToServer::Respawn => {
                let player = client.player;
                wishes.push(Wish::Respawn { player });
            }
            ToServer::Choose(improvement) => {
                let player = client.player;
                wishes.push(Wish::Choose {
                    player,
                    improvement,
                });
            }
            ToServer::Away(away) => client.look_away(away),
            ToServer::Autopilot(_) if client.role == Role::Spectator => {}
            ToServer::Autopilot(flies) => {
                wishes.command(Command::Autopilot { client: id, flies });
            }
        }
    }

    /// A client is gone for good.
    pub fn disconnect(&mut self, id: ClientId, wishes: &mut Wishes) -> Option<Client> {
        let client = self.forget(id, wishes)?;
        if client.role == Role::Pilot {
            wishes.command(Command::Leave { client: id });
        }
        Some(client)
    }

    /// A client is cut off, and its pilot may come back by another connection.
    pub fn lose(&mut self, id: ClientId, wishes: &mut Wishes) -> Option<Client> {
        let client = self.forget(id, wishes)?;
        if client.role == Role::Pilot {
            wishes.command(Command::Cut { client: id });
        }
        Some(client)
    }

    /// All are cut off, and their pilots may come back by other connections.
    pub fn cut_everybody_off(&mut self, wishes: &mut Wishes) {
        let ids: Vec<_> = self.clients.iter().map(|client| client.id).collect();
        for id in ids {
            if let Some(client) = self.lose(id, wishes) {
                client.outbox.close(CloseCode::Restarting);
            }
        }
    }

    fn forget(&mut self, id: ClientId, wishes: &mut Wishes) -> Option<Client> {
        wishes.push(Wish::Forget { client: id });
        self.clients.remove(id)
    }

    /// Lets those go who have taken nothing for too long.
    pub fn let_stuck_clients_go(&mut self, wishes: &mut Wishes) {
        for id in std::mem::take(&mut self.stuck) {
            if let Some(client) = self.lose(id, wishes) {
                client.outbox.close(CloseCode::TooSlow);
            }
        }
    }

    /// Lets so many of the spectators go, who came in last.
    pub fn thin(&mut self, spectators: usize, wishes: &mut Wishes) {
        let leaving = self.clients.newest_spectators(spectators);
        metrics::count_thinned(leaving.len());
        for id in leaving {
            if let Some(client) = self.disconnect(id, wishes) {
                client.outbox.close(CloseCode::Full);
            }
        }
    }

    /// Has everybody who is here told.
    pub fn announce(&mut self, notice: Notice) {
        self.notices.post(notice);
    }

    /// Has everybody told who takes it now, whether or not time goes on.
    pub fn tell_at_once(&mut self, aside: &Aside) {
        let message = ToClient::Aside(aside.clone()).encode();
        for client in self.clients.iter() {
            // Who takes nothing now does not miss much.
            let _ = client.outbox.try_push(&message);
        }
    }

    /// Questions about seats are numbered from there on.
    pub fn number_questions_from(&mut self, first: u64) {
        self.places.number_from(first);
    }

    /// Has one client told, if it takes it now.
    pub fn notify(&mut self, id: ClientId, aside: Aside) {
        if let Some(client) = self.clients.get_mut(id) {
            // For people's eyes: who takes nothing now does not miss much.
            let _ = client.outbox.try_push(&ToClient::Aside(aside).encode());
        }
    }

    /// Somebody from there asks for the seat of whoever is absent.
    pub fn ask_for_seat(
        &mut self,
        to: Option<Household>,
        answer: oneshot::Sender<Option<Seat>>,
        wishes: &mut Wishes,
    ) {
        let question = self.places.ask(to, answer);
        wishes.command(Command::GiveWay { question, to });
    }

    /// Somebody asks whether it may come back with this key.
    pub fn look_for(&mut self, key: &SessionKey, answer: oneshot::Sender<Option<Found>>) {
        self.looking.push((KeyHash::of(key), answer));
    }

    /// Everybody who is here, and the room's own bots.
    pub fn roll(&self, state: &State) -> Vec<Present> {
        let present = self.clients.iter().map(|client| {
            let player = state.world().player(client.player);
            Present {
                client: client.id,
                player: client.player,
                role: client.role,
                name: player.map_or_else(String::new, |player| player.name.clone()),
                score: player.map_or(0, |player| player.score),
                bot: player.is_some_and(|player| player.bot),
                autopilot: player.is_some_and(|player| player.autopilot),
            }
        });
        let bots = state.own_bots().map(|player| Present {
            client: 0,
            player: player.id,
            role: Role::Pilot,
            name: player.name.clone(),
            score: player.score,
            bot: true,
            autopilot: false,
        });
        present.chain(bots).collect()
    }
}
