//! Where pages may go.
//!
//! A page keeps the policy that it was loaded with, and edges come and go meanwhile. So the
//! policy names hosts and no edges, and nobody is sent to an edge elsewhere.

use std::fmt;
use std::str::FromStr;

use super::PublicAddress;

/// A host of edges, whatever their ports and paths are, or all hosts of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeHost {
    /// `ws` or `wss`.
    scheme: String,
    /// With `*.` before it for all within a domain.
    host: String,
}

/// Why something names no host of edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write wss:// and a host, like wss://play.example.org or wss://*.play.example.org")]
pub struct NoEdgeHost;

impl FromStr for EdgeHost {
    type Err = NoEdgeHost;

    /// It goes into what pages may connect to.
    fn from_str(text: &str) -> Result<Self, NoEdgeHost> {
        let (scheme, host) = text.split_once("://").ok_or(NoEdgeHost)?;
        let labels = host.strip_prefix("*.").unwrap_or(host).split('.');
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let are_plain = { labels }.all(|label| !label.is_empty() && label.chars().all(is_plain));
        match ["ws", "wss"].contains(&scheme) && are_plain {
            true => Ok(Self {
                scheme: scheme.to_owned(),
                host: host.to_ascii_lowercase(),
            }),
            false => Err(NoEdgeHost),
        }
    }
}

impl fmt::Display for EdgeHost {
    /// As a page's policy has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}:*", self.scheme, self.host)
    }
}

impl EdgeHost {
    /// That of an edge.
    fn of(address: &PublicAddress) -> Self {
        let (scheme, host) = address.scheme_and_host();
        Self {
            scheme: scheme.to_owned(),
            host: host.to_ascii_lowercase(),
        }
    }

    fn has(&self, address: &PublicAddress) -> bool {
        let Self { scheme, host } = Self::of(address);
        let is_there = match self.host.strip_prefix('*') {
            Some(domain) => host.ends_with(domain),
            None => host == self.host,
        };
        is_there && scheme == self.scheme
    }
}

/// Where pages may go besides to where they come from.
#[derive(Clone, Debug, Default)]
pub struct Reach(Vec<EdgeHost>);

impl Reach {
    /// To the host of this edge, and to these.
    pub fn new(own: Option<&PublicAddress>, others: Vec<EdgeHost>) -> Self {
        let mut hosts: Vec<_> = own.map(EdgeHost::of).into_iter().collect();
        hosts.extend(others);
        Self(hosts)
    }

    /// These hosts.
    pub fn hosts(&self) -> &[EdgeHost] {
        &self.0
    }

    /// Whether they may go there.
    pub fn includes(&self, address: &PublicAddress) -> bool {
        self.0.iter().any(|host| host.has(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> PublicAddress {
        text.parse().expect("an address")
    }

    #[test]
    fn pages_may_go_to_the_hosts_that_are_named_at_any_port_and_path_and_nowhere_else() {
        let own = address("wss://play.example.org/1/ws");
        let others = "wss://*.edges.example.org".parse().expect("a host");
        let reach = Reach::new(Some(&own), vec![others]);
        for there in [
            "wss://play.example.org/2/ws",
            "wss://Play.example.org:8443/ws",
            "wss://nine.edges.example.org/ws",
        ] {
            assert!(reach.includes(&address(there)), "{there}");
        }
        for elsewhere in [
            "ws://play.example.org/2/ws",
            "wss://example.org/ws",
            "wss://play.example.org.evil.example/ws",
            "wss://edges.example.org/ws",
            "wss://xedges.example.org/ws",
        ] {
            assert!(!reach.includes(&address(elsewhere)), "{elsewhere}");
        }
        let hosts = reach.hosts().iter().map(EdgeHost::to_string);
        let hosts: Vec<_> = hosts.collect();
        let expected = ["wss://play.example.org:*", "wss://*.edges.example.org:*"];
        assert_eq!(hosts, expected);
        assert!(!Reach::default().includes(&own));
    }

    #[test]
    fn a_host_of_edges_is_nothing_that_allows_more() {
        for wrong in [
            "",
            "*",
            "wss:",
            "wss://",
            "wss://*",
            "wss://*.",
            "wss://a.*.b",
            "https://a.b",
            "wss://a; script-src *",
            "wss://a b",
            "wss://a/ws",
            "wss://a:8081",
            "play.example.org",
        ] {
            assert_eq!(wrong.parse::<EdgeHost>(), Err(NoEdgeHost), "{wrong}");
        }
    }
}
