//! The rules of the game, told as its players would tell them.

mod absence;
mod autopilots;
mod crashes;
mod duels;
mod field;
mod flight;
mod game;
mod growth;
mod guard;
mod guns;
mod hyperspace;
mod lives;
mod names;
mod occasions;
mod pickups;
mod rocks;
mod saucers;
mod scores;
mod seam;
mod spawns;
mod teams;
mod warps;
