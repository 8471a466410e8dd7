//! Where the server is, as its URL says.

use std::net::{SocketAddr, ToSocketAddrs};

use tokio_tungstenite::tungstenite::http::Uri;

/// Where the server is.
#[derive(Clone, Debug)]
pub struct Target {
    /// All of its addresses, in the order in which they are to be tried.
    pub addresses: Vec<SocketAddr>,
    /// Its name, without a port.
    pub name: String,
    /// Its name and port, as they stand in the URL.
    pub host: String,
    /// The path below which it answers, without a slash at the end: empty unless
    /// a proxy has it beside others.
    pub base: String,
    /// Whether it speaks TLS.
    pub is_tls: bool,
}

/// Why a URL leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// It is none.
    #[error("{0} is no URL like ws://127.0.0.1:8080/ws")]
    NoUrl(String),
    /// It is that of a page.
    #[error("{given} is the URL of a page: write {meant} instead")]
    Page {
        /// What was given.
        given: String,
        /// The WebSocket beside that page.
        meant: String,
    },
    /// Nobody knows where it is.
    #[error("{host} cannot be found: {why}")]
    Unknown {
        /// Its name.
        host: String,
        /// Why.
        why: std::io::Error,
    },
}

impl Target {
    /// Where a `ws://` or `wss://` URL leads.
    pub fn of(url: &str) -> Result<Self, TargetError> {
        let no_url = || TargetError::NoUrl(url.escape_debug().to_string());
        let uri: Uri = url.parse().map_err(|_| no_url())?;
        let is_tls = match uri.scheme_str() {
            Some("ws") => false,
            Some("wss") => true,
            Some("http" | "https") => return Err(page(url)),
            Some(_) | None => return Err(no_url()),
        };
        let host = uri.host().ok_or_else(no_url)?;
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let name = host.trim_matches(['[', ']']).to_owned();
        let addresses = (name.as_str(), port).to_socket_addrs();
        let addresses = addresses.map_err(|why| TargetError::Unknown {
            host: host.to_owned(),
            why,
        })?;
        let path = uri.path().trim_end_matches('/');
        Ok(Self {
            addresses: addresses.collect(),
            name,
            host: format!("{host}:{port}"),
            base: path
                .rsplit_once('/')
                .map_or("", |(base, _)| base)
                .to_owned(),
            is_tls,
        })
    }
}

fn page(url: &str) -> TargetError {
    let socket = url.replacen("http", "ws", 1);
    let socket = socket.trim_end_matches('/');
    let end = if socket.ends_with("/ws") { "" } else { "/ws" };
    TargetError::Page {
        given: url.to_owned(),
        meant: format!("{socket}{end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_has_addresses() {
        let target = Target::of("ws://127.0.0.1:8123/ws").expect("a target");
        assert_eq!(target.addresses, [SocketAddr::from(([127, 0, 0, 1], 8123))]);
        assert_eq!(target.host, "127.0.0.1:8123");
        let target = Target::of("ws://[::1]/ws").expect("a target");
        assert_eq!(target.addresses[0].to_string(), "[::1]:80");
        let target = Target::of("wss://127.0.0.1/ws").expect("a target");
        assert_eq!(target.host, "127.0.0.1:443");
        assert!(target.is_tls);
    }

    #[test]
    fn a_server_below_a_path_is_asked_there() {
        for (path, base) in [
            ("", ""),
            ("/ws", ""),
            ("/ws?bots=1", ""),
            ("/game/ws", "/game"),
            ("/a/b/ws/", "/a/b"),
        ] {
            let target = Target::of(&format!("ws://127.0.0.1{path}")).expect("a target");
            assert_eq!(target.base, base, "{path}");
        }
    }

    #[test]
    fn what_is_no_url_is_refused_in_a_line() {
        for wrong in [
            "",
            "127.0.0.1:80",
            "ftp://127.0.0.1/ws",
            "ws:///ws",
            "ws://a/ws\r",
        ] {
            let error = Target::of(wrong).expect_err(wrong);
            assert!(matches!(error, TargetError::NoUrl(_)), "{wrong}");
            assert!(!error.to_string().contains('\r'), "{error}");
        }
    }

    #[test]
    fn the_url_of_a_page_has_its_websocket_beside_it() {
        for (given, meant) in [
            ("http://localhost:8080", "ws://localhost:8080/ws"),
            ("https://play.example.org/a/", "wss://play.example.org/a/ws"),
            ("http://localhost/ws", "ws://localhost/ws"),
        ] {
            let error = Target::of(given).expect_err(given).to_string();
            assert!(
                error.ends_with(&format!("write {meant} instead")),
                "{error}"
            );
        }
    }
}
