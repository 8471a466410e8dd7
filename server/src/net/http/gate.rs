//! What every request passes first.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics::counter;

use super::problem::Problem;
use crate::metrics::FOREIGN_ORIGINS;
use crate::net::Edge;
use crate::net::door::listener::Peer;
use crate::net::visitor::caller::Caller;
use crate::net::visitor::networks::Subnet;

/// Who came by TLS is to come so for a year.
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// What may be asked for of what is only read.
const READING: HeaderValue = HeaderValue::from_static("GET,HEAD,OPTIONS");

/// Finds out who asks, and refuses what pages of other sites may not do.
pub(in crate::net) async fn pass(
    State(edge): State<Arc<Edge>>,
    Extension(Peer(peer)): Extension<Peer>,
    mut request: Request,
    next: Next,
) -> Response {
    let caller = Caller::of(peer.ip(), request.headers(), &edge.trust.proxies);
    let subnet = edge.trust.counted_as(caller.address);
    if caller.is_unreadable() {
        note_unreadable(&edge, subnet);
    }
    let asking = subnet.map(|subnet| edge.asking.enter(subnet));
    if matches!(asking, Some(None)) {
        return Problem::AsksTooMuch.into_response();
    }
    let origins = &edge.trust.origins;
    let asks_for_options = request.method() == Method::OPTIONS;
    let of_the_server = request.uri().path() == "*";
    let mut response = if origins.allow(request.method(), request.headers()) {
        request.extensions_mut().insert(caller);
        next.run(request).await
    } else {
        note_foreign(&edge, subnet, caller, request.headers());
        Problem::ForeignOrigin.into_response()
    };
    if asks_for_options {
        response = options(response, of_the_server);
    }
    if caller.secure {
        let headers = response.headers_mut();
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
    }
    response
}

/// A host that has forgotten to pass `Host` on, or to list a site, finds out
/// here why nobody can play.
fn note_foreign(edge: &Edge, subnet: Option<Subnet>, caller: Caller, headers: &HeaderMap) {
    counter!(FOREIGN_ORIGINS).increment(1);
    if let Some(left_out) = edge.log_limit.admit(subnet, Instant::now()) {
        let address = edge.sessions.pseudonym_of(caller.address);
        let [origin, host] = [header::ORIGIN, header::HOST].map(|name| shown(headers.get(name)));
        tracing::warn!(
            %address, %origin, %host, left_out,
            "refused a page of another origin: if it is the game's own, have the proxy pass Host on, or name the page's origin in --origins"
        );
    }
}

/// A header for the log, at most so much of it.
fn shown(value: Option<&HeaderValue>) -> String {
    const BYTES_MAX: usize = 100;
    let bytes = value.map_or(&b""[..], HeaderValue::as_bytes);
    bytes[..bytes.len().min(BYTES_MAX)]
        .escape_ascii()
        .to_string()
}

/// Asking what may be asked for is answered everywhere, and for the server as a
/// whole, `OPTIONS *`.
fn options(mut response: Response, of_the_server: bool) -> Response {
    if of_the_server || response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allow = response.headers().get(header::ALLOW).cloned();
        response = StatusCode::NO_CONTENT.into_response();
        response
            .headers_mut()
            .extend(allow.map(|allow| (header::ALLOW, allow)));
    }
    let headers = response.headers_mut();
    headers.entry(header::ALLOW).or_insert(READING);
    response
}

/// A host whose proxy hides who asks finds out here why so few can play.
fn note_unreadable(edge: &Edge, subnet: Option<Subnet>) {
    if let Some(left_out) = edge.log_limit.admit(subnet, Instant::now()) {
        tracing::warn!(
            left_out,
            "a proxy does not say who asks in a way that can be read, and all such count as one address: have it write addresses into X-Forwarded-For"
        );
    }
}
