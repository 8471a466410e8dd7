//! What every request passes first.

use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Edge;
use super::caller::Caller;
use super::listener::Peer;
use super::problem::Problem;

/// Who came by TLS is to come so for a year.
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Finds out who asks, and refuses what pages of other sites may not do.
pub(super) async fn pass(
    State(edge): State<Arc<Edge>>,
    Extension(Peer(peer)): Extension<Peer>,
    mut request: Request,
    next: Next,
) -> Response {
    let caller = Caller::of(peer.ip(), request.headers(), &edge.trust.proxies);
    let origins = &edge.trust.origins;
    let mut response = if origins.allow(request.method(), request.headers()) {
        request.extensions_mut().insert(caller);
        next.run(request).await
    } else {
        Problem::ForeignOrigin.into_response()
    };
    if caller.secure {
        let headers = response.headers_mut();
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
    }
    response
}
