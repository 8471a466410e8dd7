//! Marked moments of the last hour.

use std::collections::VecDeque;
use std::sync::Arc;

use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;

use super::event::Event;

/// How many moments are remembered. When there are more, those go that are worth
/// least, the oldest first.
pub const MOMENTS_MAX: usize = 1_024;
/// How long moments are remembered.
pub const MOMENTS_TICKS: Tick = seconds(3_600);

/// Marked moments of the last hour, the oldest first.
#[derive(Clone, Debug, Default)]
pub struct Moments(VecDeque<Arc<Event>>);

impl Moments {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Event>> {
        self.0.iter()
    }

    /// Takes in what has just happened, if it is marked.
    pub fn add(&mut self, event: &Arc<Event>) {
        if event.is_marked() {
            if self.0.len() == MOMENTS_MAX {
                let least = (0..).zip(&self.0).min_by_key(|(_, it)| it.worth);
                let least = least.map_or(0, |(index, _): (usize, _)| index);
                self.0.remove(least);
            }
            self.0.push_back(Arc::clone(event));
        }
        let oldest = event.tick.saturating_sub(MOMENTS_TICKS);
        while self.0.front().is_some_and(|it| it.tick < oldest) {
            self.0.pop_front();
        }
    }

    /// What is after this tick never came to be.
    pub fn go_back_to(&mut self, tick: Tick) {
        self.0.retain(|event| event.tick <= tick);
    }
}

impl FromIterator<Event> for Moments {
    /// The newest of them, if there are too many.
    fn from_iter<T: IntoIterator<Item = Event>>(events: T) -> Self {
        let mut moments = Self::default();
        for event in events {
            moments.add(&Arc::new(event));
        }
        moments
    }
}
