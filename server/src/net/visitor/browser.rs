//! Which browser asks, and what it keeps of that.

use std::sync::Arc;
use std::time::Duration;

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::AppendHeaders;
use tokio::time::{sleep, timeout};

use super::cookie::Shown;
use super::identity::Token;
use crate::net::Edge;
use crate::net::http::problem::Problem;
use crate::store::TokenHash;
use crate::store::questions::OwnOf;

/// How long an answer waits for bans that hold for a new token, and how often a
/// busy store is asked for them.
const RECOGNISED_WITHIN: Duration = Duration::from_secs(1);
const RECOGNISE_EVERY: Duration = Duration::from_secs(1);

/// A header with which a browser keeps or forgets who it is. What comes with it
/// is for that browser alone.
pub(in crate::net) type Identity = AppendHeaders<[(HeaderName, HeaderValue); 2]>;

/// Has a browser keep or forget who it is.
pub(in crate::net) fn set(cookie: HeaderValue) -> Identity {
    let uncached = HeaderValue::from_static("no-store");
    AppendHeaders([
        (header::SET_COOKIE, cookie),
        (header::CACHE_CONTROL, uncached),
    ])
}

impl Edge {
    /// Who a browser is, if it has been here. Where some other program has set
    /// cookies of the same name, the store knows which is ours.
    pub(in crate::net) async fn browser(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<Token>, Problem> {
        let tokens = match self.cookie.shown(headers) {
            Shown::Nothing => return Ok(None),
            Shown::Damaged => return Err(Problem::DamagedCookie),
            Shown::Tokens(tokens) => tokens,
        };
        if let [token] = tokens[..] {
            return Ok(Some(token));
        }
        let hashes = tokens.iter().map(Token::hash).collect();
        let own = self.store.ask(OwnOf { tokens: hashes }).await?;
        Ok(own.map(|own| tokens[own]))
    }

    /// The same where a damaged cookie is as good as none.
    pub(in crate::net) async fn browser_or_stranger(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<Token>, Problem> {
        match self.browser(headers).await {
            Err(Problem::DamagedCookie) => Ok(None),
            browser => browser,
        }
    }
}

/// The token of a browser that has been here.
pub(in crate::net) async fn known(edge: &Edge, headers: &HeaderMap) -> Result<TokenHash, Problem> {
    let token = edge.browser(headers).await?;
    Ok(token.ok_or(Problem::NobodyYet)?.hash())
}

/// Has bans of its player hold for a token, as soon as the store can say which.
pub(in crate::net) async fn recognise(edge: &Arc<Edge>, token: TokenHash) {
    let recognised = timeout(RECOGNISED_WITHIN, edge.bans.recognise(token, &edge.store)).await;
    if matches!(recognised, Ok(Ok(()))) {
        return;
    }
    let edge = Arc::clone(edge);
    tokio::spawn(async move {
        let mut stopping = edge.stopping.clone();
        let recognised = async {
            while edge.bans.recognise(token, &edge.store).await.is_err() {
                sleep(RECOGNISE_EVERY).await;
            }
        };
        tokio::select! {
            () = recognised => {}
            _ = stopping.wait_for(|stop| *stop) => {}
        }
    });
}
