//! The server as a process among others: signals that it gets, streams that it
//! writes to, and how it ends.

mod ends;
mod process;
mod refusals;
#[path = "../scratch/mod.rs"]
mod scratch;
mod signals;
mod streams;
mod written;
