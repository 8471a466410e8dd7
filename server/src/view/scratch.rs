//! What a view needs while it composes a frame, and nobody afterwards.

use asteroids_shared::rules::seconds;
use asteroids_shared::{EntityId, Kind, Tick};

use super::watcher::Watcher;

/// News that have waited for so long go before all that is nearer.
const WAIT_TICKS_MAX: Tick = seconds(1) * 3 / 4;

/// Buffers that views of a room share while they compose, one after the other.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Where `near` was looked for: many who watch look at the same place.
    look: Option<Look>,
    pub(super) near: Vec<Near>,
    /// By id: where in `near` it is, if it is.
    places: Vec<u32>,
    pub(super) news: Vec<News>,
    pub(super) arrivals: Vec<Near>,
}

/// All that what is in sight depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub tick: Tick,
    pub watcher: Watcher,
    pub half: (f32, f32),
}

/// Something in sight, or near it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub id: EntityId,
    pub kind: Kind,
    /// It is in sight, or will be soon.
    pub enters: bool,
    /// Up to which tick the client knew everything about it, if it knew it.
    pub told: Option<Tick>,
    /// The id by which the client knows it, 0 if it does not.
    pub client_id: EntityId,
    /// There are news of it that the client is told with a later frame.
    pub waits: bool,
    pub distance_m2: f32,
}

/// There is something to tell of what the client knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct News {
    /// Where it is in what is known.
    pub index: usize,
    pub told: Tick,
    pub urgency: f32,
}

impl Scratch {
    /// Makes ready for a view. Says whether the view before it has looked in the
    /// same way: then what it found is there, and nothing of it is known.
    pub(super) fn repeats(&mut self, look: Look, id_bound: usize) -> bool {
        self.news.clear();
        let repeats = self.look.replace(look) == Some(look);
        if repeats {
            for near in &mut self.near {
                (near.told, near.client_id, near.waits) = (None, 0, false);
            }
        } else {
            self.near.clear();
            self.places.resize(id_bound.max(self.places.len()), 0);
        }
        repeats
    }

    pub(super) fn push(&mut self, near: Near) {
        self.places[near.id as usize] = self.near.len() as u32;
        self.near.push(near);
    }

    pub(super) fn find(&mut self, id: EntityId) -> Option<&mut Near> {
        let place = *self.places.get(id as usize)?;
        self.near
            .get_mut(place as usize)
            .filter(|near| near.id == id)
    }
}

/// How urgent it is to tell news that have waited so long: the own ship's first,
/// then what has waited for long, then the nearest and the oldest.
pub(super) fn urgency(own: bool, near: &Near, waited_ticks: Tick) -> f32 {
    if own {
        f32::INFINITY
    } else if waited_ticks >= WAIT_TICKS_MAX {
        f32::MAX
    } else {
        (waited_ticks * waited_ticks) as f32 / (near.distance_m2 + 1.0)
    }
}
