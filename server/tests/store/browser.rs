//! A browser: it keeps its cookie, and asks over HTTP.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{interval, timeout};

/// Nothing in these tests takes longer.
pub const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Default)]
pub struct Browser {
    pub cookie: Option<String>,
    pub origin: Option<String>,
    /// Where a proxy on this machine says that it is.
    pub address: Option<String>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Value,
}

impl Browser {
    /// One that has visited the server.
    pub async fn at(server: SocketAddr) -> Self {
        let mut browser = Self::default();
        browser.get(server, "/api/me").await;
        browser
    }

    /// One that has visited it from this address, by way of a proxy.
    pub async fn from(server: SocketAddr, address: &str) -> Self {
        let mut browser = Self {
            address: Some(address.to_owned()),
            ..Self::default()
        };
        browser.get(server, "/api/me").await;
        browser
    }

    pub async fn get(&mut self, server: SocketAddr, path: &str) -> Value {
        let answer = self.ask(server, "GET", path, None).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// Waits until so many points are stored for its player.
    pub async fn has_stored(&mut self, server: SocketAddr, points: i64) {
        let mut again = interval(Duration::from_millis(20));
        let stored = async {
            while self.get(server, "/api/me").await["career"]["score"] != points {
                again.tick().await;
            }
        };
        let in_time = timeout(PATIENCE, stored).await;
        in_time.expect("the points should have been stored");
    }

    pub async fn post(&mut self, server: SocketAddr, path: &str, body: Value) -> Answer {
        self.ask(server, "POST", path, Some(body)).await
    }

    pub async fn claim(&mut self, server: SocketAddr, name: &str, password: &str) -> Answer {
        let body = json!({ "name": name, "password": password });
        self.post(server, "/api/claim", body).await
    }

    pub async fn log_in(&mut self, server: SocketAddr, name: &str, password: &str) -> Answer {
        let body = json!({ "name": name, "password": password });
        self.post(server, "/api/login", body).await
    }

    pub async fn ask(
        &mut self,
        server: SocketAddr,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        let body = body.map_or_else(String::new, |body| body.to_string());
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in [
            ("Cookie", &self.cookie),
            ("Origin", &self.origin),
            ("X-Forwarded-For", &self.address),
        ] {
            if let Some(value) = value {
                request += &format!("{name}: {value}\r\n");
            }
        }
        request += &format!("\r\n{body}");
        let mut stream = TcpStream::connect(server).await.expect("it listens");
        stream.write_all(request.as_bytes()).await.expect("open");
        let mut text = String::new();
        let read = timeout(PATIENCE, stream.read_to_string(&mut text)).await;
        read.expect("in time").expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        self.keep_cookie(head);
        Answer {
            status: head[9..12].parse().expect("a status"),
            head: head.to_owned(),
            body: serde_json::from_str(body).unwrap_or(Value::Null),
        }
    }

    fn keep_cookie(&mut self, head: &str) {
        let mut lines = head.lines();
        let set = lines.find_map(|line| line.strip_prefix("set-cookie: "));
        if let Some(cookie) = set.and_then(|set| set.split(';').next()) {
            let forgotten = cookie.ends_with('=');
            self.cookie = (!forgotten).then(|| cookie.to_owned());
        }
    }
}
