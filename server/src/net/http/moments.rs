//! The best moments of the last hour, of all rooms.

use std::cmp::Reverse;
use std::sync::Arc;

use asteroids_shared::Tick;
use asteroids_shared::rules::{TICK_RATE_HZ, seconds};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;

use super::films::{Moment, range, shown_until};
use crate::net::Edge;

/// How many are told.
const BEST_MAX: usize = 10;
/// How long before a moment it is best looked at from.
const BEFORE_TICKS: Tick = seconds(5);

#[derive(Serialize)]
struct Best {
    moments: Vec<Ranked>,
}

/// A moment, and where and when it was.
#[derive(Serialize)]
struct Ranked {
    room: u32,
    ago_s: Tick,
    /// The tick from which it is best looked at.
    from: Tick,
    #[serde(flatten)]
    moment: Moment,
}

/// What was most worth a look, the best first; of equals the latest. Only what can
/// still be looked at.
pub(super) async fn best(State(edge): State<Arc<Edge>>) -> impl IntoResponse {
    let mut moments = Vec::new();
    for room in edge.lobby.rooms() {
        let status = room.status().clone();
        let until = shown_until(&status);
        let (first, _) = range(&edge, &status);
        let seen = room.annals().moments(first.checked_sub(1), until);
        moments.extend(seen.iter().map(|event| Ranked {
            room: status.room,
            ago_s: (until - event.tick) / TICK_RATE_HZ,
            from: event.tick.saturating_sub(BEFORE_TICKS).max(first),
            moment: Moment::of(event),
        }));
    }
    rank(&mut moments);
    (
        [(header::CACHE_CONTROL, "no-store")],
        Json(Best { moments }),
    )
}

fn rank(moments: &mut Vec<Ranked>) {
    moments.sort_by_key(|it| (Reverse(it.moment.worth), it.ago_s));
    moments.truncate(BEST_MAX);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::{Event, EventKind};

    fn moment(worth: u32, ago_s: Tick) -> Ranked {
        let event = Event {
            tick: 320,
            kind: EventKind::Streak,
            player: 1,
            name: "Ada".to_owned(),
            bot: false,
            other: String::new(),
            other_bot: false,
            count: 3,
            x: 0,
            y: 0,
            worth,
        };
        Ranked {
            room: 1,
            ago_s,
            from: 160,
            moment: Moment::of(&event),
        }
    }

    #[test]
    fn the_best_come_first_of_equals_the_latest_and_ten_are_told() {
        let mut moments: Vec<_> = (1..=20).map(|ago_s| moment(7, ago_s)).collect();
        moments.extend([moment(9, 40), moment(8, 30), moment(1, 0)]);
        rank(&mut moments);
        let told: Vec<_> = moments
            .iter()
            .map(|it| (it.moment.worth, it.ago_s))
            .collect();
        assert_eq!(told[..4], [(9, 40), (8, 30), (7, 1), (7, 2)]);
        assert_eq!(told.len(), 10);
    }
}
