//! What passes between the server and the service manager (systemd) that has
//! started it, if there is one: sockets, and word that the server is ready,
//! that it lives, and that it stops.

mod notices;
pub mod sockets;
mod watchdog;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::time::interval;

use crate::room::RoomHandle;
use notices::{Ear, NoSocket};
use watchdog::NoDeadline;

/// So often the rooms are looked at within the watchdog's deadline. A room
/// publishes its status four times a second if it is well.
const LOOKS_IN_DEADLINE: u32 = 4;

/// What the service manager has said makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum Misunderstood {
    /// Where it listens.
    #[error(transparent)]
    Ear(#[from] NoSocket),
    /// How long it waits.
    #[error(transparent)]
    Deadline(#[from] NoDeadline),
}

/// Whether what the service manager has said makes sense: if not, it would
/// wait for word in vain, and end the server.
pub fn check() -> Result<(), Misunderstood> {
    Ear::of_manager()?;
    watchdog::deadline()?;
    Ok(())
}

/// Tells that clients are served.
pub fn tell_ready() {
    tell("READY=1");
}

/// Tells that the server is about to end.
pub fn tell_stopping() {
    tell("STOPPING=1");
}

/// Pings the watchdog, for ever, whenever every room that there is has ticked since the
/// last ping. So one room that hangs has the whole server started anew. Done at once
/// if there is no watchdog.
pub async fn keep_alive(rooms: impl Fn() -> Vec<RoomHandle>) {
    let Ok(Some(deadline)) = watchdog::deadline() else {
        return;
    };
    let mut looks = interval((deadline / LOOKS_IN_DEADLINE).max(Duration::from_millis(1)));
    let mut pulse = Pulse::of(&rooms());
    loop {
        looks.tick().await;
        if pulse.beats(&rooms()) {
            tell("WATCHDOG=1");
        }
    }
}

/// Tells the manager. If it cannot be reached, the log says so once.
fn tell(notice: &str) {
    static UNREACHABLE: AtomicBool = AtomicBool::new(false);
    let Ok(Some(ear)) = Ear::of_manager() else {
        return;
    };
    match ear.hear(notice) {
        Ok(()) => UNREACHABLE.store(false, Ordering::Relaxed),
        Err(error) if !UNREACHABLE.swap(true, Ordering::Relaxed) => {
            tracing::warn!(%error, "the service manager cannot be reached by NOTIFY_SOCKET");
        }
        Err(_) => {}
    }
}

/// When each room had last told of its ticks, by its number; none for one that stands
/// still because nobody is there.
struct Pulse(HashMap<u32, Option<Instant>>);

impl Pulse {
    fn of(rooms: &[RoomHandle]) -> Self {
        let beat = |room: &RoomHandle| {
            let status = room.status();
            (status.room, (!status.stands_still).then_some(status.at))
        };
        Self(rooms.iter().map(beat).collect())
    }

    /// Whether every room that does not stand still has ticked since this was last
    /// true, or began since.
    fn beats(&mut self, rooms: &[RoomHandle]) -> bool {
        let now = Self::of(rooms);
        let before = |room| self.0.get(room).copied().flatten();
        let all = { now.0.iter() }.all(|(room, now)| now.is_none() || before(room) < *now);
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

    fn status(room: u32, at: Instant) -> RoomStatus {
        RoomStatus {
            room,
            tick: 32,
            shown_tick: 32,
            watch_delay_ticks: 0,
            at,
            stands_still: false,
            tick_us: 0,
            time_rate: 1.0,
            relief: 0,
            capacity: 1,
            side_m: 100.0,
            players: 0,
            bots_target: 0,
            bots: 0,
            spectators: 0,
            entities: [0; Kind::COUNT],
            log: None,
            membership: None,
            leaderboard: Vec::new(),
        }
    }

    #[test]
    fn one_room_that_hangs_stops_the_pulse() {
        let start = Instant::now();
        let second = |room, n| status(room, start + Duration::from_secs(n));
        let (one, _inbox, tick_one) = RoomHandle::new(second(1, 0));
        let (two, _inbox, tick_two) = RoomHandle::new(second(2, 0));
        let rooms = [one, two];
        let mut pulse = Pulse::of(&rooms);
        assert!(!pulse.beats(&rooms), "neither has ticked");
        tick_one.send_replace(second(1, 1));
        assert!(!pulse.beats(&rooms), "the second hangs");
        tick_two.send_replace(second(2, 2));
        assert!(pulse.beats(&rooms), "both have ticked");
        assert!(!pulse.beats(&rooms), "not since then");
    }

    #[test]
    fn a_room_that_comes_later_beats_too_and_one_that_is_gone_is_not_waited_for() {
        let start = Instant::now();
        let second = |room, n| status(room, start + Duration::from_secs(n));
        let (one, _inbox, tick_one) = RoomHandle::new(second(1, 0));
        let (two, _inbox, _tick_two) = RoomHandle::new(second(1001, 0));
        let mut pulse = Pulse::of(std::slice::from_ref(&one));
        let both = [one, two];
        tick_one.send_replace(second(1, 1));
        assert!(pulse.beats(&both), "the second has just begun");
        tick_one.send_replace(second(1, 2));
        assert!(!pulse.beats(&both), "the second hangs");
        assert!(pulse.beats(&both[..1]), "it is gone");
    }

    #[test]
    fn a_room_that_stands_still_is_well_and_one_that_hangs_as_it_wakes_is_not() {
        let start = Instant::now();
        let (room, _inbox, publish) = RoomHandle::new(status(1, start));
        let rooms = [room];
        let mut pulse = Pulse::of(&rooms);
        publish.send_replace(RoomStatus {
            stands_still: true,
            ..status(1, start)
        });
        assert!(
            pulse.beats(&rooms) && pulse.beats(&rooms),
            "nobody is there"
        );
        publish.send_replace(status(1, start + Duration::from_secs(1)));
        assert!(pulse.beats(&rooms), "it wakes");
        assert!(!pulse.beats(&rooms), "and hangs");
    }
}
