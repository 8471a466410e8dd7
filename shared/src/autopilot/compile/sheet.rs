//! Each model by itself: what its blocks are, and what leads to their inputs.

use std::collections::BTreeMap;

use super::settings::Settings;
use crate::autopilot::catalogue::{self, Carries, Port, Signal};
use crate::autopilot::fault::{Fault, Place, shown};
use crate::autopilot::file::{Autopilot, Model, Wire};
use crate::autopilot::kind::BlockKind;

/// All models of a file, by name.
pub(super) struct Sheets<'a>(Vec<Sheet<'a>>);

/// A model whose blocks and wires are sound.
pub(super) struct Sheet<'a> {
    pub name: &'a str,
    /// By name.
    pub items: Vec<Item<'a>>,
    /// Entries that are inputs of the model: those that are no memories.
    entries: BTreeMap<&'a str, usize>,
    exits: BTreeMap<&'a str, usize>,
}

/// A block.
pub(super) struct Item<'a> {
    pub name: &'a str,
    pub kind: BlockKind,
    pub every: u32,
    pub settings: Settings<'a>,
    pub inputs: Vec<Input<'a>>,
    pub outputs: Vec<Output<'a>>,
}

pub(super) struct Input<'a> {
    pub name: &'a str,
    pub signal: Signal,
    pub source: Source,
}

pub(super) struct Output<'a> {
    pub name: &'a str,
    pub signal: Signal,
}

/// Where an input comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Source {
    /// Nothing leads there so far.
    Nothing,
    /// It has its default.
    Default(f32),
    /// An output of a block, both by their places.
    Output { item: usize, output: usize },
}

impl<'a> Sheets<'a> {
    pub fn find(&self, name: &str, wanted_by: impl FnOnce() -> String) -> Result<usize, Fault> {
        let found = self.0.binary_search_by(|sheet| sheet.name.cmp(name));
        found.map_err(|_| Fault::UnknownModel {
            model: shown(name),
            wanted_by: wanted_by(),
        })
    }

    pub fn get(&self, index: usize) -> &Sheet<'a> {
        &self.0[index]
    }

    pub fn iter(&self) -> impl Iterator<Item = &Sheet<'a>> {
        self.0.iter()
    }

    /// The model that a block of kind model stands for.
    pub fn held_by(&self, sheet: &Sheet<'_>, item: &Item<'_>) -> Result<usize, Fault> {
        let at = || Place::new(sheet.name, item.name).to_string();
        self.find(item.settings.text("model"), at)
    }
}

impl<'a> Sheet<'a> {
    /// The exit of this name.
    pub fn exit(&self, name: &str) -> Option<usize> {
        self.exits.get(name).copied()
    }

    /// Whether this block is an entry that remembers what went out by its name.
    pub fn memory(&self, item: &Item<'_>) -> Option<usize> {
        match item.kind {
            BlockKind::Entry => self.exit(item.settings.text("name")),
            _ => None,
        }
    }

    fn item(&self, name: &str) -> Option<usize> {
        self.items.binary_search_by(|item| item.name.cmp(name)).ok()
    }
}

/// All models of a file.
pub(super) fn all(autopilot: &Autopilot) -> Result<Sheets<'_>, Fault> {
    let sheets = autopilot
        .models
        .iter()
        .map(|(name, model)| blocks(name, model));
    let mut sheets = Sheets(sheets.collect::<Result<_, _>>()?);
    give_models_their_ports(&mut sheets)?;
    for (sheet, model) in sheets.0.iter_mut().zip(autopilot.models.values()) {
        for wire in &model.wires {
            lay(sheet, wire)?;
        }
        let unfed = sheet.items.iter().find_map(|item| {
            let input = item.inputs.iter().find(|it| it.source == Source::Nothing)?;
            Some((item.name, input.name))
        });
        if let Some((item, port)) = unfed {
            return Err(Fault::Missing {
                at: Place::new(sheet.name, item),
                port: shown(port),
            });
        }
    }
    Ok(sheets)
}

/// The blocks of a model, without what leads to their inputs.
fn blocks<'a>(name: &'a str, model: &'a Model) -> Result<Sheet<'a>, Fault> {
    let mut items = Vec::with_capacity(model.blocks.len());
    for (block_name, block) in &model.blocks {
        let at = Place::new(name, block_name);
        let Some(of) = catalogue::named(&block.kind) else {
            let kind = shown(&block.kind);
            return Err(Fault::UnknownKind { at, kind });
        };
        let settings = Settings::new(of, &block.params, &at)?;
        let signal = |port: &Port| match port.carries {
            Carries::Always(signal) => signal,
            Carries::Chosen => settings.signal(),
        };
        let inputs = of.inputs.iter().map(|port| Input {
            name: port.name,
            signal: signal(port),
            source: port.default.map_or(Source::Nothing, Source::Default),
        });
        let outputs = of.outputs.iter().map(|port| Output {
            name: port.name,
            signal: signal(port),
        });
        items.push(Item {
            name: block_name,
            kind: of.kind,
            every: block.every,
            inputs: inputs.collect(),
            outputs: outputs.collect(),
            settings,
        });
    }
    let exits = named(name, &items, BlockKind::Exit)?;
    let mut entries = named(name, &items, BlockKind::Entry)?;
    for (entry, index) in &entries {
        if let Some(exit) = exits.get(entry)
            && items[*exit].settings.signal() != items[*index].settings.signal()
        {
            return Err(Fault::Memory {
                model: shown(name),
                name: shown(entry),
            });
        }
    }
    entries.retain(|entry, _| !exits.contains_key(entry));
    Ok(Sheet {
        name,
        items,
        entries,
        exits,
    })
}

/// All entries or exits of a model by what they are called outside.
fn named<'a>(
    model: &str,
    items: &[Item<'a>],
    kind: BlockKind,
) -> Result<BTreeMap<&'a str, usize>, Fault> {
    let mut found = BTreeMap::new();
    for (index, item) in items.iter().enumerate().filter(|(_, it)| it.kind == kind) {
        let name = item.settings.text("name");
        if found.insert(name, index).is_some() {
            return Err(Fault::Twice {
                model: shown(model),
                kind: kind.name(),
                name: shown(name),
            });
        }
    }
    Ok(found)
}

/// The inputs of a model block are the entries of its model, its outputs the exits.
fn give_models_their_ports(sheets: &mut Sheets<'_>) -> Result<(), Fault> {
    for index in 0..sheets.0.len() {
        for item in 0..sheets.0[index].items.len() {
            let sheet = &sheets.0[index];
            if sheet.items[item].kind != BlockKind::Model {
                continue;
            }
            let held = sheets.get(sheets.held_by(sheet, &sheet.items[item])?);
            let signal = |it: &usize| held.items[*it].settings.signal();
            let inputs = held.entries.iter().map(|(name, entry)| Input {
                name,
                signal: signal(entry),
                source: Source::Nothing,
            });
            let outputs = held.exits.iter().map(|(name, exit)| Output {
                name,
                signal: signal(exit),
            });
            let (inputs, outputs) = (inputs.collect(), outputs.collect());
            let item = &mut sheets.0[index].items[item];
            (item.inputs, item.outputs) = (inputs, outputs);
        }
    }
    Ok(())
}

/// Lays a wire from an output to an input.
fn lay(sheet: &mut Sheet<'_>, Wire(from, to): &Wire) -> Result<(), Fault> {
    let block_of = |end: &str| {
        let (block, port) = end.split_once('.').unwrap_or((end, ""));
        let item = sheet.item(block).ok_or_else(|| Fault::UnknownBlock {
            model: shown(sheet.name),
            end: shown(end),
        })?;
        Ok((item, port.to_owned()))
    };
    let ((item, port), (fed, fed_port)) = (block_of(from)?, block_of(to)?);
    let place = |item: usize| Place::new(sheet.name, sheet.items[item].name);
    let unknown = |item, way, port: &str| Fault::UnknownPort {
        at: place(item),
        way,
        port: shown(port),
    };
    let outputs = &sheet.items[item].outputs;
    let output = outputs.iter().position(|it| it.name == port);
    let output = output.ok_or_else(|| unknown(item, "output", &port))?;
    let inputs = &sheet.items[fed].inputs;
    let input = inputs.iter().position(|it| it.name == fed_port);
    let input = input.ok_or_else(|| unknown(fed, "input", &fed_port))?;
    let (gets, wants) = (outputs[output].signal, inputs[input].signal);
    if gets != wants {
        return Err(Fault::Mismatch {
            at: place(fed),
            port: shown(&fed_port),
            wants,
            source_end: shown(from),
            gets,
        });
    }
    if matches!(inputs[input].source, Source::Output { .. }) {
        return Err(Fault::TwoSources {
            at: place(fed),
            port: shown(&fed_port),
        });
    }
    sheet.items[fed].inputs[input].source = Source::Output { item, output };
    Ok(())
}
