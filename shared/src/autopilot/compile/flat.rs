//! All models in the places of the blocks that hold them.

use super::sheet::{Item, Sheet, Sheets, Source as SheetSource};
use crate::autopilot::catalogue::Signal;
use crate::autopilot::fault::{Fault, Ring, shown};
use crate::autopilot::kind::BlockKind;
use crate::autopilot::limits::{PARTS_MOST, PERIOD_MOST};

/// A block of the whole, which holds no model.
pub(super) struct Part<'a> {
    /// Its name from the main model on: `block/block in it`.
    pub path: String,
    pub item: &'a Item<'a>,
    pub every: u32,
    pub role: Role,
    /// For each of its inputs; an entry that is fed has one too.
    pub sources: Vec<Source>,
}

/// What a part is in the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// What its kind says, or a wire from one model to another.
    Block,
    /// An entry of the main model.
    Input,
    /// An exit of the main model.
    Output,
    /// An entry that remembers.
    Memory,
    /// It is only looked at.
    Probe,
}

/// Where an input comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Source {
    Always(f32),
    Output { part: usize, output: usize },
}

impl Part<'_> {
    /// What its outputs carry. An exit has what comes in, for whoever holds its model.
    pub fn outputs(&self) -> Vec<Signal> {
        if self.item.kind == BlockKind::Exit {
            vec![self.item.settings.signal()]
        } else {
            self.item
                .outputs
                .iter()
                .map(|output| output.signal)
                .collect()
        }
    }
}

/// A model at its place.
struct Instance<'a> {
    sheet: &'a Sheet<'a>,
    /// The instance that holds it, and the block there.
    holder: Option<(usize, usize)>,
    /// For each of its blocks what has become of it.
    placed: Vec<Placed>,
}

#[derive(Clone, Copy)]
enum Placed {
    Part(usize),
    Instance(usize),
    /// A note.
    Nowhere,
}

/// All parts of the main model, in the order of their names within each model.
pub(super) fn parts<'a>(sheets: &'a Sheets<'a>, main: usize) -> Result<Vec<Part<'a>>, Fault> {
    bound(sheets, main)?;
    let mut whole = Whole {
        sheets,
        instances: Vec::new(),
        parts: Vec::new(),
        homes: Vec::new(),
    };
    whole.place(main, None, "", 1)?;
    for part in 0..whole.parts.len() {
        whole.parts[part].sources = whole.sources(part);
    }
    Ok(whole.parts)
}

/// No model may hold itself, and all together must not be too many: few models may
/// stand for more blocks than there are numbers.
fn bound(sheets: &Sheets<'_>, main: usize) -> Result<(), Fault> {
    let mut counts = vec![None; sheets.iter().count()];
    for model in 0..counts.len() {
        count(sheets, model, &mut Vec::new(), &mut counts)?;
    }
    match counts[main] {
        Some(count) if count > PARTS_MOST => Err(Fault::TooMany {
            what: "blocks with those in models in models".into(),
            count,
            most: PARTS_MOST,
        }),
        Some(_) | None => Ok(()),
    }
}

/// How many blocks a model is, with those in the models that it holds.
fn count(
    sheets: &Sheets<'_>,
    model: usize,
    above: &mut Vec<usize>,
    counts: &mut [Option<usize>],
) -> Result<usize, Fault> {
    if let Some(count) = counts[model] {
        return Ok(count);
    }
    if let Some(start) = above.iter().position(|&it| it == model) {
        let names = above[start..].iter().map(|&it| shown(sheets.get(it).name));
        return Err(Fault::Recursion(Ring(names.collect())));
    }
    above.push(model);
    let sheet = sheets.get(model);
    let mut sum = sheet.items.len();
    for item in sheet.items.iter().filter(|it| it.kind == BlockKind::Model) {
        let held = sheets.held_by(sheet, item)?;
        sum = sum.saturating_add(count(sheets, held, above, counts)?);
    }
    above.pop();
    counts[model] = Some(sum);
    Ok(sum)
}

struct Whole<'a> {
    sheets: &'a Sheets<'a>,
    instances: Vec<Instance<'a>>,
    parts: Vec<Part<'a>>,
    /// For each part its instance.
    homes: Vec<usize>,
}

impl<'a> Whole<'a> {
    /// Puts a model at its place, and says which instance it is.
    fn place(
        &mut self,
        model: usize,
        holder: Option<(usize, usize)>,
        path: &str,
        every: u32,
    ) -> Result<usize, Fault> {
        let sheet = self.sheets.get(model);
        let instance = self.instances.len();
        self.instances.push(Instance {
            sheet,
            holder,
            placed: Vec::with_capacity(sheet.items.len()),
        });
        for (index, item) in sheet.items.iter().enumerate() {
            let path = format!("{path}{}", item.name);
            let every = every.saturating_mul(item.every);
            if every > PERIOD_MOST {
                return Err(Fault::TooSlow { path, every });
            }
            let placed = match item.kind {
                BlockKind::Note => Placed::Nowhere,
                BlockKind::Model => {
                    let held = self.sheets.held_by(sheet, item)?;
                    let path = format!("{path}/");
                    Placed::Instance(self.place(held, Some((instance, index)), &path, every)?)
                }
                _ => {
                    self.parts.push(Part {
                        path,
                        item,
                        every,
                        role: role(sheet, item, holder.is_none()),
                        sources: Vec::new(),
                    });
                    self.homes.push(instance);
                    Placed::Part(self.parts.len() - 1)
                }
            };
            self.instances[instance].placed.push(placed);
        }
        Ok(instance)
    }

    fn sources(&self, part: usize) -> Vec<Source> {
        let (Part { item, role, .. }, home) = (&self.parts[part], self.homes[part]);
        let instance = &self.instances[home];
        match (role, item.kind, instance.holder) {
            (Role::Memory, _, _) => {
                let exit = instance.sheet.memory(item);
                exit.map_or_else(Vec::new, |exit| vec![self.resolve(home, exit, 0)])
            }
            (Role::Block, BlockKind::Entry, Some((above, block))) => {
                let name = item.settings.text("name");
                let inputs = &self.instances[above].sheet.items[block].inputs;
                let input = inputs.iter().filter(|input| input.name == name);
                input
                    .map(|input| self.source(above, input.source))
                    .collect()
            }
            _ => {
                let inputs = item.inputs.iter();
                inputs
                    .map(|input| self.source(home, input.source))
                    .collect()
            }
        }
    }

    fn source(&self, instance: usize, source: SheetSource) -> Source {
        match source {
            SheetSource::Output { item, output } => self.resolve(instance, item, output),
            SheetSource::Default(value) => Source::Always(value),
            SheetSource::Nothing => unreachable!("every input has a source by now"),
        }
    }

    /// The part that an output of a block is, through all models.
    fn resolve(&self, instance: usize, item: usize, output: usize) -> Source {
        let Instance { sheet, placed, .. } = &self.instances[instance];
        match placed[item] {
            Placed::Part(part) => Source::Output { part, output },
            Placed::Instance(held) => {
                let name = sheet.items[item].outputs[output].name;
                let exit = self.instances[held].sheet.exit(name);
                let exit = exit.unwrap_or_else(|| unreachable!("outputs are made of exits"));
                self.resolve(held, exit, 0)
            }
            Placed::Nowhere => unreachable!("a note has no outputs"),
        }
    }
}

fn role(sheet: &Sheet<'_>, item: &Item<'_>, is_main: bool) -> Role {
    match item.kind {
        BlockKind::Entry if sheet.memory(item).is_some() => Role::Memory,
        BlockKind::Entry if is_main => Role::Input,
        BlockKind::Exit if is_main => Role::Output,
        BlockKind::Scope | BlockKind::Assert => Role::Probe,
        _ => Role::Block,
    }
}
