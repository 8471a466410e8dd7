//! The threads of the store, and what waits for them.

pub(in crate::store) mod queue;
pub(in crate::store) mod reader_thread;
pub(in crate::store) mod thread;
mod writer;
