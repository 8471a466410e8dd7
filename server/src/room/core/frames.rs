//! Who gets a frame at this tick.

use std::time::Instant;

use asteroids_shared::Tick;
use asteroids_shared::protocol::Role;
use asteroids_shared::rules::seconds;

use super::Room;
use crate::room::client::Client;
use crate::view::chronicle::owner_of;
use crate::world::{Command, Happening};

/// How long a client may take nothing before it is let go.
const STUCK_TICKS_MAX: Tick = seconds(10);

impl Room {
    /// What a pilot must feel at once does not wait for its send tick: its own
    /// hit, jump, death and respawn, and its kill.
    pub(super) fn note_urgent(&mut self) {
        for happening in self.world.happenings() {
            let concerned = match *happening {
                Happening::Killed { killer, victim, .. } => [killer, victim],
                Happening::Hit { ship, .. } | Happening::Jumped { ship, .. } => {
                    [owner_of(&self.world, ship), 0]
                }
                Happening::Fired { .. }
                | Happening::Landed { .. }
                | Happening::Vanished { .. }
                | Happening::Scored { .. }
                | Happening::Took { .. } => continue,
            };
            for player in concerned {
                self.clients.hurry(player);
            }
        }
        for command in &self.commands {
            if let Command::Respawn { player } = *command {
                self.clients.hurry(player);
            }
        }
    }

    /// Sends everybody what is due at this tick.
    pub(super) fn send_frames(&mut self, now: Instant) {
        let tick = self.world.tick();
        let usual_ticks = self.settings.view.send_every_ticks;
        let relief = self.relief;
        let cadence = |client: &Client| relief.cadence(usual_ticks, client.role);
        self.queue.fill(&self.clients, |client| {
            client.is_due(tick, cadence(client).every_ticks)
        });
        for index in self.queue.iter() {
            let client = self.clients.at_mut(index);
            let cadence = cadence(client);
            match client.stuck_ticks(tick) {
                0 => {}
                ticks => {
                    self.sent.skips += 1;
                    if ticks > STUCK_TICKS_MAX || client.outbox.is_closed() {
                        self.stuck.push(client.id);
                    }
                    continue;
                }
            }
            client.urgent = false;
            let watcher = client.watch(&self.world, cadence);
            let scratch = match client.role {
                Role::Pilot => &mut self.scratch,
                Role::Spectator => &mut self.spectators_scratch,
            };
            client.view.compose(
                &watcher,
                &self.world,
                &mut self.ledger,
                &self.chronicle,
                scratch,
                &mut self.frame,
            );
            client.tell_self(&self.world, now, &mut self.frame);
            let bytes = client.send_frame(tick, &mut self.frame);
            self.sent.bytes += bytes;
            self.sent.frames += u64::from(bytes > 0);
            self.sent.bytes += client.tell_room(&self.boards, &self.notices, tick);
        }
    }
}
