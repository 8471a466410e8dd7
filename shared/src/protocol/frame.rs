//! The message that the server sends most: what has changed in a view.

use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::arrival::Arrival;
use super::codec::{DecodeError, Flat, Grown, Section, Take, append, take_from};
use super::event::Event;
use super::limits::{BYTE_WIDTH, SHORT_ARRAY_MAX};
use super::record::{Anchor, Badge, ControlChange, Shot, Vanished};
use crate::numbered::numbered;
use crate::{EntityId, Gear, Tick};

/// What a client learns at one tick. Applied in the order left and vanished,
/// arrivals, then everything else by its tick. On the wire only what is there,
/// behind a set of bits that says what that is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// How many ticks after the frame before, or after the welcome, this one
    /// was made: everything in it has happened by then, and what it does not
    /// mention flies on as predicted. None for as many as with the frame before;
    /// before the first frame that is 0.
    pub ticks: Option<Tick>,
    /// By how much the number of the last input that the world has taken has
    /// grown since the frame before, or since 0.
    pub acks: u32,
    /// Changes of controls.
    pub controls: Vec<ControlChange>,
    /// Shots of ships that the client knows.
    pub shots: Vec<Shot>,
    /// Entities that are new in the picture.
    pub arrivals: Vec<Arrival>,
    /// Entities that are out of view now.
    pub left: Vec<EntityId>,
    /// Entities that are no longer in the world.
    pub vanished: Vec<Vanished>,
    /// What happened.
    pub events: Vec<Event>,
    /// Changes in what shows on ships.
    pub badges: Vec<Badge>,
    /// Motions of entities that the client knows.
    pub anchors: Vec<Anchor>,
    /// The pilot's own state, when it has changed.
    pub you: Option<You>,
    /// The answer to the last ping.
    pub pong: Option<Pong>,
}

impl Frame {
    /// The least kind of a message that is a frame.
    pub const FIRST_KIND: u8 = 64;
    /// A message whose kind is one of these is a frame: the kind's other bits
    /// say what is in it.
    pub(super) const KINDS: std::ops::RangeInclusive<u8> = Self::FIRST_KIND..=127;

    /// The frame as bytes.
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
        self.you.into_iter().for_each(|you| writer.set_you(you));
        self.pong.into_iter().for_each(|pong| writer.set_pong(pong));
        writer.finish(self.ticks, self.acks).to_vec()
    }
}

impl<'de> Deserialize<'de> for Frame {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FrameVisitor;

        impl<'de> Visitor<'de> for FrameVisitor {
            type Value = Frame;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a frame")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Frame, A::Error> {
                take_frame(&mut take_from(&mut seq))
            }
        }

        deserializer.deserialize_seq(FrameVisitor)
    }
}

fn take_frame<'de, T: Take<'de>>(take: &mut T) -> Result<Frame, T::Error> {
    fn records<'de, R: Flat, T: Take<'de>>(take: &mut T) -> Result<Vec<R>, T::Error> {
        take.take().map(|Section(records)| records)
    }
    let mut frame = Frame::default();
    let parts = take_parts(take)?;
    for part in Part::IN_ORDER.into_iter().filter(|part| part.is_in(parts)) {
        match part {
            Part::Acks => frame.acks = take.take()?,
            Part::Controls => frame.controls = records(take)?,
            Part::Shots => frame.shots = records(take)?,
            Part::Arrivals => frame.arrivals = records(take)?,
            Part::Left => frame.left = take.take().map(|Grown(left)| left)?,
            Part::Ticks => frame.ticks = Some(take.take()?),
            Part::Vanished => frame.vanished = records(take)?,
            Part::Events => frame.events = take.take().map(|Grown(events)| events)?,
            Part::Badges => frame.badges = records(take)?,
            Part::Anchors => frame.anchors = records(take)?,
            Part::You => frame.you = Some(take.take()?),
            Part::Pong => frame.pong = Some(take.take()?),
        }
    }
    Ok(frame)
}

/// The parts that a frame says it has.
fn take_parts<'de, T: Take<'de>>(take: &mut T) -> Result<u16, T::Error> {
    let kind: u8 = take.take()?;
    if !Frame::KINDS.contains(&kind) {
        return Err(T::Error::custom(DecodeError::UnknownKind(kind)));
    }
    let first = u16::from(kind - Frame::KINDS.start());
    if first & Part::MORE == 0 {
        return Ok(first);
    }
    let more = u16::from(take.take::<u8>()?);
    if more >> (Part::COUNT as u32 - Part::FIRST_COUNT) == 0 {
        Ok(first & !Part::MORE | more << Part::FIRST_COUNT)
    } else {
        Err(T::Error::custom("no frame has such parts"))
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
    /// The improvements of which the pilot may choose one before it respawns.
    pub offer: Gear,
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
    values: [u32; Part::COUNT],
    bytes: [Vec<u8>; Part::COUNT],
    record_bytes: usize,
    message: Vec<u8>,
}

numbered! {
    /// What a frame may have. The bit of each is set in the frames that have it.
    /// The first five are the usual ones: their bits are in the kind of the message,
    /// and a sixth says that another byte of bits follows.
    pub enum Part {
        /// [`Frame::acks`], unless 0.
        Acks = 0,
        /// [`Frame::controls`].
        Controls = 1,
        /// [`Frame::shots`].
        Shots = 2,
        /// [`Frame::arrivals`].
        Arrivals = 3,
        /// [`Frame::left`].
        Left = 4,
        /// [`Frame::ticks`], unless as many as before.
        Ticks = 5,
        /// [`Frame::vanished`].
        Vanished = 6,
        /// [`Frame::events`].
        Events = 7,
        /// [`Frame::badges`].
        Badges = 8,
        /// [`Frame::anchors`].
        Anchors = 9,
        /// [`Frame::you`].
        You = 10,
        /// [`Frame::pong`].
        Pong = 11,
    }
}

impl Part {
    /// In the order of the wire: records count their ticks from the frame's.
    pub const IN_ORDER: [Self; Self::COUNT] = [
        Self::Ticks,
        Self::Acks,
        Self::Controls,
        Self::Shots,
        Self::Arrivals,
        Self::Left,
        Self::Vanished,
        Self::Events,
        Self::Badges,
        Self::Anchors,
        Self::You,
        Self::Pong,
    ];
    /// How many have their bits in the kind of the message.
    pub const FIRST_COUNT: u32 = 5;
    const MORE: u16 = 1 << Self::FIRST_COUNT;

    const fn is_in(self, parts: u16) -> bool {
        parts & (1 << self as u32) != 0
    }

    /// Whether it is an array of what was added.
    const fn is_section(self) -> bool {
        !matches!(self, Self::Acks | Self::Ticks | Self::You | Self::Pong)
    }
}

const _: () = {
    let mut bits = 0u16;
    let mut index = 0;
    while index < Part::COUNT {
        bits |= 1 << Part::IN_ORDER[index] as u32;
        index += 1;
    }
    assert!(
        bits.count_ones() as usize == Part::COUNT,
        "each part of a frame is once in the order of the wire"
    );
    assert!(
        *Frame::KINDS.start() as u16 & (2 * Part::MORE - 1) == 0
            && *Frame::KINDS.start() as u16 + 2 * Part::MORE - 1 == *Frame::KINDS.end() as u16,
        "the kinds of frames have room for the bits of the first parts, and for no others"
    );
    assert!(
        Part::COUNT as u32 - Part::FIRST_COUNT <= BYTE_WIDTH,
        "the bits of a frame's later parts no longer fit one byte"
    );
    assert!(
        2 + Part::COUNT <= SHORT_ARRAY_MAX,
        "a frame may have more parts than fit the first byte of a message"
    );
};

impl FrameWriter {
    /// Adds a record.
    pub fn add(&mut self, part: Part, record: &impl Flat) {
        self.write(part, record.fields(), |out| {
            append(out, &record.id());
            let Ok(()) = record.put_rest(out);
        });
    }

    /// Adds a record of so many fields about this entity, of which all but the
    /// id are already bytes.
    pub fn add_encoded(&mut self, part: Part, id: EntityId, fields: usize, rest: &[u8]) {
        self.write(part, fields, |out| {
            append(out, &id);
            out.extend_from_slice(rest);
        });
    }

    /// Says that an entity is out of view now.
    pub fn add_left(&mut self, entity: EntityId) {
        self.write(Part::Left, 1, |out| append(out, &entity));
    }

    /// Says what happened.
    pub fn add_event(&mut self, event: &Event) {
        self.write(Part::Events, 1, |out| append(out, event));
    }

    fn write(&mut self, part: Part, fields: usize, record: impl FnOnce(&mut Vec<u8>)) {
        let bytes = &mut self.bytes[part as usize];
        let before = bytes.len();
        record(bytes);
        self.values[part as usize] += fields as u32;
        self.record_bytes += bytes.len() - before;
    }

    /// Says the pilot's own state.
    pub fn set_you(&mut self, you: You) {
        self.set(Part::You, &you);
    }

    /// Answers a ping.
    pub fn set_pong(&mut self, pong: Pong) {
        self.set(Part::Pong, &pong);
    }

    fn set(&mut self, part: Part, value: &impl Serialize) {
        let bytes = &mut self.bytes[part as usize];
        bytes.clear();
        append(bytes, value);
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.bytes.iter().all(Vec::is_empty)
    }

    /// How many bytes the records take so far.
    pub const fn record_bytes(&self) -> usize {
        self.record_bytes
    }

    /// The frame as bytes: so many ticks after the frame before, or as many as
    /// that one, with so many more inputs taken. The writer is empty again and
    /// keeps its buffers.
    pub fn finish(&mut self, ticks: Option<Tick>, acks: u32) -> &[u8] {
        if let Some(ticks) = ticks {
            self.set(Part::Ticks, &ticks);
        }
        if acks > 0 {
            self.set(Part::Acks, &acks);
        }
        let there = |part: &Part| !self.bytes[*part as usize].is_empty();
        let parts = Part::IN_ORDER
            .iter()
            .filter(|part| there(part))
            .fold(0u16, |parts, &part| parts | 1 << part as u32);
        let more = (parts >> Part::FIRST_COUNT) as u8;
        let first = (parts & (Part::MORE - 1)) as u8;
        let out = &mut self.message;
        out.clear();
        if more == 0 {
            write_array_len(out, 1 + parts.count_ones());
            append(out, &(Frame::KINDS.start() | first));
        } else {
            write_array_len(out, 2 + parts.count_ones());
            append(out, &(Frame::KINDS.start() | first | Part::MORE as u8));
            append(out, &more);
        }
        for part in Part::IN_ORDER.into_iter().filter(|part| part.is_in(parts)) {
            if part.is_section() {
                write_array_len(out, std::mem::take(&mut self.values[part as usize]));
            }
            out.append(&mut self.bytes[part as usize]);
        }
        self.record_bytes = 0;
        &self.message
    }
}

fn write_array_len(out: &mut Vec<u8>, len: u32) {
    rmp::encode::write_array_len(out, len).expect("memory takes every byte");
}
