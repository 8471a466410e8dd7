//! The message that the server sends most: what has changed in a view.

use serde::{Deserialize, Serialize};

use super::arrival::Arrival;
use super::codec::{Flat, Tag, append, flat, grown, to_bytes};
use super::event::Event;
use super::record::{Anchor, Badge, ControlChange, Departure, Shot};
use crate::{EntityId, Tick};

/// What a client learns at one tick. Applied in the order departures,
/// arrivals, then everything else by its tick. Sections at the end that are
/// empty are left out on the wire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    pub(super) tag: Tag<1>,
    /// The tick at which the frame was made: everything in it has happened by
    /// then, and what it does not mention flies on as predicted.
    pub tick: Tick,
    /// The number of the last input that the world has taken, 0 for none.
    pub ack: u32,
    /// Changes of controls.
    #[serde(with = "flat", default)]
    pub controls: Vec<ControlChange>,
    /// Shots of ships that the client knows.
    #[serde(with = "flat", default)]
    pub shots: Vec<Shot>,
    /// Motions of entities that the client knows.
    #[serde(with = "flat", default)]
    pub anchors: Vec<Anchor>,
    /// Entities that have left the picture.
    #[serde(with = "flat", default)]
    pub departures: Vec<Departure>,
    /// Entities that are new in the picture.
    #[serde(default, deserialize_with = "grown")]
    pub arrivals: Vec<Arrival>,
    /// Changes in what shows on ships.
    #[serde(with = "flat", default)]
    pub badges: Vec<Badge>,
    /// What happened.
    #[serde(default, deserialize_with = "grown")]
    pub events: Vec<Event>,
    /// The pilot's own state, when it has changed.
    #[serde(default)]
    pub you: Option<You>,
    /// The answer to the last ping.
    #[serde(default)]
    pub pong: Option<Pong>,
}

impl Frame {
    /// The frame as bytes, without the empty sections at its end.
    pub fn encode(&self) -> Vec<u8> {
        fn add_flat<R: Flat>(writer: &mut FrameWriter, part: Part, records: &[R]) {
            for record in records {
                let mut bytes = Vec::new();
                let Ok(()) = record.put(&mut bytes);
                writer.add(part, &bytes);
            }
        }
        let mut writer = FrameWriter::default();
        add_flat(&mut writer, Part::Controls, &self.controls);
        add_flat(&mut writer, Part::Shots, &self.shots);
        add_flat(&mut writer, Part::Anchors, &self.anchors);
        add_flat(&mut writer, Part::Departures, &self.departures);
        for arrival in &self.arrivals {
            writer.add(Part::Arrivals, &to_bytes(arrival));
        }
        add_flat(&mut writer, Part::Badges, &self.badges);
        for event in &self.events {
            writer.add(Part::Events, &to_bytes(event));
        }
        writer.you = self.you;
        writer.pong = self.pong;
        writer.finish(self.tick, self.ack).to_vec()
    }
}

/// A pilot's own state. On the wire an array of its fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct You {
    /// The pilot's ship, 0 while it has none.
    pub ship: EntityId,
    /// Points of this run.
    pub score: u32,
    /// Lives left in this run, the one being flown included.
    pub lives: u8,
    /// Kills since the last death.
    pub streak: u32,
    /// Until when rapid fire lasts; in the past if it is over.
    pub rapid_fire_until: Tick,
    /// Until when spread shot lasts; in the past if it is over.
    pub spread_shot_until: Tick,
    /// When the next jump through hyperspace is possible.
    pub jump_ready: Tick,
    /// When a respawn is possible. Means nothing while there is a ship.
    pub respawn_ready: Tick,
}

/// The answer to a ping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pong {
    /// That of the ping.
    pub nonce: u32,
    /// How long the server held the ping until this frame left, in
    /// microseconds. The frame left as its tick began.
    pub held_us: u32,
}

/// Writes a frame from records that are already bytes.
///
/// The sections take bytes as [`super::codec`] writes them, so a record that
/// many clients need is encoded once.
#[derive(Debug, Default)]
pub struct FrameWriter {
    sections: [Section; 7],
    record_bytes: usize,
    message: Vec<u8>,
    you: Option<You>,
    pong: Option<Pong>,
}

#[derive(Debug, Default)]
struct Section {
    values: u32,
    bytes: Vec<u8>,
}

/// The sections of a frame, in the order of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// [`Frame::controls`].
    Controls = 0,
    /// [`Frame::shots`].
    Shots = 1,
    /// [`Frame::anchors`].
    Anchors = 2,
    /// [`Frame::departures`].
    Departures = 3,
    /// [`Frame::arrivals`].
    Arrivals = 4,
    /// [`Frame::badges`].
    Badges = 5,
    /// [`Frame::events`].
    Events = 6,
}

impl Part {
    /// How many values of the section's array a record takes.
    const fn values(self) -> u32 {
        match self {
            Self::Controls => ControlChange::FIELDS as u32,
            Self::Shots => Shot::FIELDS as u32,
            Self::Anchors => Anchor::FIELDS as u32,
            Self::Departures => Departure::FIELDS as u32,
            Self::Badges => Badge::FIELDS as u32,
            Self::Arrivals | Self::Events => 1,
        }
    }
}

impl FrameWriter {
    /// Adds one record that is already bytes.
    pub fn add(&mut self, part: Part, record: &[u8]) {
        let section = &mut self.sections[part as usize];
        section.values += part.values();
        section.bytes.extend_from_slice(record);
        self.record_bytes += record.len();
    }

    /// Says the pilot's own state.
    pub fn set_you(&mut self, you: You) {
        self.you = Some(you);
    }

    /// Answers a ping.
    pub fn set_pong(&mut self, pong: Pong) {
        self.pong = Some(pong);
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.you.is_none()
            && self.pong.is_none()
            && self.sections.iter().all(|section| section.values == 0)
    }

    /// How many bytes the records take so far.
    pub const fn record_bytes(&self) -> usize {
        self.record_bytes
    }

    /// The frame as bytes. The writer is empty again and keeps its buffers.
    pub fn finish(&mut self, tick: Tick, ack: u32) -> &[u8] {
        let last_section = self.sections.iter().rposition(|section| section.values > 0);
        let fields = match (&self.pong, &self.you, last_section) {
            (Some(_), _, _) => 12,
            (None, Some(_), _) => 11,
            (None, None, Some(index)) => 4 + index as u32,
            (None, None, None) => 3,
        };
        let out = &mut self.message;
        out.clear();
        write_array_len(out, fields);
        append(out, &1u8);
        append(out, &tick);
        append(out, &ack);
        for section in self
            .sections
            .iter_mut()
            .take(fields.saturating_sub(3) as usize)
        {
            write_array_len(out, section.values);
            out.append(&mut section.bytes);
            section.values = 0;
        }
        if fields > 10 {
            append(out, &self.you.take());
        }
        if fields > 11 {
            append(out, &self.pong.take());
        }
        self.record_bytes = 0;
        &self.message
    }
}

fn write_array_len(out: &mut Vec<u8>, len: u32) {
    rmp::encode::write_array_len(out, len).expect("memory takes every byte");
}
