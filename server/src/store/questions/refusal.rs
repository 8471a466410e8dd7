//! What a store says that does not do what it was asked, on its way to whoever asked.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::store::StoreError;

/// An answer on its way.
#[derive(Serialize, Deserialize)]
pub enum Told<T> {
    /// It.
    Answer(T),
    /// Why there is none.
    Refusal(Refusal),
}

/// Why a store does not do what it was asked, as far as that helps whoever asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    Busy,
    NoSecret,
    NameTaken,
    NameLooksTaken,
    AlreadyClaimed,
    JustChanged,
    TooManyBans,
    NoBan,
    NoPlayer,
    Banned,
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoSecret => Self::NoSecret,
            StoreError::NameTaken => Self::NameTaken,
            StoreError::NameLooksTaken => Self::NameLooksTaken,
            StoreError::AlreadyClaimed => Self::AlreadyClaimed,
            StoreError::JustChanged => Self::JustChanged,
            StoreError::TooManyBans => Self::TooManyBans,
            StoreError::NoBan => Self::NoBan,
            StoreError::NoPlayer => Self::NoPlayer,
            StoreError::Banned => Self::Banned,
            // What is wrong with its disk the keeper's log says.
            StoreError::Busy
            | StoreError::Newer { .. }
            | StoreError::Sqlite(_)
            | StoreError::Io { .. }
            | StoreError::Damaged { .. }
            | StoreError::File(_)
            | StoreError::InUse => Self::Busy,
        }
    }
}

impl From<Refusal> for StoreError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Busy => Self::Busy,
            Refusal::NoSecret => Self::NoSecret,
            Refusal::NameTaken => Self::NameTaken,
            Refusal::NameLooksTaken => Self::NameLooksTaken,
            Refusal::AlreadyClaimed => Self::AlreadyClaimed,
            Refusal::JustChanged => Self::JustChanged,
            Refusal::TooManyBans => Self::TooManyBans,
            Refusal::NoBan => Self::NoBan,
            Refusal::NoPlayer => Self::NoPlayer,
            Refusal::Banned => Self::Banned,
        }
    }
}

impl<T> From<Result<T, StoreError>> for Told<T> {
    fn from(answer: Result<T, StoreError>) -> Self {
        match answer {
            Ok(answer) => Self::Answer(answer),
            Err(error) => {
                tracing::debug!(%error, "another edge asked in vain");
                Self::Refusal(error.into())
            }
        }
    }
}

/// Writes an answer down. What cannot be written is an answer to nobody.
pub fn write<T: Serialize>(told: &Told<T>) -> Vec<u8> {
    rmp_serde::to_vec_named(told).unwrap_or_else(|error| {
        tracing::error!(%error, "an answer cannot be written down");
        Vec::new()
    })
}

/// Reads it again.
pub fn read<T: DeserializeOwned>(answer: &[u8]) -> Result<T, StoreError> {
    match rmp_serde::from_slice(answer) {
        Ok(Told::Answer(answer)) => Ok(answer),
        Ok(Told::Refusal(refusal)) => Err(refusal.into()),
        Err(error) => {
            tracing::warn!("the keeper's answer cannot be read: {error}");
            Err(StoreError::Busy)
        }
    }
}
