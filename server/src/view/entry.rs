//! What all clients that know an entity show of it.

use asteroids_shared::protocol::frame::Part;
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{
    Anchor, Arrival, Badge, ControlChange, Detail, FrameWriter, Reason,
};
use asteroids_shared::{Controls, EntityId, Kind, Motion, Spread, Tick};

use super::records::{Recorded, Records, write};

/// What all clients that know an entity show of it, at the ledger's tick.
#[derive(Clone, Debug)]
pub struct Entry {
    id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// The first tick at which it was there.
    pub born: Tick,
    /// Why it is no longer there, once it is not.
    pub vanished: Option<Reason>,
    /// The last tick at which there was anything to tell.
    pub news_tick: Tick,
    /// How it came to be, if it is a bullet.
    pub shot: Option<Fired>,
    controls: Controls,
    changes: Changes,
    anchor_tick: Tick,
    /// What follows the id in its latest anchor. So it is with all records:
    /// each client knows the entity by an id of its own.
    anchor: Vec<u8>,
    fresh_anchor: Recorded,
    arrival: Recorded,
    badge: Option<Badge>,
    badge_tick: Tick,
    badge_record: Vec<u8>,
}

/// How a bullet came to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fired {
    /// Who fired it.
    pub shooter: EntityId,
    /// When.
    pub tick: Tick,
    /// −1, 0 or 1: to the right, straight, to the left.
    pub spread: Spread,
}

impl Entry {
    /// The entry of an entity that has just come to be.
    pub fn new(id: EntityId, kind: Kind, controls: Controls, tick: Tick) -> Self {
        Self {
            id,
            kind,
            born: tick,
            vanished: None,
            news_tick: tick,
            shot: None,
            controls,
            changes: Changes::default(),
            anchor_tick: tick,
            anchor: Vec::new(),
            fresh_anchor: Recorded::NEVER,
            arrival: Recorded::NEVER,
            badge: None,
            badge_tick: tick,
            badge_record: Vec::new(),
        }
    }

    /// Notes that it is no longer there. Its records go; the rest stays until
    /// the id is used again.
    pub fn vanish(&mut self, reason: Reason, tick: Tick) {
        self.vanished = Some(reason);
        self.news_tick = tick;
        self.anchor = Vec::new();
        self.badge_record = Vec::new();
    }

    /// Notes the steering held from `since` on.
    pub fn steer(&mut self, controls: Controls, since: Tick) {
        if controls == self.controls {
            return;
        }
        self.controls = controls;
        self.news_tick = since + 1;
        self.changes.push(Change {
            tick: since,
            controls,
        });
    }

    /// For how long nothing was said of where it is.
    pub fn silent_ticks(&self, tick: Tick) -> Tick {
        tick - self.anchor_tick
    }

    /// Has clients show it where it is.
    pub fn anchor(&mut self, motion: &Motion, tick: Tick) {
        self.news_tick = tick;
        self.anchor_tick = tick;
        self.changes = Changes::default();
        self.anchor.clear();
        let anchor = self.anchor_at(motion, tick);
        write(&mut self.anchor, &anchor);
    }

    fn anchor_at(&self, motion: &Motion, tick: Tick) -> Anchor {
        Anchor {
            entity: self.id,
            tick: Tick3::of(tick),
            controls: self.controls,
            motion: *motion,
        }
    }

    /// Notes what shows on a ship.
    pub fn wear(&mut self, badge: Badge, tick: Tick) {
        if self.badge == Some(badge) {
            return;
        }
        self.badge = Some(badge);
        self.badge_tick = tick;
        self.news_tick = tick;
        self.badge_record.clear();
        write(&mut self.badge_record, &badge);
    }

    /// Tells a client that knows the entity as `id`, and was last told at
    /// `told`, what is new by the tick of the records, when it is at `motion`.
    pub fn tell(
        &mut self,
        id: EntityId,
        motion: &Motion,
        told: Tick,
        records: &mut Records,
        frame: &mut FrameWriter,
    ) {
        let now = records.tick();
        if self.can_tell_changes(told, now) {
            if self.anchor_tick > told {
                frame.add_encoded(Part::Anchors, id, Anchor::FIELDS, &self.anchor);
            }
            for change in self.changes.since(told.max(self.anchor_tick)) {
                frame.add(Part::Controls, &change.record(id));
            }
        } else {
            let anchor = self.anchor_at(motion, now);
            let rest = records.at(&mut self.fresh_anchor, || anchor);
            frame.add_encoded(Part::Anchors, id, Anchor::FIELDS, rest);
        }
        if self.badge_tick > told {
            frame.add_encoded(Part::Badges, id, Badge::FIELDS, &self.badge_record);
        }
    }

    /// Introduces the entity as `id`, when it arrives with `motion`, to a client
    /// that does not know it. `detail` is asked once a tick at the most.
    pub fn introduce(
        &mut self,
        id: EntityId,
        motion: &Motion,
        detail: impl FnOnce(Controls) -> Detail,
        records: &mut Records,
        frame: &mut FrameWriter,
    ) {
        let (motion, controls) = (*motion, self.controls);
        let rest = records.at(&mut self.arrival, || Arrival {
            entity: id,
            motion,
            detail: detail(controls),
        });
        frame.add_encoded(Part::Arrivals, id, Arrival::fields_of(self.kind), rest);
    }

    /// Whether a client that was last told at `told`, and is told the rest now,
    /// knows the prediction at the tick `then`, to the bit.
    pub fn is_known_at(&self, then: Tick, told: Tick, now: Tick) -> bool {
        told.max(self.anchor_tick) <= then && self.can_tell_changes(told, now)
    }

    /// Whether the changes since `told` are remembered one by one and recent
    /// enough for three bits. Otherwise the whole motion is told.
    fn can_tell_changes(&self, told: Tick, now: Tick) -> bool {
        now - told < Tick3::SPAN_TICKS && self.changes.reach_back_to(told.max(self.anchor_tick))
    }
}

/// The latest control changes, for clients that are told late.
#[derive(Clone, Copy, Debug, Default)]
struct Changes {
    kept: [Change; Self::KEPT],
    len: usize,
    /// The tick of the latest change that is no longer kept.
    forgotten: Option<Tick>,
}

/// The steering held from a tick on.
#[derive(Clone, Copy, Debug, Default)]
struct Change {
    tick: Tick,
    controls: Controls,
}

impl Change {
    fn record(&self, ship: EntityId) -> ControlChange {
        ControlChange {
            ship,
            tick: Tick3::of(self.tick),
            controls: self.controls,
        }
    }
}

impl Changes {
    const KEPT: usize = 4;

    fn push(&mut self, change: Change) {
        if self.len == Self::KEPT {
            self.forgotten = Some(self.kept[0].tick);
            self.kept.rotate_left(1);
            self.len -= 1;
        }
        self.kept[self.len] = change;
        self.len += 1;
    }

    fn reach_back_to(&self, tick: Tick) -> bool {
        self.forgotten.is_none_or(|forgotten| forgotten < tick)
    }

    fn since(&self, tick: Tick) -> impl Iterator<Item = &Change> {
        self.kept[..self.len]
            .iter()
            .filter(move |change| change.tick >= tick)
    }
}
