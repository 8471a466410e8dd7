//! What a file may be before anything in it is looked up.

use crate::autopilot::fault::{Fault, Place, shown};
use crate::autopilot::file::{Autopilot, Block, FORMAT, VERSION};
use crate::autopilot::limits::{
    BLOCKS_MOST, EVERY_MOST, MODELS_MOST, NAME_MOST, NUMBERS_MOST, TEXT_MOST, WIRES_MOST,
};
use crate::autopilot::param::Param;

/// Whether it is an autopilot of this version, of a size that may be, with names that
/// are some.
pub(super) fn check(autopilot: &Autopilot) -> Result<(), Fault> {
    if autopilot.format != FORMAT {
        return Err(Fault::Format(shown(&autopilot.format)));
    }
    if autopilot.version != VERSION {
        return Err(Fault::Version(autopilot.version));
    }
    at_most(MODELS_MOST, autopilot.models.len(), || "models".into())?;
    text(&autopilot.title, || "characters of the title".into())?;
    text(&autopilot.about, || {
        "characters of the field `about`".into()
    })?;
    let mut numbers = 0;
    for (model_name, model) in &autopilot.models {
        name(model_name)?;
        let of_model = |what: &str| format!("{what} of model \"{}\"", shown(model_name));
        at_most(BLOCKS_MOST, model.blocks.len(), || of_model("blocks"))?;
        at_most(WIRES_MOST, model.wires.len(), || of_model("wires"))?;
        for (block_name, block) in &model.blocks {
            name(block_name)?;
            numbers += of_block(block, &Place::new(model_name, block_name))?;
        }
    }
    at_most(NUMBERS_MOST, numbers, || {
        "numbers in lists of parameters".into()
    })
}

/// Says how many numbers there are in its lists.
fn of_block(block: &Block, at: &Place) -> Result<usize, Fault> {
    if !(1..=EVERY_MOST).contains(&block.every) {
        return Err(Fault::Every { at: at.clone() });
    }
    if block
        .at
        .is_some_and(|(x, y)| !x.is_finite() || !y.is_finite())
    {
        return Err(Fault::At { at: at.clone() });
    }
    let mut numbers = 0;
    for param in block.params.values() {
        match param {
            Param::Text(it) => text(it, || format!("{at}: characters of a text"))?,
            Param::Numbers(list) => numbers += list.len(),
            Param::Bool(_) | Param::Number(_) => {}
        }
    }
    Ok(numbers)
}

fn at_most(most: usize, count: usize, what: impl FnOnce() -> String) -> Result<(), Fault> {
    if count <= most {
        return Ok(());
    }
    let what = what();
    Err(Fault::TooMany { what, count, most })
}

fn text(text: &str, what: impl FnOnce() -> String) -> Result<(), Fault> {
    at_most(TEXT_MOST, text.chars().count(), what)
}

fn name(name: &str) -> Result<(), Fault> {
    let is_whole = (1..=NAME_MOST).contains(&name.chars().count())
        && !name.starts_with(' ')
        && !name.ends_with(' ')
        && !name
            .chars()
            .any(|it| it == '.' || it == '/' || it.is_control());
    if is_whole {
        Ok(())
    } else {
        Err(Fault::Name(shown(name)))
    }
}
