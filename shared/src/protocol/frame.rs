//! The message that the server sends most: what has changed in a view.

use serde::{Deserialize, Serialize};

use super::arrival::Arrival;
use super::codec::{Flat, Tag, append, flat, grown};
use super::event::Event;
use super::record::{Anchor, Badge, ControlChange, Shot, Vanished};
use crate::{EntityId, Tick};

/// What a client learns at one tick. Applied in the order left and vanished,
/// arrivals, then everything else by its tick. On the wire the sections that
/// are used most come first, and empty ones at the end are left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    pub(super) tag: Tag<1>,
    /// How many ticks after the frame before, or after the welcome, this one
    /// was made: everything in it has happened by then, and what it does not
    /// mention flies on as predicted.
    pub ticks: Tick,
    /// By how much the number of the last input that the world has taken has
    /// grown since the frame before, or since 0.
    pub acks: u32,
    /// Changes of controls.
    #[serde(with = "flat", default)]
    pub controls: Vec<ControlChange>,
    /// Shots of ships that the client knows.
    #[serde(with = "flat", default)]
    pub shots: Vec<Shot>,
    /// Entities that are new in the picture.
    #[serde(with = "flat", default)]
    pub arrivals: Vec<Arrival>,
    /// Entities that are out of view now.
    #[serde(default, deserialize_with = "grown")]
    pub left: Vec<EntityId>,
    /// Entities that are no longer in the world.
    #[serde(with = "flat", default)]
    pub vanished: Vec<Vanished>,
    /// What happened.
    #[serde(default, deserialize_with = "grown")]
    pub events: Vec<Event>,
    /// Changes in what shows on ships.
    #[serde(with = "flat", default)]
    pub badges: Vec<Badge>,
    /// Motions of entities that the client knows.
    #[serde(with = "flat", default)]
    pub anchors: Vec<Anchor>,
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
        fn add_all<R: Flat>(writer: &mut FrameWriter, part: Part, records: &[R]) {
            for record in records {
                writer.add(part, record);
            }
        }
        let mut writer = FrameWriter::default();
        add_all(&mut writer, Part::Controls, &self.controls);
        add_all(&mut writer, Part::Shots, &self.shots);
        add_all(&mut writer, Part::Arrivals, &self.arrivals);
        for entity in &self.left {
            writer.add_left(*entity);
        }
        add_all(&mut writer, Part::Vanished, &self.vanished);
        for event in &self.events {
            writer.add_event(event);
        }
        add_all(&mut writer, Part::Badges, &self.badges);
        add_all(&mut writer, Part::Anchors, &self.anchors);
        writer.you = self.you;
        writer.pong = self.pong;
        writer.finish(self.ticks, self.acks).to_vec()
    }
}

/// A pilot's own state. On the wire an array of its fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct You {
    /// The pilot's ship, 0 while there is none in the picture.
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

/// Writes a frame record by record.
///
/// What follows the id of a record that many clients need is encoded once, as
/// [`super::codec`] does, and copied into each frame.
#[derive(Debug, Default)]
pub struct FrameWriter {
    sections: [Section; Part::COUNT],
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
    /// [`Frame::arrivals`].
    Arrivals = 2,
    /// [`Frame::left`].
    Left = 3,
    /// [`Frame::vanished`].
    Vanished = 4,
    /// [`Frame::events`].
    Events = 5,
    /// [`Frame::badges`].
    Badges = 6,
    /// [`Frame::anchors`].
    Anchors = 7,
}

impl Part {
    const COUNT: usize = 8;

    /// How many values of the section's array a record takes.
    const fn values(self) -> u32 {
        match self {
            Self::Controls => ControlChange::FIELDS as u32,
            Self::Shots => Shot::FIELDS as u32,
            Self::Arrivals => Arrival::FIELDS as u32,
            Self::Vanished => Vanished::FIELDS as u32,
            Self::Badges => Badge::FIELDS as u32,
            Self::Anchors => Anchor::FIELDS as u32,
            Self::Left | Self::Events => 1,
        }
    }
}

impl FrameWriter {
    /// Adds a record.
    pub fn add(&mut self, part: Part, record: &impl Flat) {
        self.write(part, |out| {
            append(out, &record.id());
            let Ok(()) = record.put_rest(out);
        });
    }

    /// Adds a record about this entity of which the rest is already bytes.
    pub fn add_encoded(&mut self, part: Part, id: EntityId, rest: &[u8]) {
        self.write(part, |out| {
            append(out, &id);
            out.extend_from_slice(rest);
        });
    }

    /// Says that an entity is out of view now.
    pub fn add_left(&mut self, entity: EntityId) {
        self.write(Part::Left, |out| append(out, &entity));
    }

    /// Says what happened.
    pub fn add_event(&mut self, event: &Event) {
        self.write(Part::Events, |out| append(out, event));
    }

    fn write(&mut self, part: Part, record: impl FnOnce(&mut Vec<u8>)) {
        let section = &mut self.sections[part as usize];
        let before = section.bytes.len();
        record(&mut section.bytes);
        section.values += part.values();
        self.record_bytes += section.bytes.len() - before;
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

    /// The frame as bytes: so many ticks after the frame before, with so many
    /// more inputs taken. The writer is empty again and keeps its buffers.
    pub fn finish(&mut self, ticks: Tick, acks: u32) -> &[u8] {
        const HEAD: usize = 3;
        const YOU: usize = HEAD + Part::COUNT;
        const PONG: usize = YOU + 1;
        let last_section = self.sections.iter().rposition(|section| section.values > 0);
        let fields = match (&self.pong, &self.you, last_section) {
            (Some(_), _, _) => PONG + 1,
            (None, Some(_), _) => YOU + 1,
            (None, None, Some(index)) => HEAD + index + 1,
            (None, None, None) => HEAD,
        };
        let out = &mut self.message;
        out.clear();
        write_array_len(out, fields as u32);
        append(out, &1u8);
        append(out, &ticks);
        append(out, &acks);
        for section in self.sections.iter_mut().take(fields - HEAD) {
            write_array_len(out, section.values);
            out.append(&mut section.bytes);
            section.values = 0;
        }
        if fields > YOU {
            append(out, &self.you.take());
        }
        if fields > PONG {
            append(out, &self.pong.take());
        }
        self.record_bytes = 0;
        &self.message
    }
}

fn write_array_len(out: &mut Vec<u8>, len: u32) {
    rmp::encode::write_array_len(out, len).expect("memory takes every byte");
}
