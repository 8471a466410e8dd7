//! Where the server is.

use std::net::{SocketAddr, ToSocketAddrs};

use tokio_tungstenite::tungstenite::http::Uri;

/// Where the server is.
#[derive(Clone, Debug)]
pub struct Target {
    /// The first of its addresses.
    pub address: SocketAddr,
    /// Its name and port, as they stand in the URL.
    pub host: String,
}

/// Why a URL leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// It is none.
    #[error("{0} is no URL like ws://127.0.0.1:8080/ws")]
    NoUrl(String),
    /// It asks for TLS.
    #[error("wss:// is not spoken here: load the server behind the proxy by ws://")]
    Tls,
    /// Nobody knows where it is.
    #[error("{0} cannot be found")]
    Unknown(String),
}

impl Target {
    /// Where a `ws://` URL leads.
    pub fn of(url: &str) -> Result<Self, TargetError> {
        let no_url = || TargetError::NoUrl(url.to_owned());
        let uri: Uri = url.parse().map_err(|_| no_url())?;
        match uri.scheme_str() {
            Some("ws") => {}
            Some("wss") => return Err(TargetError::Tls),
            Some(_) | None => return Err(no_url()),
        }
        let host = uri.host().ok_or_else(no_url)?;
        let port = uri.port_u16().unwrap_or(80);
        let plain_host = host.trim_matches(['[', ']']);
        let address = (plain_host, port)
            .to_socket_addrs()
            .ok()
            .and_then(|mut addresses| addresses.next())
            .ok_or_else(|| TargetError::Unknown(host.to_owned()))?;
        Ok(Self {
            address,
            host: format!("{host}:{port}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_has_an_address() {
        let target = Target::of("ws://127.0.0.1:8123/ws").expect("a target");
        assert_eq!(target.address, SocketAddr::from(([127, 0, 0, 1], 8123)));
        assert_eq!(target.host, "127.0.0.1:8123");
        let target = Target::of("ws://[::1]/ws").expect("a target");
        assert_eq!(target.address.to_string(), "[::1]:80");
    }

    #[test]
    fn what_is_not_spoken_is_refused_in_a_line() {
        assert!(matches!(
            Target::of("wss://127.0.0.1/ws"),
            Err(TargetError::Tls)
        ));
        for wrong in ["", "127.0.0.1:80", "http://127.0.0.1/ws", "ws:///ws"] {
            assert!(
                matches!(Target::of(wrong), Err(TargetError::NoUrl(_))),
                "{wrong}"
            );
        }
    }
}
