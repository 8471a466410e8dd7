//! Who gets a frame at this tick.

use std::time::Instant;

use asteroids_shared::Tick;
use asteroids_shared::protocol::Role;
use asteroids_shared::rules::seconds;

use super::Telling;
use super::above::ABOVE_EVERY_TICKS;
use super::client::Client;
use crate::room::state::State;
use crate::view::chronicle::owner_of;
use crate::world::{Command, Happening, World};

/// How long a client may take nothing before it is let go.
const STUCK_TICKS_MAX: Tick = seconds(10);

impl Telling {
    /// What a pilot must feel at once does not wait for its send tick: its own
    /// hit, jump, death and respawn, and its kill.
    pub(super) fn note_urgent(&mut self, state: &State) {
        let world = state.world();
        for happening in world.happenings() {
            let concerned = match *happening {
                Happening::Killed { killer, victim, .. } => [killer, victim],
                Happening::Hit { ship, .. } | Happening::Jumped { ship, .. } => {
                    [owner_of(world, ship), 0]
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
        for command in state.passed_on() {
            if let Command::Respawn { player } = *command {
                self.clients.hurry(player);
            }
        }
    }

    /// Sends everybody what is due at this tick.
    pub(super) fn send_frames(&mut self, world: &World, now: Instant) {
        let tick = world.tick();
        let usual_ticks = self.view.send_every_ticks;
        let relief = self.relief;
        let above_every_ticks = relief.above_every_ticks(ABOVE_EVERY_TICKS);
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
            let watcher = client.watch(world, cadence);
            let scratch = match client.role {
                Role::Pilot => &mut self.scratch,
                Role::Spectator => &mut self.spectators_scratch,
            };
            client.view.compose(
                &watcher,
                world,
                &mut self.ledger,
                &self.chronicle,
                scratch,
                &mut self.frame,
            );
            client.tell_self(world, now, &mut self.frame);
            let bytes = client.send_frame(tick, &mut self.frame);
            self.sent.bytes += bytes;
            self.sent.frames += u64::from(bytes > 0);
            self.sent.bytes += client.tell_room(&self.boards, &self.notices, tick);
            let (above, chronicle) = (&mut self.above, &self.chronicle);
            self.sent.bytes += client.tell_above(above, world, chronicle, above_every_ticks);
        }
    }
}
