//! Which sites may open a WebSocket or change something.

use std::str::FromStr;

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

/// The sites that may open a WebSocket or change something besides the host
/// that is asked, written like `https://example.org,https://example.net:8443`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<String>);

/// The text is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no origin: write https://example.org, without a path")]
pub struct NotAnOrigin(String);

impl Origins {
    /// Whether a request may be granted as far as its origin goes. It names the
    /// page that asks: browsers send it with every WebSocket and whatever is
    /// not just reading. Who sends none is no page, and has no one's cookies.
    pub fn allow(&self, method: &Method, headers: &HeaderMap) -> bool {
        let harmless = method.is_safe() && !headers.contains_key("upgrade");
        let mut origins = headers.get_all(ORIGIN).iter();
        let Some(origin) = origins.next().filter(|_| !harmless) else {
            return true;
        };
        let (Ok(origin), None) = (origin.to_str(), origins.next()) else {
            return false;
        };
        let listed = self.0.iter().any(|site| site.eq_ignore_ascii_case(origin));
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        listed || host.is_some_and(|host| is_on_host(origin, host))
    }
}

/// Whether the origin is a page of this host. The scheme does not count: behind
/// a proxy that ends TLS we do not know ours.
fn is_on_host(origin: &str, host: &str) -> bool {
    let Some((scheme, site)) = origin.split_once("://") else {
        return false;
    };
    let usual_port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return false,
    };
    site.eq_ignore_ascii_case(host.strip_suffix(usual_port).unwrap_or(host))
}

impl FromStr for Origins {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let sites = text.split(',').map(|site| {
            let site = site.trim();
            let host = site.split_once("://").map(|(_, host)| host);
            let bare = host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#']));
            bare.then(|| site.to_owned())
                .ok_or_else(|| NotAnOrigin(site.to_owned()))
        });
        sites.collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    /// Whether a page of `origin` may post to `host`, where one more is listed.
    fn may_post(origin: &'static str, host: &'static str) -> bool {
        let headers = HeaderMap::from_iter([
            (ORIGIN, HeaderValue::from_static(origin)),
            (HOST, HeaderValue::from_static(host)),
        ]);
        let also: Origins = "https://friend.example".parse().expect("an origin");
        also.allow(&Method::POST, &headers)
    }

    #[test]
    fn pages_of_the_same_host_may() {
        for (origin, host) in [
            ("https://play.example", "play.example"),
            ("http://localhost:8080", "localhost:8080"),
            ("https://play.example", "Play.Example:443"),
            ("http://[::1]:8080", "[::1]:8080"),
        ] {
            assert!(may_post(origin, host), "{origin} to {host}");
        }
    }

    #[test]
    fn pages_of_other_hosts_may_not() {
        for (origin, host) in [
            ("https://evil.example", "play.example"),
            ("https://play.example.evil.example", "play.example"),
            ("https://evil.example/play.example", "play.example"),
            ("http://play.example:8080", "play.example"),
            ("null", "play.example"),
            ("file://play.example", "play.example"),
            ("play.example", "play.example"),
            ("", "play.example"),
        ] {
            assert!(!may_post(origin, host), "{origin} to {host}");
        }
    }

    #[test]
    fn pages_of_listed_sites_may_too() {
        assert!(may_post("https://friend.example", "play.example"));
        assert!(!may_post("http://friend.example", "play.example"));
    }

    #[test]
    fn two_origins_are_none() {
        let origin = HeaderValue::from_static("https://play.example");
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("play.example"));
        headers.append(ORIGIN, origin.clone());
        headers.append(ORIGIN, origin);
        assert!(!Origins::default().allow(&Method::POST, &headers));
    }

    #[test]
    fn what_is_no_origin_is_named() {
        for text in ["", "play.example", "https://play.example/", "https://"] {
            let error = text.parse::<Origins>().expect_err("no origin");
            assert!(error.to_string().contains("is no origin"), "{error}");
        }
    }
}
