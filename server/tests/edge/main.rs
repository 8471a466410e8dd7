//! The network edge on real sockets, before a room that only listens.

mod bad_input;
mod game;
mod http;
mod lobby;
mod panic;
mod patience;
mod player;
