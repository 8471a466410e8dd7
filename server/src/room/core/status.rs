//! A room as those outside are told of it.

use std::time::Instant;

use super::Room;
use crate::room::status::RoomStatus;
use crate::room::tempo::Tempo;

impl Room {
    /// How the room is, for those outside.
    pub fn status(&self, at: Instant, tempo: &Tempo) -> RoomStatus {
        let (players, bots) = self.telling.population();
        let world = self.state.world();
        let leaderboard = match &self.gallery {
            Some(gallery) => gallery.leaderboard(),
            None => self.telling.leaderboard(),
        };
        RoomStatus {
            room: self.settings.room,
            tick: world.tick(),
            shown_tick: world.tick().saturating_sub(self.settings.watch_delay_ticks),
            watch_delay_ticks: self.settings.watch_delay_ticks,
            at,
            stands_still: false,
            tick_us: tempo.tick_us(),
            time_rate: tempo.rate(),
            relief: self.telling.relief().step(),
            capacity: self.state.capacity(),
            side_m: world.torus().width_m,
            players,
            bots,
            bots_target: self.settings.bots,
            spectators: self.attendance().spectators,
            entities: world.counts(),
            log: None,
            membership: None,
            leaderboard: leaderboard.to_vec(),
        }
    }
}
