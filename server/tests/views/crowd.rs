//! Many who watch the same place.

use asteroids_shared::Tick;
use asteroids_shared::protocol::{Focus, Role, ToServer};
use asteroids_shared::rules::seconds;

use super::table::{Seat, Table};

const WATCHERS: usize = 2_000;
/// What a tick has time for, and a frame more: frames, and their bytes by 500.
const WORK_MAX: u64 = 1_540;

#[test]
fn what_thousands_see_at_once_is_spread_over_ticks_and_reaches_each() {
    let mut table = Table::of(240.0).with_bots(40);
    let pilot = table.sit(Role::Pilot);
    let watchers: Vec<Seat> = (0..WATCHERS).map(|_| table.sit(Role::Spectator)).collect();
    table.ticks(seconds(2));
    assert!(watchers.iter().all(|watcher| table.shown(*watcher) > 0));
    let elsewhere = |table: &mut Table, x_m: f32| {
        for watcher in &watchers {
            // Whoever looks again is due a frame at once.
            table.say(*watcher, ToServer::Away(true));
            table.say(*watcher, ToServer::Focus(Focus::Point(x_m, 0.0)));
            table.say(*watcher, ToServer::Away(false));
        }
    };
    for x_m in [0.0, 110.0, -60.0] {
        elsewhere(&mut table, x_m);
        let before: Vec<u32> = watchers
            .iter()
            .map(|watcher| table.frames(*watcher))
            .collect();
        const WITHIN_TICKS: Tick = 16;
        let mut most = 0;
        for _ in 0..WITHIN_TICKS {
            let (frames, bytes) = table.sent();
            table.tick();
            let now = table.sent();
            let work = (now.0 - frames) + (now.1 - bytes) / 500;
            assert!(work <= WORK_MAX, "{work} at a tick");
            most = most.max(work);
            table.assert_picture_equals_world(pilot);
        }
        assert!(most > WORK_MAX - 100, "only {most} at a tick: no crowd");
        for (watcher, before) in watchers.iter().zip(before) {
            assert!(table.frames(*watcher) > before, "it is told nothing");
            assert!(table.shown(*watcher) > 0);
            assert!(table.told_tick(*watcher) + WITHIN_TICKS >= table.now());
        }
    }
}
