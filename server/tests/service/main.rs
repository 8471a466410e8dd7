//! The program as service managers run it: on sockets that were open before,
//! telling when it is ready, that it lives, and that it stops; in a place where
//! only processes are to be seen; with few descriptors.

mod descriptors;
mod handover;
mod life;
mod memory;
mod program;
#[path = "../scratch/mod.rs"]
mod scratch;
