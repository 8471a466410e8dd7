//! What a request is told that cannot be served.

use std::time::Duration;

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::net::peers::PublicAddress;
use crate::net::visitor::hasher::NotHashed;
use crate::net::visitor::networks::NotANetwork;
use crate::store::StoreError;

/// Why a request is not served.
#[derive(Debug, thiserror::Error)]
pub(in crate::net) enum Problem {
    #[error("not found")]
    NotFound,
    #[error("pages of other sites may not do this: open the game's own page")]
    ForeignOrigin,
    #[error("the body must be JSON with the documented fields")]
    Malformed,
    #[error("the body is too large")]
    TooLarge,
    #[error("the body took too long to arrive: try again")]
    TooSlow,
    #[error("period is day, week or all; limit is a number")]
    NoSuchBoard,
    #[error("write the name as UTF-8, percent-encoded: /api/players?name=NAME")]
    UnreadableName,
    #[error("choose a name with visible characters")]
    NoName,
    #[error("choose a password of at least 8 characters and at most 256 bytes")]
    PasswordLength,
    #[error("this browser has no player yet: play first")]
    NobodyYet,
    #[error(
        "this browser's cookie for the game arrives damaged: reload the page, and if that does not help, delete the cookies of this site"
    )]
    DamagedCookie,
    #[error("claim the player first, or its scores could not be reached any more")]
    NotClaimed,
    #[error("this player has no password yet: claim it first")]
    NoPassword,
    #[error("name or password is wrong")]
    WrongPassword,
    #[error("too many requests from your address at once: try again")]
    AsksTooMuch,
    #[error("too many tries: wait ten minutes")]
    TooManyGuesses,
    #[error("the admin token is missing or wrong: send Authorization: Bearer TOKEN")]
    WrongToken,
    #[error("who is banned opens no rooms")]
    Banned,
    #[error("the key of this room is missing or wrong: send Authorization: Bearer KEY")]
    WrongKey,
    #[error("your address has as many rooms of its own as it may have: leave one")]
    RoomsEnough,
    #[error("there are no moderators: start the server with --admin-token-file FILE")]
    NoModerators,
    #[error("too many wrong admin tokens: wait a minute")]
    TooManyTokens,
    #[error("nobody with this number is here any more: look again")]
    NobodyHere,
    #[error("this one is at another edge of the cluster: ban its name or its network")]
    Elsewhere,
    #[error("a number is out of its range")]
    OutOfRange,
    #[error("write a text with visible characters")]
    NothingToSay,
    #[error("{0}")]
    NoNetwork(NotANetwork),
    #[error("this is a proxy's address, by which everybody comes: ban a name or a network")]
    ProxysAddress,
    #[error("the ban is made, but not for all addresses: {0}")]
    BannedInPart(Box<Problem>),
    #[error("the audit log cannot be written or read, so nothing is done: {0}")]
    Unrecorded(std::io::Error),
    #[error("this cannot be kept over a restart, so nothing is done: {0}")]
    Unkept(std::io::Error),
    #[error("the order was broken off: see in the audit log how far it came")]
    BrokenOff,
    #[error("{0}")]
    NotHashed(#[from] NotHashed),
    #[error("{0}")]
    Store(#[from] StoreError),
}

#[derive(Serialize)]
struct Told {
    error: String,
    /// Another edge of the cluster, which has a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    elsewhere: Option<PublicAddress>,
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::BannedInPart(problem) => problem.status(),
            Self::NotFound
            | Self::NoModerators
            | Self::NobodyHere
            | Self::Store(StoreError::NoPlayer | StoreError::NoBan) => StatusCode::NOT_FOUND,
            Self::ForeignOrigin | Self::Banned => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Malformed
            | Self::DamagedCookie
            | Self::NoSuchBoard
            | Self::UnreadableName
            | Self::NoName
            | Self::PasswordLength
            | Self::OutOfRange
            | Self::NothingToSay
            | Self::NoNetwork(_) => StatusCode::BAD_REQUEST,
            Self::NobodyYet | Self::WrongPassword | Self::WrongToken | Self::WrongKey => {
                StatusCode::UNAUTHORIZED
            }
            Self::NotClaimed
            | Self::NoPassword
            | Self::ProxysAddress
            | Self::Elsewhere
            | Self::Store(
                StoreError::NameTaken
                | StoreError::NameLooksTaken
                | StoreError::AlreadyClaimed
                | StoreError::JustChanged
                | StoreError::TooManyBans
                | StoreError::Banned,
            ) => StatusCode::CONFLICT,
            Self::AsksTooMuch | Self::TooManyGuesses | Self::TooManyTokens | Self::RoomsEnough => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::Unrecorded(_) | Self::Unkept(_) => StatusCode::INSUFFICIENT_STORAGE,
            Self::BrokenOff
            | Self::NotHashed(NotHashed::Unreadable)
            | Self::Store(StoreError::NoSecret) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TooSlow
            | Self::NotHashed(_)
            | Self::Store(
                StoreError::Busy
                | StoreError::File(_)
                | StoreError::InUse
                | StoreError::Newer { .. }
                | StoreError::Sqlite(_)
                | StoreError::Io { .. }
                | StoreError::Damaged { .. },
            ) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let error = match &self {
            Self::Store(error) if status == StatusCode::SERVICE_UNAVAILABLE => {
                tracing::debug!(%error, "a request found no store");
                "the store takes nothing now: try again later".to_owned()
            }
            told => told.to_string(),
        };
        told(status, error)
    }
}

/// An answer that says in one line what is wrong, as `{"error": "…"}`.
pub(in crate::net) fn told(status: StatusCode, error: String) -> Response {
    told_elsewhere(status, error, None)
}

/// The same, and where somebody would be served.
pub(in crate::net) fn told_elsewhere(
    status: StatusCode,
    error: String,
    elsewhere: Option<PublicAddress>,
) -> Response {
    let uncached = [(header::CACHE_CONTROL, "no-store")];
    let told = Told { error, elsewhere };
    (status, uncached, Json(told)).into_response()
}

/// The same, and after how long to try again if that may help: a started second counts
/// as a whole one.
pub(in crate::net) fn told_when_to_retry(
    status: StatusCode,
    error: String,
    retry_after: Option<Duration>,
) -> Response {
    let mut told = told(status, error);
    if let Some(retry_after) = retry_after {
        retry(&mut told, retry_after);
    }
    told
}

/// Says after how long to try again.
pub(in crate::net) fn retry(told: &mut Response, after: Duration) {
    let seconds = after.as_secs_f32().ceil() as u32;
    told.headers_mut()
        .insert(header::RETRY_AFTER, seconds.into());
}

/// Tells errors of the layers around us, and of what reads requests for us, as all
/// others are told. A page for people stays one.
pub(in crate::net) async fn in_our_words(response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_told = kind.is_some_and(|kind| {
        let kind = kind.as_bytes();
        kind.starts_with(b"application/json") || kind.starts_with(b"text/html")
    });
    if !is_error || is_told {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    let mut told = told(status, words_for(status).to_owned());
    // Such as the methods that are allowed.
    told.headers_mut().extend(parts.headers);
    told
}

fn words_for(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not found",
        StatusCode::METHOD_NOT_ALLOWED => "this address has no such method: see the header Allow",
        StatusCode::PAYLOAD_TOO_LARGE => "the body is too large",
        StatusCode::UPGRADE_REQUIRED => "open a WebSocket here",
        StatusCode::SERVICE_UNAVAILABLE => "no answer in time: try again later",
        status if status.is_server_error() => "the server has a bug: try again later",
        _ => "the request cannot be read",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_finds_no_place_at_the_store_is_told_to_try_again() {
        let problem = Problem::from(StoreError::Busy);
        let response = problem.into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
