//! Autopilots: what is wrong with a file, what each block does, and what holds for all.

mod bench;
mod blocks;
mod faults;
mod laws;
mod loops;
mod responses;
mod sensors;
