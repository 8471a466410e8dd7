//! From a file to a program, or to the fault in the file. Nothing of a file is
//! believed: each step checks what the next one relies on.

mod bounds;
mod emit;
mod flat;
mod order;
mod settings;
mod sheet;

pub(super) use settings::Settings;

use super::fault::Fault;
use super::file::Autopilot;
use super::program::Program;

/// The program of an autopilot whose step costs no more than the budget, in additions.
///
/// It is the same in whatever order blocks and wires stand in the file.
pub fn compile(autopilot: &Autopilot, budget: u32) -> Result<Program, Fault> {
    bounds::check(autopilot)?;
    let sheets = sheet::all(autopilot)?;
    let main = sheets.find(&autopilot.main, || "the field `main`".into())?;
    let parts = flat::parts(&sheets, main)?;
    let price = order::price(&parts, budget)?;
    let order = order::of(&parts)?;
    emit::program(&parts, &order, price)
}
