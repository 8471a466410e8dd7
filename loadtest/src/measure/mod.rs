//! What is counted of a run, and what the server says of itself.

pub(crate) mod asked;
pub mod exposition;
pub mod journal;
pub(crate) mod observer;
pub mod punctuality;
pub mod stats;
pub mod strain;
pub(crate) mod summary;
pub mod timeline;
pub mod view;
pub mod witness;
