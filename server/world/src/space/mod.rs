//! What is in the world, and where.

pub(crate) mod course;
pub(crate) mod entities;
pub mod entity;
pub(crate) mod grid;
pub mod scene;
