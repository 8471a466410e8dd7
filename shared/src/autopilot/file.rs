//! What is in an autopilot's file, as it stands there. Nothing of it has been
//! checked but its form.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::param::Param;

/// What the field `format` says in every file.
pub const FORMAT: &str = "asteroids-autopilot";
/// The version of the format that this program reads and writes.
pub const VERSION: u32 = 1;

/// An autopilot: models, one of which flies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Autopilot {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// What it does, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The model that flies. Others are held by it, or by those that it holds.
    pub main: String,
    /// All models by their names.
    pub models: BTreeMap<String, Model>,
}

/// A diagram of blocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// All blocks by their names.
    pub blocks: BTreeMap<String, Block>,
    /// What leads from outputs to inputs.
    pub wires: Vec<Wire>,
}

/// A block: what it is, and how it is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// The name of its kind in the catalogue.
    pub kind: String,
    /// Parameters by name. One that is left out has its default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, Param>,
    /// It works at every so many steps, and holds its outputs between.
    #[serde(default = "every_step", skip_serializing_if = "is_every_step")]
    pub every: u32,
    /// Where an editor shows it, in its own units: x to the right, y downward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<(f32, f32)>,
}

/// From an output to an input, each named `block.port`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Wire(
    /// The output.
    pub String,
    /// The input.
    pub String,
);

const fn every_step() -> u32 {
    1
}

const fn is_every_step(every: &u32) -> bool {
    *every == 1
}

impl Autopilot {
    /// An autopilot of one model.
    pub fn of(title: &str, model: Model) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            title: title.into(),
            about: String::new(),
            main: "main".into(),
            models: BTreeMap::from([("main".into(), model)]),
        }
    }

    /// The same with the wires of each model by their ends, so that two files differ
    /// only where the autopilots do.
    pub fn sorted(mut self) -> Self {
        for model in self.models.values_mut() {
            model
                .wires
                .sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        }
        self
    }
}

impl Block {
    /// A block of this kind with all parameters at their defaults.
    pub fn of(kind: &str) -> Self {
        Self {
            kind: kind.into(),
            params: BTreeMap::new(),
            every: 1,
            at: None,
        }
    }

    /// The same with a parameter set.
    pub fn with(mut self, name: &str, value: impl Into<Param>) -> Self {
        self.params.insert(name.into(), value.into());
        self
    }
}
