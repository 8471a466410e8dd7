//! Flights without a server: worlds in this process, as fast as they go. The same seed
//! gives the same flight, to the bit.
//!
//! Here alone the load tester knows the game itself; its bots know the protocol.

mod chart;
mod game;
mod ladder;
mod league;
mod page;
mod recording;
mod trial;

pub use game::{Entrant, Game, Tally};
pub use ladder::{Ladder, Played, Standing, ratings, wins};
pub use league::{League, LeagueOptions};
pub use trial::{Scenario, Trial, TrialOptions};

use clap::Subcommand;

/// What is done without a server.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Flies an autopilot in a world of its own, and says what it did. Exits with status 1
    /// when an assertion of the autopilot does not hold.
    Autopilot(TrialOptions),
    /// Lets all autopilots of a folder fly against each other, and ranks them.
    League(LeagueOptions),
}
