//! What the service manager (systemd) is told, if there is one: that the server
//! is ready, that it lives, and that it stops.

use std::time::{Duration, Instant};

use sd_notify::NotifyState;
use tokio::time::interval;

use crate::room::RoomHandle;

/// So often the rooms are looked at within the watchdog's deadline. A room
/// publishes its status four times a second if it is well.
const LOOKS_IN_DEADLINE: u32 = 4;

/// Tells that clients are served.
pub fn tell_ready() {
    tell(NotifyState::Ready);
}

/// Tells that the server is about to end.
pub fn tell_stopping() {
    tell(NotifyState::Stopping);
}

/// Pings the watchdog, for ever, whenever every room has ticked since the last
/// ping. So one room that hangs has the whole server started anew. Done at once
/// if there is no watchdog.
pub async fn keep_alive(rooms: Vec<RoomHandle>) {
    let Some(deadline) = sd_notify::watchdog_enabled() else {
        return;
    };
    let mut looks = interval((deadline / LOOKS_IN_DEADLINE).max(Duration::from_millis(1)));
    let mut pulse = Pulse::of(&rooms);
    loop {
        looks.tick().await;
        if pulse.beats(&rooms) {
            tell(NotifyState::Watchdog);
        }
    }
}

fn tell(state: NotifyState) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "the service manager cannot be reached");
    }
}

/// When each room had last told of its ticks.
struct Pulse(Vec<Instant>);

impl Pulse {
    fn of(rooms: &[RoomHandle]) -> Self {
        Self(rooms.iter().map(|room| room.status().at).collect())
    }

    /// Whether every room has ticked since this was last true.
    fn beats(&mut self, rooms: &[RoomHandle]) -> bool {
        let now = Self::of(rooms);
        let all = self.0.iter().zip(&now.0).all(|(before, now)| before < now);
        if all {
            *self = now;
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::RoomStatus;
    use asteroids_shared::Kind;

    fn status(at: Instant) -> RoomStatus {
        RoomStatus {
            room: 1,
            tick: 32,
            at,
            tick_us: 0,
            time_rate: 1.0,
            relief: 0,
            capacity: 1,
            side_m: 100.0,
            players: 0,
            bots_target: 0,
            bots: 0,
            spectators: 0,
            entities: [0; Kind::ALL.len()],
            leaderboard: Vec::new(),
        }
    }

    #[test]
    fn one_room_that_hangs_stops_the_pulse() {
        let start = Instant::now();
        let second = |n| status(start + Duration::from_secs(n));
        let (one, _inbox, tick_one) = RoomHandle::new(second(0));
        let (two, _inbox, tick_two) = RoomHandle::new(second(0));
        let rooms = [one, two];
        let mut pulse = Pulse::of(&rooms);
        assert!(!pulse.beats(&rooms), "neither has ticked");
        tick_one.send_replace(second(1));
        assert!(!pulse.beats(&rooms), "the second hangs");
        tick_two.send_replace(second(2));
        assert!(pulse.beats(&rooms), "both have ticked");
        assert!(!pulse.beats(&rooms), "not since then");
    }
}
