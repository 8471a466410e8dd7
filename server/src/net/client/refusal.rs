//! Why a newcomer gets no WebSocket.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::net::bounds::quota::TooOften;
use crate::net::http::problem;

/// When those may try again of whom nobody knows when there is room.
const RETRY_AFTER: Duration = Duration::from_secs(30);

/// Why a newcomer gets no WebSocket. As an answer it says when to try again.
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

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, retry_after) = match self {
            Self::Overloaded | Self::Full => (StatusCode::SERVICE_UNAVAILABLE, RETRY_AFTER),
            Self::SubnetFull => (StatusCode::TOO_MANY_REQUESTS, RETRY_AFTER),
            Self::TooOften(TooOften { retry_after }) => {
                (StatusCode::TOO_MANY_REQUESTS, retry_after)
            }
        };
        problem::told_when_to_retry(status, self.to_string(), Some(retry_after))
    }
}
