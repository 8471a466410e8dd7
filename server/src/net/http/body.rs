//! What a request brings.

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::problem::Problem;

/// How long it may take to arrive, whatever is done with it then.
const READ_WITHIN: Duration = Duration::from_secs(5);

/// A JSON body.
pub(in crate::net) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let body = timeout(READ_WITHIN, Json::from_request(request, state)).await;
        let body = body.map_err(|_| Problem::TooSlow)?;
        let Json(body) = body.map_err(|refused: JsonRejection| match refused.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
            _ => Problem::Malformed,
        })?;
        Ok(Self(body))
    }
}
