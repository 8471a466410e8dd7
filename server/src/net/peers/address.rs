//! Where clients reach an edge of a cluster.

use std::fmt;
use std::str::FromStr;

use asteroids_shared::protocol::limits::CLOSE_REASON_BYTES_MAX;
use serde::{Deserialize, Serialize};

/// Where clients reach an edge of a cluster: the URL of its WebSocket.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicAddress(String);

/// Why something is no address of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write the URL of a WebSocket, like wss://play.example.org/2/ws, in at most {CLOSE_REASON_BYTES_MAX} bytes; an IPv6 address needs a name, because no page's policy can have it"
)]
pub struct NoAddress;

impl FromStr for PublicAddress {
    type Err = NoAddress;

    /// It goes into the reason of a close, and into what pages may connect to.
    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let place = text.strip_prefix("wss://").or(text.strip_prefix("ws://"));
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%".contains(c);
        let is_place = |place: &str| !place.starts_with('/') && place.chars().all(is_plain);
        match place.is_some_and(|place| !place.is_empty() && is_place(place)) {
            true if text.len() <= CLOSE_REASON_BYTES_MAX => Ok(Self(text.to_owned())),
            _ => Err(NoAddress),
        }
    }
}

impl PublicAddress {
    /// By what and on which machine it is reached.
    pub fn scheme_and_host(&self) -> (&str, &str) {
        let (scheme, place) = self.0.split_once("://").unwrap_or_default();
        let end = place.find([':', '/']).unwrap_or(place.len());
        (scheme, &place[..end])
    }
}

impl TryFrom<String> for PublicAddress {
    type Error = NoAddress;

    fn try_from(text: String) -> Result<Self, NoAddress> {
        text.parse()
    }
}

impl From<PublicAddress> for String {
    fn from(address: PublicAddress) -> Self {
        address.0
    }
}

impl fmt::Display for PublicAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_url_of_a_websocket_and_nothing_that_ends_a_header() {
        for (text, place) in [
            ("wss://play.example.org/2/ws", ("wss", "play.example.org")),
            ("ws://127.0.0.1:8081/ws", ("ws", "127.0.0.1")),
            ("ws://localhost", ("ws", "localhost")),
        ] {
            let address: PublicAddress = text.parse().expect("it is one");
            assert_eq!(address.to_string(), text);
            assert_eq!(address.scheme_and_host(), place);
        }
        let long = format!("wss://{}/ws", "a".repeat(CLOSE_REASON_BYTES_MAX));
        for wrong in [
            "",
            "wss://",
            "https://play.example.org",
            "wss://a b/ws",
            "wss://a; script-src *",
            "wss://a/ws?room=2",
            "ws://[::1]:8081/ws",
            &long,
        ] {
            assert_eq!(wrong.parse::<PublicAddress>(), Err(NoAddress), "{wrong}");
        }
    }
}
