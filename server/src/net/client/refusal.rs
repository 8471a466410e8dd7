//! Why a newcomer gets no WebSocket.

use std::time::Duration;

use asteroids_shared::protocol::Role;
use axum::http::StatusCode;
use axum::response::Response;

use crate::net::Edge;
use crate::net::bounds::quota::TooOften;
use crate::net::door::admission::Load;
use crate::net::http::problem;

/// When those may try again of whom nobody knows when there is room.
const RETRY_AFTER: Duration = Duration::from_secs(30);

/// Why a newcomer gets no WebSocket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Memory or time runs out.
    #[error("the server is overloaded: try again later")]
    Overloaded,
    /// There are as many connections as there may be.
    #[error("too many connections: try again later")]
    Full,
    /// A subnet has as many connections as it may have.
    #[error("too many connections from your address: close some, or try again later")]
    SubnetFull,
    /// A subnet comes in more often than it may.
    #[error("too many connections from your address lately: try again later")]
    TooOften(#[from] TooOften),
}

impl Edge {
    /// Why nobody may come in now, if that is so.
    pub(in crate::net) fn turns_away(&self) -> Option<Refusal> {
        match *self.load.borrow() {
            Load::Over => Some(Refusal::Overloaded),
            Load::Fine | Load::High => (!self.has_space()).then_some(Refusal::Full),
        }
    }

    /// Tells a newcomer why it gets no WebSocket, and where it would get one.
    pub(in crate::net) fn refuse(&self, refusal: Refusal) -> Response {
        let (status, retry_after) = match refusal {
            Refusal::Overloaded | Refusal::Full => (StatusCode::SERVICE_UNAVAILABLE, RETRY_AFTER),
            Refusal::SubnetFull => (StatusCode::TOO_MANY_REQUESTS, RETRY_AFTER),
            Refusal::TooOften(TooOften { retry_after }) => {
                (StatusCode::TOO_MANY_REQUESTS, retry_after)
            }
        };
        let elsewhere = match refusal {
            Refusal::Overloaded | Refusal::Full => self.elsewhere(Role::Pilot),
            Refusal::SubnetFull | Refusal::TooOften(_) => None,
        };
        let mut told = problem::told_elsewhere(status, refusal.to_string(), elsewhere);
        problem::retry(&mut told, retry_after);
        told
    }
}
