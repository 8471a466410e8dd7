//! Who makes a request, be it through proxies.

use std::net::{IpAddr, SocketAddr};

use axum::http::header::FORWARDED;
use axum::http::{HeaderMap, HeaderName};

use super::networks::Networks;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Who makes a request. Handlers get it as an extension of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Its address, as the outermost proxy that we trust tells it.
    pub address: IpAddr,
    /// Whether that proxy says that the request came by TLS.
    pub secure: bool,
}

impl Caller {
    /// Who asks with these headers over a connection from `peer`.
    ///
    /// `X-Forwarded-For` counts, or `Forwarded` where that is missing, and both
    /// only from a trusted proxy. They are read from the end, where the nearest
    /// proxy has written, as far as those who wrote are trusted: what stands
    /// before that, anybody may have made up.
    pub fn of(peer: IpAddr, headers: &HeaderMap, proxies: &Networks) -> Self {
        let mut caller = Self {
            address: peer.to_canonical(),
            secure: false,
        };
        if !proxies.contain(caller.address) {
            return caller;
        }
        let nearest_first: Vec<Option<IpAddr>> = if headers.contains_key(X_FORWARDED_FOR) {
            items(headers, &X_FORWARDED_FOR).map(node).collect()
        } else {
            let elements = items(headers, &FORWARDED);
            elements
                .map(|e| parameter(e, "for").and_then(node))
                .collect()
        };
        for hop in nearest_first {
            let Some(address) = hop else { break };
            caller.address = address;
            if !proxies.contain(address) {
                break;
            }
        }
        let scheme = items(headers, &X_FORWARDED_PROTO).next().or_else(|| {
            let nearest = items(headers, &FORWARDED).next()?;
            parameter(nearest, "proto")
        });
        caller.secure = scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        caller
    }
}

/// The items of a list in headers of this name, the last one first. Quotes do
/// not keep commas together: no address has one, and a quote that a client
/// leaves open must not swallow what a proxy has added.
fn items<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let mut values: Vec<_> = headers.get_all(name).iter().collect();
    values.reverse();
    values
        .into_iter()
        .flat_map(|value| value.to_str().unwrap_or_default().rsplit(','))
        .map(str::trim)
}

/// A parameter of an element such as `for="[2001:db8::1]:4711";proto=https`.
fn parameter<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = element
        .split(';')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"'))
}

/// The address of a node, which may have a port.
fn node(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse();
    let address = address.or_else(|_| text.parse().map(|node: SocketAddr| node.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    const PROXY: &str = "127.0.0.1";

    /// Who asks over a connection from `peer`, where 127/8 and 10/8 are trusted.
    fn caller(peer: &str, headers: &[(&'static str, &str)]) -> Caller {
        let proxies = "127.0.0.0/8,10.0.0.0/8".parse().expect("two networks");
        let headers = headers.iter().map(|(name, value)| {
            let value = HeaderValue::from_str(value).expect("a value");
            (HeaderName::from_static(name), value)
        });
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value);
        }
        Caller::of(peer.parse().expect("an address"), &map, &proxies)
    }

    fn address_behind_proxy(header: &'static str, value: &str) -> String {
        caller(PROXY, &[(header, value)]).address.to_string()
    }

    #[test]
    fn who_comes_without_a_proxy_cannot_claim_another_address() {
        let claims = [
            ("x-forwarded-for", "192.0.2.1"),
            ("forwarded", "for=192.0.2.1;proto=https"),
            ("x-forwarded-proto", "https"),
        ];
        let caller = caller("203.0.113.5", &claims);
        assert_eq!(caller.address.to_string(), "203.0.113.5");
        assert!(!caller.secure);
    }

    #[test]
    fn a_proxy_tells_who_asks() {
        for (value, address) in [
            ("203.0.113.5", "203.0.113.5"),
            ("203.0.113.5:4711", "203.0.113.5"),
            ("2001:db8::5", "2001:db8::5"),
            ("[2001:db8::5]:4711", "2001:db8::5"),
            ("::ffff:203.0.113.5", "203.0.113.5"),
        ] {
            assert_eq!(address_behind_proxy("x-forwarded-for", value), address);
        }
        for (value, address) in [
            ("for=203.0.113.5", "203.0.113.5"),
            ("proto=https; For=\"[2001:db8::5]:4711\"", "2001:db8::5"),
            ("for=192.0.2.1, for=203.0.113.5;by=10.0.0.1", "203.0.113.5"),
        ] {
            assert_eq!(address_behind_proxy("forwarded", value), address);
        }
    }

    #[test]
    fn of_several_proxies_only_the_trusted_are_believed() {
        for (value, address) in [
            ("192.0.2.1, 203.0.113.5", "203.0.113.5"),
            ("192.0.2.1, 203.0.113.5, 10.0.0.9", "203.0.113.5"),
            ("10.0.0.8, 10.0.0.9", "10.0.0.8"),
            ("192.0.2.1, unknown, 10.0.0.9", "10.0.0.9"),
            ("unknown", PROXY),
            ("", PROXY),
        ] {
            assert_eq!(address_behind_proxy("x-forwarded-for", value), address);
        }
        let lines = [
            ("x-forwarded-for", "192.0.2.1"),
            ("x-forwarded-for", "203.0.113.5"),
        ];
        assert_eq!(caller(PROXY, &lines).address.to_string(), "203.0.113.5");
    }

    #[test]
    fn a_header_that_the_proxy_passes_on_counts_less_than_its_own() {
        let both = [
            ("forwarded", "for=192.0.2.1"),
            ("x-forwarded-for", "203.0.113.5"),
        ];
        assert_eq!(caller(PROXY, &both).address.to_string(), "203.0.113.5");
    }

    #[test]
    fn a_proxy_tells_whether_it_was_asked_by_tls() {
        for (header, value, secure) in [
            ("x-forwarded-proto", "https", true),
            ("x-forwarded-proto", "http", false),
            ("x-forwarded-proto", "https, http", false),
            ("forwarded", "for=192.0.2.1;proto=https", true),
            ("forwarded", "for=192.0.2.1", false),
        ] {
            assert_eq!(caller(PROXY, &[(header, value)]).secure, secure, "{value}");
        }
    }

    proptest! {
        /// Whatever a client writes, its proxy's word stands after it.
        #[test]
        fn nothing_that_a_client_writes_hides_what_its_proxy_adds(claim in "[ -~]{0,60}") {
            let forwarded = format!("{claim}, for=203.0.113.5");
            prop_assert_eq!(address_behind_proxy("forwarded", &forwarded), "203.0.113.5");
            let for_list = format!("{claim}, 203.0.113.5");
            prop_assert_eq!(address_behind_proxy("x-forwarded-for", &for_list), "203.0.113.5");
        }
    }
}
