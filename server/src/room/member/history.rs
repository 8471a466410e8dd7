//! What must hold of the stream of a room, whatever happened to those who wrote it: that
//! it is one history.

use std::collections::{BTreeMap, BTreeSet};

use super::{Body, Line};
use crate::room::state::command::{ClientId, Command, EdgeId};

/// The stream of a room up to some line.
#[derive(Debug, Default)]
pub struct History {
    epoch: u32,
    writer: EdgeId,
    /// Up to which proposal each edge was heard, in this epoch.
    heard: BTreeMap<EdgeId, u32>,
    /// The last input of each connection.
    inputs: BTreeMap<ClientId, u32>,
    newcomers: BTreeSet<ClientId>,
    /// How many lines there are.
    pub lines: u64,
    /// How many of them are ticks.
    pub ticks: u64,
    /// How many inputs they take.
    pub inputs_taken: u64,
    /// How often edges were gone.
    pub edges_gone: u64,
    /// How many lines count as empty.
    pub skipped: u64,
}

/// Why a stream is not one history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forked {
    /// An epoch has two writers, or is not the next one.
    #[error("edge {edge} writes in epoch {epoch} after edge {before} in epoch {before_epoch}")]
    Epoch {
        /// The edge that writes.
        edge: EdgeId,
        /// In this epoch.
        epoch: u32,
        /// The edge that wrote before.
        before: EdgeId,
        /// In that epoch.
        before_epoch: u32,
    },
    /// An epoch begins without saying so, or somebody says so within one.
    #[error("epoch {epoch} begins where it does not say so")]
    Lead {
        /// Which.
        epoch: u32,
    },
    /// A proposal counts twice.
    #[error("proposal {number} of edge {edge} counts twice")]
    Heard {
        /// Whose.
        edge: EdgeId,
        /// Which.
        number: u32,
    },
    /// An input counts twice.
    #[error("input {seq} of connection {client} counts twice")]
    Input {
        /// Whose.
        client: ClientId,
        /// Which.
        seq: u32,
    },
    /// Somebody comes twice by one connection.
    #[error("somebody comes twice by connection {client}")]
    Newcomer {
        /// Which.
        client: ClientId,
    },
}

impl History {
    /// The epoch that it has come to.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Takes in the next line.
    pub fn take(&mut self, line: &Line) -> Result<(), Forked> {
        match line.body {
            // What it says is of the line before.
            Body::Skip => {
                self.lines += 1;
                self.skipped += 1;
                return Ok(());
            }
            Body::Foundation(_) | Body::Tick(_) | Body::Rest | Body::HandOver => {}
        }
        let opens = self.lines > 0 && (line.epoch, line.edge) != (self.epoch, self.writer);
        if opens && line.epoch != self.epoch + 1 {
            return Err(Forked::Epoch {
                edge: line.edge,
                epoch: line.epoch,
                before: self.writer,
                before_epoch: self.epoch,
            });
        }
        if opens {
            self.heard.clear();
        }
        (self.epoch, self.writer) = (line.epoch, line.edge);
        self.lines += 1;
        let Body::Tick(tick) = &line.body else {
            return Ok(());
        };
        self.ticks += 1;
        let (epoch, edge) = (line.epoch, line.edge);
        let lead = Command::Lead { epoch, edge };
        if opens != tick.entry.commands.contains(&lead) {
            return Err(Forked::Lead { epoch });
        }
        for &(edge, number) in &tick.heard {
            let before = self.heard.insert(edge, number).unwrap_or(0);
            if before >= number {
                return Err(Forked::Heard { edge, number });
            }
        }
        for &(client, seq) in &tick.taken {
            let before = self.inputs.insert(client, seq).unwrap_or(0);
            if before >= seq {
                return Err(Forked::Input { client, seq });
            }
            self.inputs_taken += 1;
        }
        for command in &tick.entry.commands {
            if let Command::Come(coming) = command
                && !self.newcomers.insert(coming.client)
            {
                let client = coming.client;
                return Err(Forked::Newcomer { client });
            }
            let is_gone = matches!(command, Command::EdgeGone { .. });
            self.edges_gone += u64::from(is_gone);
        }
        Ok(())
    }
}
