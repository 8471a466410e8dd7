//! Who makes a request, be it through proxies.

use std::borrow::Cow;
use std::iter::successors;
use std::net::{IpAddr, Ipv4Addr};

use axum::http::header::FORWARDED;
use axum::http::{HeaderMap, HeaderName};

use super::networks::Networks;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Stands for everybody of whom a proxy says something that cannot be read. All
/// of them together count as one address, which is no proxy's and nobody else's.
const UNREADABLE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

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
        let peer = peer.to_canonical();
        if !proxies.contain(peer) {
            return Self {
                address: peer,
                secure: false,
            };
        }
        let forwarded = || lines(headers, FORWARDED).flat_map(|line| unquoted_parts(line, b','));
        let address = if headers.contains_key(X_FORWARDED_FOR) {
            let hops = lines(headers, X_FORWARDED_FOR).flat_map(|line| line.rsplit(is_comma));
            outermost(peer, hops.map(node), proxies)
        } else {
            let hops = forwarded().map(|element| node(parameter(element, b"for")?));
            outermost(peer, hops, proxies)
        };
        let mut schemes = lines(headers, X_FORWARDED_PROTO).flat_map(|line| line.rsplit(is_comma));
        let scheme = schemes
            .next()
            .or_else(|| parameter(forwarded().next()?, b"proto"));
        let secure = scheme.is_some_and(|scheme| {
            let scheme = unquoted(scheme.trim_ascii());
            // Some proxies say so of a WebSocket.
            scheme.eq_ignore_ascii_case(b"https") || scheme.eq_ignore_ascii_case(b"wss")
        });
        Self { address, secure }
    }

    /// Whether a proxy says who it is, but in no way that can be read.
    pub fn is_unreadable(&self) -> bool {
        self.address == UNREADABLE
    }
}

/// Whoever has sent a request that came over these hops, the nearest first.
fn outermost(
    peer: IpAddr,
    hops: impl Iterator<Item = Option<IpAddr>>,
    proxies: &Networks,
) -> IpAddr {
    let mut told_by = peer;
    for hop in hops {
        let Some(address) = hop else {
            return UNREADABLE;
        };
        if address.is_loopback() && !told_by.is_loopback() {
            return told_by; // Its own machine, not ours.
        }
        if !proxies.contain(address) {
            return address;
        }
        told_by = address;
    }
    told_by
}

/// The values of headers of this name, the last one first.
fn lines(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &[u8]> {
    let values: Vec<_> = headers.get_all(name).iter().collect();
    values.into_iter().rev().map(|value| value.as_bytes())
}

fn is_comma(byte: &u8) -> bool {
    *byte == b','
}

/// What stands between separators outside of quotes, the last part first. A
/// quote that a client leaves open swallows nothing that a proxy has added:
/// those of the proxy come first.
fn unquoted_parts(text: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let cut = move |text| {
        let at = last_unquoted(text, separator);
        at.map_or((None, text), |at| (Some(&text[..at]), &text[at + 1..]))
    };
    let parts = successors(Some(cut(text)), move |(rest, _)| rest.map(cut));
    parts.map(|(_, part)| part)
}

fn last_unquoted(text: &[u8], separator: u8) -> Option<usize> {
    let mut is_quoted = false;
    for (at, &byte) in text.iter().enumerate().rev() {
        if byte == b'"' {
            let backslashes = text[..at].iter().rev().take_while(|byte| **byte == b'\\');
            is_quoted ^= backslashes.count() % 2 == 0;
        } else if byte == separator && !is_quoted {
            return Some(at);
        }
    }
    None
}

/// A parameter of an element such as `for="[2001:db8::1]:4711";proto=https`;
/// none if it is there twice.
fn parameter<'a>(element: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let pairs = unquoted_parts(element, b';').filter_map(|pair| {
        let at = pair.iter().position(|byte| *byte == b'=')?;
        Some((pair[..at].trim_ascii(), &pair[at + 1..]))
    });
    let mut values = pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name));
    let (_, value) = values.next()?;
    values.next().is_none().then_some(value)
}

/// The content of a quoted string; other text as it is.
fn unquoted(text: &[u8]) -> Cow<'_, [u8]> {
    let content = text.strip_prefix(b"\"").and_then(|t| t.strip_suffix(b"\""));
    let content = content.unwrap_or(text);
    if !content.contains(&b'\\') {
        return content.into();
    }
    let mut shown = Vec::new();
    let mut bytes = content.iter().copied();
    while let Some(byte) = bytes.next() {
        shown.extend(if byte == b'\\' {
            bytes.next()
        } else {
            Some(byte)
        });
    }
    shown.into()
}

/// The address of a node, whatever port or zone comes with it.
fn node(text: &[u8]) -> Option<IpAddr> {
    let text = unquoted(text.trim_ascii());
    let text = str::from_utf8(&text).ok()?.trim_ascii();
    let host = match text.strip_prefix('[') {
        Some(bracketed) => {
            let (host, port) = bracketed.split_once(']')?;
            (port.is_empty() || port.starts_with(':')).then_some(host)?
        }
        None => match text.split_once(':') {
            Some((host, port)) if !port.contains(':') => host,
            Some(_) | None => text,
        },
    };
    let (host, zone) = host
        .split_once('%')
        .map_or((host, None), |(h, z)| (h, Some(z)));
    let address: IpAddr = host.parse().ok()?;
    (zone.is_none() || address.is_ipv6()).then(|| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    const PROXY: &str = "127.0.0.1";

    /// Who asks over a connection from `peer`, where 127/8 and 10/8 are trusted.
    fn caller(peer: &str, headers: &[(&'static str, impl AsRef<[u8]>)]) -> Caller {
        let proxies = "127.0.0.0/8,10.0.0.0/8".parse().expect("two networks");
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let value = HeaderValue::from_bytes(value.as_ref()).expect("a value");
            map.append(HeaderName::from_static(name), value);
        }
        Caller::of(peer.parse().expect("an address"), &map, &proxies)
    }

    fn address_behind_proxy(header: &'static str, value: impl AsRef<[u8]>) -> String {
        caller(PROXY, &[(header, value)]).address.to_string()
    }

    /// Whatever a header's value may hold.
    fn anything() -> impl Strategy<Value = Vec<u8>> {
        let telling = prop::sample::select(b"\"\\,;=:[]%\t. 0127".to_vec());
        let byte = prop_oneof![0x20..=0x7e_u8, 0x80..=0xff_u8, telling];
        prop::collection::vec(byte, 0..60)
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
        let by_addresses = [
            ("203.0.113.5", "203.0.113.5"),
            ("203.0.113.5:4711", "203.0.113.5"),
            ("2001:db8::5", "2001:db8::5"),
            ("[2001:db8::5]:4711", "2001:db8::5"),
            ("::ffff:203.0.113.5", "203.0.113.5"),
            ("203.0.113.5:99999", "203.0.113.5"),
            ("\"[2001:db8::5]:_port\"", "2001:db8::5"),
            ("[::ffff:203.0.113.5]:4711", "203.0.113.5"),
            ("fe80::5%eth0", "fe80::5"),
            ("[fe80::5%25eth0]:4711", "fe80::5"),
            ("192.0.2.1,\t203.0.113.5 ", "203.0.113.5"),
        ];
        let by_elements = [
            ("for=203.0.113.5", "203.0.113.5"),
            ("proto=https; For=\"[2001:db8::5]:4711\"", "2001:db8::5"),
            ("for=192.0.2.1, for=203.0.113.5;by=10.0.0.1", "203.0.113.5"),
            ("for=203.0.113.5;by=\"_a,b;for=c\\\"\"", "203.0.113.5"),
            ("for=\"203.0.113.\\5\"", "203.0.113.5"),
        ];
        let by_addresses = by_addresses.map(|told| ("x-forwarded-for", told));
        let by_elements = by_elements.map(|told| ("forwarded", told));
        for (header, (value, address)) in by_addresses.into_iter().chain(by_elements) {
            assert_eq!(address_behind_proxy(header, value), address);
        }
    }

    #[test]
    fn of_several_proxies_only_the_trusted_are_believed() {
        for (value, address) in [
            ("192.0.2.1, 203.0.113.5", "203.0.113.5"),
            ("192.0.2.1, 203.0.113.5, 10.0.0.9", "203.0.113.5"),
            ("10.0.0.8, 10.0.0.9", "10.0.0.8"),
            ("192.0.2.1, ::ffff:10.0.0.9", "192.0.2.1"),
            // Its own machine, not ours.
            ("127.0.0.1, 10.0.0.9", "10.0.0.9"),
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
    fn who_cannot_be_read_is_a_stranger_and_never_the_proxy() {
        let by_addresses = [
            "",
            ",",
            "203.0.113.5,",
            "unknown",
            "_hidden",
            "unix:",
            "localhost",
            "1.2.3",
            "192.0.2.1, unknown, 10.0.0.9",
            "127.0.0.1%lo",
            "[127.0.0.1",
            "[::1]1",
            "127.1",
            "0177.0.0.1",
            "127.0.0.1 127.0.0.1",
            "for=127.0.0.1",
        ];
        let by_elements = [
            "",
            "for=",
            "for=unknown",
            "for=\"_hidden:4711\"",
            "proto=https",
            "for=192.0.2.1,",
            "for=192.0.2.1;for=127.0.0.1",
            "127.0.0.1",
            "for=\"127.0.0.1",
        ];
        let by_addresses = by_addresses.map(|value| ("x-forwarded-for", value));
        let by_elements = by_elements.map(|value| ("forwarded", value));
        for (header, value) in by_addresses.into_iter().chain(by_elements) {
            let told = address_behind_proxy(header, value);
            assert_eq!(told, UNREADABLE.to_string(), "{header}: {value}");
        }
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
            ("x-forwarded-proto", "\"HTTPS\"", true),
            ("x-forwarded-proto", "wss", true),
            ("x-forwarded-proto", "", false),
            ("forwarded", "for=192.0.2.1;Proto=\"https\"", true),
            ("forwarded", "proto=http;proto=https", false),
            ("forwarded", "for=192.0.2.1;proto=https", true),
            ("forwarded", "for=192.0.2.1", false),
        ] {
            assert_eq!(caller(PROXY, &[(header, value)]).secure, secure, "{value}");
        }
    }

    proptest! {
        /// Whatever a client writes, its proxy's word stands after it, on the
        /// same line or on the next.
        #[test]
        fn nothing_that_a_client_writes_hides_what_its_proxy_adds(
            claim in anything(),
            other in anything(),
        ) {
            for (header, own) in [
                ("x-forwarded-for", "203.0.113.5"),
                ("forwarded", "for=203.0.113.5;proto=https"),
                ("forwarded", "for=\"203.0.113.5:80\";by=\"[::1]\";proto=https"),
            ] {
                let same_line = [&claim[..], b", ", own.as_bytes()].concat();
                let in_lines = [(header, &other[..]), (header, &claim), (header, own.as_bytes())];
                let on_same = [(header, &other[..]), (header, &same_line)];
                for headers in [&in_lines[..], &on_same] {
                    let caller = caller(PROXY, headers);
                    prop_assert_eq!(caller.address.to_string(), "203.0.113.5");
                    prop_assert_eq!(caller.secure, header == "forwarded");
                }
            }
            let proto = "x-forwarded-proto";
            let same_line = [&claim[..], b",https"].concat();
            prop_assert!(caller(PROXY, &[(proto, &other), (proto, &same_line)]).secure);
        }

        /// Nobody becomes the proxy, or another of this machine, by what cannot
        /// be read.
        #[test]
        fn who_writes_anything_is_who_it_writes_or_a_stranger(claim in anything()) {
            for (header, before) in [("x-forwarded-for", ""), ("forwarded", "for=")] {
                let value = [before.as_bytes(), &claim].concat();
                let told = caller(PROXY, &[(header, value)]).address;
                let text = String::from_utf8_lossy(&claim);
                let is_written = text.contains("127.") || text.contains("::");
                prop_assert!(!told.is_loopback() || is_written, "{text}");
            }
        }
    }
}
