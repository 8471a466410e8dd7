//! The network edge on real sockets, mostly before a room that only listens.

mod admin;
mod arena;
mod audit;
mod bad_input;
mod chat;
mod cheats;
mod doors;
mod fuzz;
mod game;
mod http;
mod lobby;
mod log;
mod moderator;
mod panic;
mod patience;
mod player;
mod recognition;
mod resume;
mod siege;
