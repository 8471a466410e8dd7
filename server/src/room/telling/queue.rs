//! In which order clients are told.

use asteroids_shared::Tick;

use super::client::Client;
use super::clients::Clients;

/// How high the strips are in which the world is gone through, in metres: about
/// as high as a view.
const STRIP_M: f32 = 32.0;

/// Those who are told at a tick: first those who have waited, the longest first; then
/// neighbours one after the other: what one view has looked at the next one finds in
/// the processor's cache.
#[derive(Debug, Default)]
pub struct Queue {
    /// Since when they wait, where they look, and their places among all.
    due: Vec<(Tick, u32, u32)>,
}

impl Queue {
    /// Queues those for whom it is time.
    pub fn fill(&mut self, clients: &Clients, is_due: impl Fn(&Client) -> bool) {
        let due = clients.iter().zip(0..).filter(|(client, _)| is_due(client));
        self.due.clear();
        self.due.extend(due.map(|(client, index)| {
            let waits_since = client.waits_since.unwrap_or(Tick::MAX);
            (waits_since, along_strips(client.center()), index)
        }));
        self.due.sort_unstable();
    }

    /// Their places among all.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.due.iter().map(|(.., index)| *index as usize)
    }
}

/// Grows along a strip, and from strip to strip.
fn along_strips((x_m, y_m): (f32, f32)) -> u32 {
    let strip = (y_m / STRIP_M).floor() as i16;
    let along = x_m as i16;
    u32::from(strip.cast_unsigned()) << 16 | u32::from(along.cast_unsigned())
}
