//! What one client may see and cannot predict.
//!
//! The [`Ledger`] knows, for the whole room, where clients show each entity;
//! a [`View`] knows which entities one client has been told of, and until when.
//! Both read the world and never change it.

pub mod chronicle;
pub mod client_ids;
pub mod client_view;
pub mod density;
pub mod describe;
pub mod entry;
mod fate;
pub mod ledger;
pub mod notables;
mod records;
pub mod scratch;
pub mod settings;
pub mod watcher;
mod window;

pub use chronicle::Chronicle;
pub use client_view::View;
pub use density::Density;
pub use ledger::Ledger;
pub use notables::Fights;
pub use scratch::Scratch;
pub use settings::ViewSettings;
pub use watcher::{Cadence, Watcher};
