//! The network edge on real sockets, mostly before a room that only listens.

mod admin;
mod answer;
mod arena;
mod audit;
mod autopilots;
mod bad_input;
mod bans;
mod chat;
mod cheats;
mod clips;
mod doors;
mod eve;
mod events;
mod films;
mod fuzz;
mod game;
mod headers;
mod health;
mod http;
mod lobby;
mod log;
mod moderator;
mod newcomers;
mod page;
mod panic;
mod patience;
mod peers;
mod pilot;
mod player;
mod recognition;
mod resume;
#[path = "../scratch/mod.rs"]
mod scratch;
mod served;
mod siege;
mod wishes;
