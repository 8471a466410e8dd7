//! The settings of autopilots.

use clap::Args;

/// Who may fly by an autopilot.
#[derive(Clone, Debug, Args)]
pub struct Autopilots {
    /// Let no autopilot fly for people: who tries is told so
    #[arg(long, env = "ASTEROIDS_NO_AUTOPILOTS")]
    pub no_autopilots: bool,
}
