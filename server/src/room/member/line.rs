//! What a room's stream holds: one line after another, each written by the edge that
//! closes ticks at the time, and taken in by all of them.
//!
//! A line begins with the version of its format, its kind, the version of the world, the
//! epoch and the edge. A tick goes on with what it takes of whom, and its entry; a
//! foundation is MessagePack.

use serde::{Deserialize, Serialize};

use crate::room::state::command::{ClientId, Command, EdgeId};
use crate::room::state::entry::{Entry, EntryError};
use crate::room::varint::{self, VarintError};
use crate::world::WorldSettings;

/// The version of the format. An edge of another version does not follow.
pub const FORMAT: u8 = 2;
/// The most that a line takes, in bytes: what a NATS server accepts without settings.
pub const LINE_BYTES_MAX: usize = 1 << 20;

const FOUNDATION: u8 = 0;
const TICK: u8 = 1;
const REST: u8 = 2;
const SKIP: u8 = 3;
const HAND_OVER: u8 = 4;

/// One line of the stream of a room.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which version of the world it is for.
    pub version: u32,
    /// The epoch that it belongs to: one more each time another edge closes the ticks.
    pub epoch: u32,
    /// The edge that wrote it.
    pub edge: EdgeId,
    /// What it holds.
    pub body: Body,
}

/// What a line holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// What the room is made from: the first line of all.
    Foundation(Foundation),
    /// A tick that is closed.
    Tick(Tick),
    /// A sign of life of a room that stands still.
    Rest,
    /// The line before it is as if there was nothing in it: rooms panic of it.
    Skip,
    /// The room as it is now is for another version of the world, which this line is the
    /// first of.
    HandOver,
}

/// What a room is made from. All of its edges begin with it, whatever they are set to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Foundation {
    /// The world.
    pub world: WorldSettings,
    /// How many people may fly at first.
    pub capacity: u32,
    /// What its past is called, so that what it tells of flights is told apart from all
    /// others'.
    pub source: i64,
}

/// A tick that is closed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tick {
    /// Up to which proposal of each edge it takes in, where that is more than before in
    /// this epoch.
    pub heard: Vec<(EdgeId, u32)>,
    /// Which input of which connection it takes.
    pub taken: Vec<(ClientId, u32)>,
    /// The digest of the world after the last rebase, once it is known.
    pub digest: Option<u64>,
    /// What enters.
    pub entry: Entry,
}

/// Why bytes are no line.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// Another version of the server wrote it.
    #[error("it is of format {0}, and this server knows format {FORMAT}")]
    Format(u8),
    /// It is of a kind that this server does not know.
    #[error("it is of kind {0}, which this server does not know")]
    Kind(u8),
    /// A number in it is damaged.
    #[error("it is damaged: {0}")]
    Number(#[from] VarintError),
    /// Its entry is.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// Its foundation is.
    #[error("its foundation is damaged: {0}")]
    Foundation(#[from] rmp_serde::decode::Error),
}

impl Line {
    /// Writes it down.
    pub fn encode(&self) -> Result<Vec<u8>, rmp_serde::encode::Error> {
        let mut bytes = vec![FORMAT, self.body.kind()];
        varint::put(&mut bytes, self.version.into());
        varint::put(&mut bytes, self.epoch.into());
        varint::put(&mut bytes, self.edge.into());
        match &self.body {
            Body::Foundation(foundation) => rmp_serde::encode::write(&mut bytes, foundation)?,
            Body::Tick(tick) => tick.encode(&mut bytes)?,
            Body::Rest | Body::Skip | Body::HandOver => {}
        }
        Ok(bytes)
    }

    /// Reads it again.
    pub fn decode(mut bytes: &[u8]) -> Result<Self, LineError> {
        let format = varint::take_byte(&mut bytes)?;
        if format != FORMAT {
            return Err(LineError::Format(format));
        }
        let kind = varint::take_byte(&mut bytes)?;
        let version = varint::take_u32(&mut bytes)?;
        let epoch = varint::take_u32(&mut bytes)?;
        let edge = varint::take_u32(&mut bytes)?;
        let body = match kind {
            FOUNDATION => Body::Foundation(rmp_serde::from_slice(bytes)?),
            TICK => Body::Tick(Tick::decode(bytes)?),
            REST => Body::Rest,
            SKIP => Body::Skip,
            HAND_OVER => Body::HandOver,
            other => return Err(LineError::Kind(other)),
        };
        Ok(Self {
            version,
            epoch,
            edge,
            body,
        })
    }

    /// For which version of the world a line is, also if nothing else in it can be read.
    pub fn version_of(mut bytes: &[u8]) -> Result<u32, LineError> {
        let _format_and_kind = (
            varint::take_byte(&mut bytes)?,
            varint::take_byte(&mut bytes)?,
        );
        Ok(varint::take_u32(&mut bytes)?)
    }

    /// The same with nothing in it but who closes the ticks and what the room is called.
    pub(super) fn emptied(mut self) -> Self {
        if let Body::Tick(tick) = &mut self.body {
            tick.entry.holds.clear();
            let stays = |it: &Command| matches!(it, Command::Lead { .. } | Command::Begin { .. });
            tick.entry.commands.retain(stays);
        }
        self
    }
}

impl Body {
    fn kind(&self) -> u8 {
        match self {
            Self::Foundation(_) => FOUNDATION,
            Self::Tick(_) => TICK,
            Self::Rest => REST,
            Self::Skip => SKIP,
            Self::HandOver => HAND_OVER,
        }
    }
}

impl Tick {
    fn encode(&self, bytes: &mut Vec<u8>) -> Result<(), rmp_serde::encode::Error> {
        varint::put(bytes, self.heard.len() as u64);
        for &(edge, number) in &self.heard {
            varint::put(bytes, edge.into());
            varint::put(bytes, number.into());
        }
        varint::put(bytes, self.taken.len() as u64);
        let mut before: ClientId = 0;
        for &(client, seq) in &self.taken {
            varint::put(bytes, client.wrapping_sub(before));
            varint::put(bytes, seq.into());
            before = client;
        }
        match self.digest {
            Some(digest) => {
                bytes.push(1);
                bytes.extend(digest.to_le_bytes());
            }
            None => bytes.push(0),
        }
        bytes.extend(self.entry.encode()?);
        Ok(())
    }

    fn decode(mut bytes: &[u8]) -> Result<Self, LineError> {
        let mut tick = Self::default();
        for _ in 0..varint::take(&mut bytes)? {
            let edge = varint::take_u32(&mut bytes)?;
            tick.heard.push((edge, varint::take_u32(&mut bytes)?));
        }
        let mut client: ClientId = 0;
        for _ in 0..varint::take(&mut bytes)? {
            client = client.wrapping_add(varint::take(&mut bytes)?);
            tick.taken.push((client, varint::take_u32(&mut bytes)?));
        }
        if varint::take_byte(&mut bytes)? != 0 {
            let (digest, rest) = bytes.split_first_chunk().ok_or(VarintError::Short)?;
            tick.digest = Some(u64::from_le_bytes(*digest));
            bytes = rest;
        }
        tick.entry = Entry::decode(bytes)?;
        Ok(tick)
    }
}

#[cfg(test)]
mod tests {
    use asteroids_shared::Controls;
    use proptest::prelude::*;

    use super::*;

    fn any_tick() -> impl Strategy<Value = Tick> {
        let heard = prop::collection::vec(any::<(EdgeId, u32)>(), 0..4);
        let taken = prop::collection::vec(any::<(ClientId, u32)>(), 0..40);
        let holds = prop::collection::btree_map(any::<u32>(), 0u8..32, 0..40);
        (heard, taken, any::<Option<u64>>(), holds, any::<bool>()).prop_map(
            |(heard, taken, digest, holds, rebases)| {
                let holds = holds.into_iter();
                let held = |(player, bits)| (player, Controls::from_bits(bits));
                let entry = Entry {
                    commands: rebases.then_some(Command::Rebase).into_iter().collect(),
                    holds: holds.map(held).collect(),
                };
                Tick {
                    heard,
                    taken,
                    digest,
                    entry,
                }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_line_is_read_as_it_was_written(
            version: u32,
            epoch: u32,
            edge: EdgeId,
            tick in any_tick(),
        ) {
            for body in [Body::Tick(tick), Body::Rest, Body::Skip, Body::HandOver] {
                let line = Line { version, epoch, edge, body };
                let bytes = line.encode().expect("it is written down");
                prop_assert_eq!(Line::version_of(&bytes).expect("it is there"), version);
                prop_assert_eq!(Line::decode(&bytes).expect("it is read again"), line);
            }
        }

        #[test]
        fn any_bytes_are_a_line_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Line::decode(&bytes);
            let _ = Line::decode(&[&[FORMAT, TICK], bytes.as_slice()].concat());
        }
    }

    #[test]
    fn a_line_of_another_version_is_told_apart() {
        let bytes = [FORMAT + 1, REST, 1, 1, 1];
        let error = Line::decode(&bytes).expect_err("it is of another format");
        assert!(matches!(error, LineError::Format(_)), "{error}");
    }
}
