//! The network edge on real sockets, mostly before a room that only listens.

mod arena;
mod bad_input;
mod cheats;
mod doors;
mod fuzz;
mod game;
mod http;
mod lobby;
mod log;
mod panic;
mod patience;
mod player;
mod resume;
mod siege;
