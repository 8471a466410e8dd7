//! The value of a parameter in a file.

use serde::{Deserialize, Serialize};

/// The value of a parameter in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Param {
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f32),
    /// A text.
    Text(String),
    /// A list of numbers.
    Numbers(Vec<f32>),
}

impl From<bool> for Param {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f32> for Param {
    fn from(value: f32) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Param {
    fn from(value: &str) -> Self {
        Self::Text(value.into())
    }
}

impl From<Vec<f32>> for Param {
    fn from(value: Vec<f32>) -> Self {
        Self::Numbers(value)
    }
}
