//! What may be said can be said, and nothing else is understood.

mod allocation;
mod arbitrary;
mod forms;
mod fuzz;
mod round_trip;
mod strict;
