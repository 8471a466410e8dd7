//! Reports as scripts and people read them.

mod html;
mod names;
mod output;
mod sample;
