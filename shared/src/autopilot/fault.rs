//! What may be wrong with an autopilot.

use super::catalogue::Signal;
use super::file::{FORMAT, VERSION};
use super::limits;

/// Why an autopilot does not fly. Each is told in one line that names the place.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// It is something else.
    #[error("this is no autopilot: its `format` is \"{0}\", not \"{FORMAT}\"")]
    Format(String),
    /// It is of another time.
    #[error("the file's version is {0}, and this program knows version {VERSION}")]
    Version(u32),
    /// There is more than there may be.
    #[error("{what}: {count}, and {most} are the most")]
    TooMany {
        /// Of what.
        what: String,
        /// How much there is.
        count: usize,
        /// How much there may be.
        most: usize,
    },
    /// A name that is none.
    #[error(
        "\"{0}\" is no name: it has 1 to {most} characters, no dot, slash or control character, and no space at its ends",
        most = limits::NAME_MOST
    )]
    Name(String),
    /// A model that is not there.
    #[error("there is no model \"{model}\" for {wanted_by}")]
    UnknownModel {
        /// Its name.
        model: String,
        /// What names it.
        wanted_by: String,
    },
    /// A kind that is not there.
    #[error("{at}: there is no kind of block \"{kind}\"")]
    UnknownKind {
        /// Which block.
        at: Place,
        /// What it says.
        kind: String,
    },
    /// A parameter that this kind has not.
    #[error("{at}: a block of this kind has no parameter \"{param}\"")]
    UnknownParam {
        /// Which block.
        at: Place,
        /// What it says.
        param: String,
    },
    /// A parameter that is not as it must be.
    #[error("{at}: the parameter `{param}` must be {must}")]
    Param {
        /// Which block.
        at: Place,
        /// Which one.
        param: &'static str,
        /// What it must be.
        must: String,
    },
    /// A rate that is none.
    #[error(
        "{at}: `every` must be a whole number from 1 to {}",
        limits::EVERY_MOST
    )]
    Every {
        /// Which block.
        at: Place,
    },
    /// Models in models make it too slow.
    #[error(
        "block \"{path}\" works at every {every} steps, and {} are the most",
        limits::PERIOD_MOST
    )]
    TooSlow {
        /// Which block, from the main model on.
        path: String,
        /// How slow.
        every: u32,
    },
    /// A place that is no number.
    #[error("{at}: `at` must be two finite numbers")]
    At {
        /// Which block.
        at: Place,
    },
    /// Two entries or two exits of one name.
    #[error("model \"{model}\" has two blocks of kind {kind} with the name \"{name}\"")]
    Twice {
        /// The model.
        model: String,
        /// entry or exit.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// An entry and an exit that do not fit each other.
    #[error("model \"{model}\": entry and exit \"{name}\" must carry the same signal")]
    Memory {
        /// The model.
        model: String,
        /// The name of both.
        name: String,
    },
    /// A wire to or from nowhere.
    #[error(
        "model \"{model}\": the end \"{end}\" of a wire names no block; ends are written block.port"
    )]
    UnknownBlock {
        /// The model.
        model: String,
        /// The end.
        end: String,
    },
    /// A wire to or from a port that is not there.
    #[error("{at} has no {way} \"{port}\"")]
    UnknownPort {
        /// Which block.
        at: Place,
        /// input or output.
        way: &'static str,
        /// What the wire says.
        port: String,
    },
    /// An input with two sources.
    #[error("{at}: two wires lead to the input \"{port}\"")]
    TwoSources {
        /// Which block.
        at: Place,
        /// Which input.
        port: String,
    },
    /// A wire between signals that differ.
    #[error("{at}: the input \"{port}\" is a {}, and \"{source_end}\" is a {}", .wants.name(), .gets.name())]
    Mismatch {
        /// Which block.
        at: Place,
        /// Which input.
        port: String,
        /// What it carries.
        wants: Signal,
        /// Where the wire comes from.
        source_end: String,
        /// What that carries.
        gets: Signal,
    },
    /// An input without a source.
    #[error("{at}: no wire leads to the input \"{port}\"")]
    Missing {
        /// Which block.
        at: Place,
        /// Which input.
        port: String,
    },
    /// A model that holds itself.
    #[error("models must not hold themselves: {0}")]
    Recursion(Ring),
    /// A loop that nothing delays.
    #[error("a loop without a delay: {0}; put a unit_delay into it")]
    Loop(Ring),
    /// It costs more than it may.
    #[error("a step costs {price}, and the budget is {budget}")]
    TooDear {
        /// What it costs.
        price: u32,
        /// What it may cost.
        budget: u32,
    },
    /// The main model wants to know what no ship knows.
    #[error("there is no sensor \"{0}\"; shared/autopilots/README.md lists them")]
    UnknownSensor(String),
    /// A sensor is taken for something else.
    #[error("the sensor \"{name}\" is a {}, and its entry is a {}", .is.name(), .taken_for.name())]
    SensorSignal {
        /// Its name.
        name: String,
        /// What it is.
        is: Signal,
        /// What the entry says.
        taken_for: Signal,
    },
    /// A control is no bool.
    #[error("the control \"{0}\" must be a bool")]
    ControlSignal(String),
}

/// A block of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The model.
    pub model: String,
    /// The block in it.
    pub block: String,
}

impl Place {
    pub(super) fn new(model: &str, block: &str) -> Self {
        Self {
            model: shown(model),
            block: shown(block),
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "model \"{}\", block \"{}\"", self.model, self.block)
    }
}

/// Names that lead from one to the next, and from the last to the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring(pub Vec<String>);

impl std::fmt::Display for Ring {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for name in &self.0 {
            write!(to, "{name} → ")?;
        }
        to.write_str(self.0.first().map_or("", String::as_str))
    }
}

/// A text from a file as a line shows it: not too long, and on that line.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(MOST).collect();
    let end = if letters.next().is_some() { "…" } else { "" };
    let safe: String = start
        .chars()
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .collect();
    safe + end
}
