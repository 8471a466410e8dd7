//! The keeper: the edge whose store counts for all.
//!
//! Which edge that is a lease says, see [`lease`]. The keeper writes the points down that
//! the edges which lead rooms pass on, and answers what the others ask of the store.
//! While there is none points wait in their stream, and whoever asks is told that the
//! store is busy; everybody plays on.

mod duty;
mod errands;
mod lease;
mod mark;
mod watch;

use std::path::Path;
use std::time::Instant;

use tokio::sync::watch as value;

use super::points;
use super::{Cluster, ClusterError};
use crate::store::questions;
use crate::store::{GameId, Reporter, Store};
use lease::Leases;
use mark::Mark;
use watch::Watch;

impl Cluster {
    /// Shares a store with the other edges: it counts while this one is the keeper. Gives
    /// the store that counts, wherever it is, and what rooms report to. With `takes_over`
    /// this edge becomes the keeper as soon as there is none: its store was restored.
    pub async fn share_store(
        &self,
        store: Store,
        data: &Path,
        takes_over: bool,
    ) -> Result<(Store, Reporter), ClusterError> {
        let leases = Leases::open(self).await?;
        let points = points::stream(self).await?;
        let mark = Mark::open(data).map_err(ClusterError::Mark)?;
        let (keep, kept_until) = value::channel(None::<Instant>);
        let (tell_game, mut game) = value::channel(None::<GameId>);
        let watch = Watch::new(self.edge(), store.game(), mark.generation(), takes_over);
        let desk = duty::Desk {
            cluster: self.clone(),
            store: store.clone(),
            points,
        };
        let keeping = lease::Keeping {
            leases,
            watch,
            mark,
            keep,
            tell_game,
        };
        tokio::spawn(keeping.go_on(desk));
        let (elsewhere, errands) = questions::errands(Some(kept_until));
        tokio::spawn(errands::carry(self.clone(), errands));
        let told = game.wait_for(Option::is_some).await;
        // Whoever tells it goes on for ever.
        let game = told.ok().and_then(|game| *game).unwrap_or(store.game());
        let store = store.of_game(game).kept_elsewhere(elsewhere);
        Ok((store, points::pass_on(self.clone())))
    }
}
