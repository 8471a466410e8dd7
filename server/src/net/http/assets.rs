//! The browser client, embedded in the binary.

use std::borrow::Cow;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get};
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "../client-web/dist"]
struct Client;

/// The page, and the addresses that show it.
const PAGE: &str = "index.html";
const PAGE_ROUTES: [&str; 2] = ["/", "/watch"];
/// The page on which autopilots are made, if the client has it, and the address that
/// shows it.
const AUTOPILOT_PAGE: &str = "autopilot.html";
const AUTOPILOT_ROUTE: &str = "/autopilot";
/// The page of moderators, and the address that shows it.
const ADMIN_PAGE: &str = "admin.html";
const ADMIN_ROUTE: &str = "/admin";

/// What the name of a file ends with that has another as gzip.
const GZIP: &str = ".gz";

/// One file of the client, ready to be sent.
#[derive(Clone)]
struct Asset {
    plain: Bytes,
    /// The file as gzip, if that is smaller: the client's build lays it beside the file.
    gzip: Option<Bytes>,
    content_type: &'static str,
    cache_control: &'static str,
    etag: HeaderValue,
}

/// A route for each file of the client, the page of moderators only if there
/// are some.
pub(in crate::net) fn router(moderated: bool) -> Router {
    let mut router = Router::new();
    for path in Client::iter().filter(|path| !path.ends_with(GZIP)) {
        let Some(asset) = Asset::of(&path) else {
            continue;
        };
        let route = asset.route();
        match &path[..] {
            PAGE => {
                for address in PAGE_ROUTES {
                    router = router.route(address, route.clone());
                }
                router = router.route("/watch/", to("../watch"));
            }
            AUTOPILOT_PAGE => {
                router = router.route(AUTOPILOT_ROUTE, route);
                router = router.route("/autopilot/", to("../autopilot"));
            }
            ADMIN_PAGE if moderated => {
                router = router.route(ADMIN_ROUTE, route);
                router = router.route("/admin/", to("../admin"));
            }
            ADMIN_PAGE => {}
            _ => router = router.route(&format!("/{path}"), route),
        }
    }
    router
}

/// Relative, as a proxy may serve the game at any path.
fn to(address: &'static str) -> MethodRouter {
    get(move || async move { Redirect::permanent(address) })
}

impl Asset {
    /// `None` if the client has no such file.
    fn of(path: &str) -> Option<Self> {
        let file = Client::get(path)?;
        let hash: String = file.metadata.sha256_hash()[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Some(Self {
            plain: bytes(file.data),
            gzip: Client::get(&format!("{path}{GZIP}")).map(|file| bytes(file.data)),
            content_type: content_type(path),
            // Files in this folder carry a hash of their content in their names.
            cache_control: if path.starts_with("assets/") {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
            etag: HeaderValue::try_from(format!("W/\"{hash}\"")).ok()?,
        })
    }

    fn route(self) -> MethodRouter {
        get(move |headers: HeaderMap| {
            let response = self.respond(&headers);
            async { response }
        })
    }

    fn respond(&self, request: &HeaderMap) -> Response {
        let common = [
            (
                header::CACHE_CONTROL,
                HeaderValue::from_static(self.cache_control),
            ),
            (header::ETAG, self.etag.clone()),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
        ];
        if request.get(header::IF_NONE_MATCH) == Some(&self.etag) {
            return (StatusCode::NOT_MODIFIED, common).into_response();
        }
        let kind = [(header::CONTENT_TYPE, self.content_type)];
        let gzip = self.gzip.clone().filter(|_| accepts_gzip(request));
        match gzip {
            Some(bytes) => {
                let encoding = [(header::CONTENT_ENCODING, "gzip")];
                (common, kind, encoding, bytes).into_response()
            }
            None => (common, kind, self.plain.clone()).into_response(),
        }
    }
}

fn bytes(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    }
}

fn accepts_gzip(request: &HeaderMap) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
            let refused = matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
            name.trim().eq_ignore_ascii_case("gzip") && !refused
        })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))])
    }

    #[test]
    fn gzip_is_sent_only_to_those_who_accept_it() {
        for value in ["gzip", "br, gzip", "deflate, GZIP;q=0.5, *"] {
            assert!(accepts_gzip(&accepting(value)), "{value}");
        }
        for value in ["", "br", "identity", "gzip;q=0", "xgzip"] {
            assert!(!accepts_gzip(&accepting(value)), "{value}");
        }
    }
}
