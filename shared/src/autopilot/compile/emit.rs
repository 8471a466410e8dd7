//! The program of parts in their order.

use std::collections::BTreeMap;

use super::flat::{Part, Role, Source};
use crate::autopilot::blocks::{self, Setup, Work};
use crate::autopilot::catalogue::Signal;
use crate::autopilot::fault::Fault;
use crate::autopilot::kind::BlockKind;
use crate::autopilot::limits::CONTEXT_MOST;
use crate::autopilot::program::{Check, Held, Kept, Node, Probe, Program, Rate, Terminal};
use crate::rules::DT_S;

/// Writes the program.
pub(super) fn program(parts: &[Part<'_>], order: &[usize], price: u32) -> Result<Program, Fault> {
    let mut writer = Writer::new(parts);
    writer.terminals(Role::Input);
    writer.terminals(Role::Output);
    writer.constants();
    for &part in order {
        writer.part(part);
    }
    writer.wires();
    writer.probes();
    let program = writer.program;
    if program.context_len > CONTEXT_MOST {
        return Err(Fault::TooMany {
            what: "numbers of memory for a ship".into(),
            count: program.context_len,
            most: CONTEXT_MOST,
        });
    }
    Ok(Program { price, ..program })
}

struct Writer<'a> {
    parts: &'a [Part<'a>],
    /// The first row of each part's outputs.
    rows: Vec<usize>,
    /// The rows of numbers that are always the same, by their bits.
    constants: BTreeMap<u32, usize>,
    program: Program,
}

impl<'a> Writer<'a> {
    fn new(parts: &'a [Part<'a>]) -> Self {
        Self {
            parts,
            rows: vec![0; parts.len()],
            constants: BTreeMap::new(),
            program: Program::default(),
        }
    }

    /// Takes so many numbers of the context.
    fn take(&mut self, count: usize) -> usize {
        let at = self.program.context_len;
        self.program.context_len += count;
        at
    }

    /// Gives each entry or exit of the main model its place in the context, by name.
    fn terminals(&mut self, role: Role) {
        let parts = self.parts.iter().filter(|part| part.role == role);
        let names: BTreeMap<_, _> = parts
            .map(|part| (part.item.settings.text("name"), part.item.settings.signal()))
            .collect();
        for (name, signal) in names {
            let at = self.take(signal.width());
            let terminal = Terminal {
                name: name.into(),
                signal,
                at,
            };
            match role {
                Role::Input => self.program.inputs.push(terminal),
                Role::Output => self.program.outputs.push(terminal),
                Role::Block | Role::Memory | Role::Probe => {}
            }
        }
    }

    /// Gives what never changes its rows, before all others.
    fn constants(&mut self) {
        for part in 0..self.parts.len() {
            let Part { item, sources, .. } = &self.parts[part];
            for source in sources {
                if let Source::Always(value) = source {
                    self.constant(*value);
                }
            }
            let values = match item.kind {
                BlockKind::Constant | BlockKind::Flag => vec![item.settings.number("value")],
                BlockKind::ConstantVector => {
                    vec![item.settings.number("x"), item.settings.number("y")]
                }
                _ => continue,
            };
            // Numbers of a vector lie beside each other.
            self.rows[part] = self.program.constants.len();
            self.program.constants.extend(values);
        }
        self.program.rows = self.program.constants.len();
    }

    fn constant(&mut self, value: f32) -> usize {
        let constants = &mut self.program.constants;
        *self.constants.entry(value.to_bits()).or_insert_with(|| {
            constants.push(value);
            constants.len() - 1
        })
    }

    /// The rows of an input.
    fn input(&mut self, source: Source, width: usize) -> Vec<u16> {
        match source {
            Source::Always(value) => vec![self.constant(value) as u16; width],
            Source::Output { part, output } => {
                let outputs = self.parts[part].outputs();
                let before: usize = outputs[..output].iter().map(|it| it.width()).sum();
                let first = self.rows[part] + before;
                (first..first + width).map(|row| row as u16).collect()
            }
        }
    }

    fn part(&mut self, index: usize) {
        let part = &self.parts[index];
        let is_constant = matches!(
            part.item.kind,
            BlockKind::Constant | BlockKind::Flag | BlockKind::ConstantVector
        );
        if is_constant || part.role == Role::Probe {
            return;
        }
        let work = work(part);
        let memory = self.memory(part, &work);
        let outputs: usize = part.outputs().iter().map(|it| it.width()).sum();
        let held = (part.every > 1).then(|| {
            let at = self.take(outputs);
            self.program.kept.push(Kept {
                path: part.path.clone(),
                what: "held",
                at,
                memory: blocks::Memory::Of(vec![0.0; outputs]),
            });
            let rate = self.rate(part.every);
            Held { rate, at }
        });
        let first = self.program.rows;
        self.rows[index] = first;
        self.program.rows += outputs;
        if work.then.is_some() {
            self.program.later.push(self.program.nodes.len());
        }
        self.program.nodes.push(Node {
            part: index,
            run: work.run,
            then: work.then,
            // Those of a later part may not have their rows yet.
            inputs: Vec::new(),
            outputs: first..first + outputs,
            memory,
            held,
        });
    }

    fn memory(&mut self, part: &Part<'_>, work: &Work) -> std::ops::Range<usize> {
        let name = || part.item.settings.text("name");
        let terminals = match part.role {
            Role::Input => &self.program.inputs,
            Role::Output => &self.program.outputs,
            Role::Block | Role::Memory | Role::Probe => {
                let at = self.take(work.memory.len());
                if work.memory.len() > 0 {
                    self.program.kept.push(Kept {
                        path: part.path.clone(),
                        what: part.item.kind.name(),
                        at,
                        memory: work.memory.clone(),
                    });
                }
                return at..at + work.memory.len();
            }
        };
        let terminal = terminals.iter().find(|it| it.name == name());
        terminal.map_or(0..0, Terminal::range)
    }

    fn rate(&mut self, every: u32) -> usize {
        let rates = &self.program.rates;
        if let Some(known) = rates.iter().position(|rate| rate.every == every) {
            return known;
        }
        let at = self.take(1);
        self.program.rates.push(Rate { every, at });
        self.program.rates.len() - 1
    }

    /// What each reads, when all have their rows.
    fn wires(&mut self) {
        for node in 0..self.program.nodes.len() {
            let part = self.program.nodes[node].part;
            self.program.nodes[node].inputs = self.inputs(part);
        }
    }

    /// What is looked at.
    fn probes(&mut self) {
        for index in 0..self.parts.len() {
            let part = &self.parts[index];
            if part.role != Role::Probe {
                continue;
            }
            let settings = &part.item.settings;
            let rows = self.inputs(index);
            self.program.probes.push(Probe {
                path: part.path.clone(),
                signal: part.item.inputs[0].signal,
                row: usize::from(rows[0]),
                check: (part.item.kind == BlockKind::Assert).then(|| Check {
                    message: settings.text("message").into(),
                    from_step: settings.whole("from_step"),
                }),
                unit: if part.item.kind == BlockKind::Scope {
                    settings.text("unit").into()
                } else {
                    String::new()
                },
            });
        }
    }

    fn inputs(&mut self, index: usize) -> Vec<u16> {
        let part = &self.parts[index];
        let signals: Vec<Signal> = if part.item.kind == BlockKind::Entry {
            vec![part.item.settings.signal()]
        } else {
            part.item.inputs.iter().map(|input| input.signal).collect()
        };
        let fed = part.sources.iter().zip(signals);
        fed.flat_map(|(source, signal)| self.input(*source, signal.width()))
            .collect()
    }
}

/// What the part does.
fn work(part: &Part<'_>) -> Work {
    let setup = Setup {
        settings: &part.item.settings,
        h: part.every as f32 * DT_S,
    };
    match part.role {
        Role::Input => blocks::terminal(part.item.settings.signal(), false),
        Role::Output => blocks::terminal(part.item.settings.signal(), true),
        Role::Memory => blocks::memory_entry(&setup),
        Role::Block | Role::Probe => blocks::work(part.item.kind, &setup),
    }
}
