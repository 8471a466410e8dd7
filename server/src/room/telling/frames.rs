//! Who gets a frame at this tick.

use std::time::Instant;

use asteroids_shared::Tick;
use asteroids_shared::protocol::Role;
use asteroids_shared::rules::seconds;

use super::Telling;
use super::above::ABOVE_EVERY_TICKS;
use crate::room::state::State;
use crate::view::Cadence;
use crate::view::chronicle::owner_of;
use crate::world::{Command, Happening, World};

/// How much there is time for at a tick to tell those who watch, in bytes. It takes
/// about a third of a tick.
const SPECTATORS_BYTES_PER_TICK: u64 = 750_000;
/// What a client takes besides its bytes takes as long as so many.
const CLIENT_WORTH_BYTES: u64 = 500;
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

    /// Sends everybody what is due at this tick: pilots first, then those who watch, as
    /// long as there is time. The others are due with the next tick, before all else.
    pub(super) fn send_frames(&mut self, world: &World, now: Instant) {
        let tick = world.tick();
        let usual_ticks = self.view.send_every_ticks;
        let mut queue = std::mem::take(&mut self.queue);
        let pilots = self.relief.cadence(usual_ticks, Role::Pilot);
        queue.fill(&self.clients, |client| {
            client.role == Role::Pilot && client.is_due(tick, pilots.every_ticks)
        });
        for index in queue.iter() {
            self.send_frame(index, pilots, world, now);
        }
        let watching = self.clients.spectators();
        let spectators = self.relief.spectators_cadence(usual_ticks, watching);
        queue.fill(&self.clients, |client| {
            client.role == Role::Spectator && client.is_due(tick, spectators.every_ticks)
        });
        let mut bytes = 0;
        for index in queue.iter() {
            if bytes >= SPECTATORS_BYTES_PER_TICK {
                let client = self.clients.at_mut(index);
                client.waits_since.get_or_insert(tick);
                continue;
            }
            bytes += CLIENT_WORTH_BYTES + self.send_frame(index, spectators, world, now);
        }
        self.queue = queue;
    }

    /// Sends a client what is due, unless it takes nothing. Gives the bytes.
    fn send_frame(&mut self, index: usize, cadence: Cadence, world: &World, now: Instant) -> u64 {
        let tick = world.tick();
        let spectators = self.clients.spectators();
        let client = self.clients.at_mut(index);
        client.waits_since = None;
        match client.stuck_ticks(tick) {
            0 => {}
            ticks => {
                self.sent.skips += 1;
                if ticks > STUCK_TICKS_MAX || client.outbox.is_closed() {
                    self.stuck.push(client.id);
                }
                return 0;
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
        let mut bytes = client.send_frame(tick, &mut self.frame);
        self.sent.frames += u64::from(bytes > 0);
        bytes += client.tell_room(&self.boards, &self.notices, tick);
        let every_ticks = self.relief.above_every_ticks(ABOVE_EVERY_TICKS, spectators);
        bytes += client.tell_above(&mut self.above, world, &self.chronicle, every_ticks);
        self.sent.bytes += bytes;
        bytes
    }
}
