//! Someone at the other end of a WebSocket.

use std::net::SocketAddr;

use asteroids_shared::protocol::{CloseCode, Hello, Role, ToClient, ToServer, Welcome};
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{self, Message};

use crate::game::PATIENCE;

/// Someone at the other end of a WebSocket.
pub struct Player {
    socket: WebSocketStream<TcpStream>,
    extensions: Option<HeaderValue>,
}

impl Player {
    pub async fn connect(address: SocketAddr) -> Self {
        Self::try_connect(address)
            .await
            .expect("the server upgrades")
    }

    pub async fn try_connect(address: SocketAddr) -> Result<Self, tungstenite::Error> {
        let stream = TcpStream::connect(address).await?;
        Self::upgrade(address, stream).await
    }

    /// The bare connection.
    pub fn into_stream(self) -> TcpStream {
        self.socket.into_inner()
    }

    /// Someone whose machine holds next to nothing that is not read.
    pub async fn connect_narrowly(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().expect("there is a network");
        socket.set_recv_buffer_size(1).expect("the least there is");
        let stream = socket.connect(address).await.expect("it listens");
        Self::upgrade(address, stream)
            .await
            .expect("the server upgrades")
    }

    async fn upgrade(address: SocketAddr, stream: TcpStream) -> Result<Self, tungstenite::Error> {
        Self::upgrade_with(address, stream, &[]).await
    }

    /// Someone whose request has these headers too.
    pub async fn ask(
        address: SocketAddr,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, tungstenite::Error> {
        let stream = TcpStream::connect(address).await?;
        Self::upgrade_with(address, stream, headers).await
    }

    /// Someone who opens the WebSocket at this address, such as `/ws?room=2`.
    pub async fn at(address: SocketAddr, path: &str) -> Self {
        Self::at_with(address, path, &[]).await
    }

    /// The same, with these headers.
    pub async fn at_with(
        address: SocketAddr,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Self {
        let stream = TcpStream::connect(address).await.expect("it listens");
        let opened = Self::open(address, path, stream, headers).await;
        opened.expect("the server upgrades")
    }

    async fn upgrade_with(
        address: SocketAddr,
        stream: TcpStream,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, tungstenite::Error> {
        Self::open(address, "/ws", stream, headers).await
    }

    async fn open(
        address: SocketAddr,
        path: &str,
        stream: TcpStream,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, tungstenite::Error> {
        let mut request = format!("ws://{address}{path}").into_client_request()?;
        for (name, value) in headers {
            let value = value.parse().expect("a header's value");
            request.headers_mut().insert(*name, value);
        }
        let (socket, answer) = tokio_tungstenite::client_async(request, stream).await?;
        let extensions = answer.headers().get("sec-websocket-extensions").cloned();
        Ok(Self { socket, extensions })
    }

    /// The extensions of the protocol that the server has agreed to.
    pub fn extensions(&self) -> Option<&HeaderValue> {
        self.extensions.as_ref()
    }

    pub async fn say(&mut self, message: &ToServer) {
        self.send(Message::binary(message.encode())).await;
    }

    pub async fn hello(&mut self, role: Role, name: &str) {
        self.say(&ToServer::Hello(Hello::new(role, name, 20.0, 15.0)))
            .await;
    }

    /// Sends a message again and again, and does not mind when it is cut off.
    pub async fn pours(&mut self, message: &ToServer, count: usize) {
        let message = Message::binary(message.encode());
        for _ in 0..count {
            if self.socket.feed(message.clone()).await.is_err() {
                return;
            }
        }
        let _ = self.socket.flush().await;
    }

    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        self.send(Message::binary(bytes.to_vec())).await;
    }

    pub async fn send(&mut self, message: Message) {
        let sent = timeout(PATIENCE, self.socket.send(message)).await;
        sent.expect("in time").expect("the connection is open");
    }

    /// Writes bytes past the WebSocket, as no honest client does.
    pub async fn send_raw(&mut self, bytes: &[u8]) {
        use tokio::io::AsyncWriteExt;
        self.socket
            .get_mut()
            .write_all(bytes)
            .await
            .expect("it is open");
    }

    /// The next binary message.
    pub async fn receive(&mut self) -> Vec<u8> {
        loop {
            match self.next().await {
                Some(Ok(Message::Binary(bytes))) => return bytes.to_vec(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("a message should have come, but: {other:?}"),
            }
        }
    }

    pub async fn welcomed(&mut self) -> Box<Welcome> {
        match ToClient::decode(&self.receive().await) {
            Ok(ToClient::Welcome(welcome)) => welcome,
            other => panic!("a welcome should have come, but: {other:?}"),
        }
    }

    /// Asserts that what this player says is still answered.
    pub async fn still_plays(&mut self) {
        let ping = ToServer::Ping { nonce: 4711 };
        self.say(&ping).await;
        assert_eq!(self.receive().await, ping.encode());
    }

    /// The code with which the server closes the connection.
    pub async fn closed(&mut self) -> u16 {
        self.sent_away().await.0
    }

    /// The code and the reason with which the server closes the connection.
    pub async fn sent_away(&mut self) -> (u16, String) {
        loop {
            match self.next().await {
                Some(Ok(Message::Close(Some(frame)))) => {
                    return (frame.code.into(), frame.reason.to_string());
                }
                Some(Ok(_)) => {}
                other => panic!("it should have been closed, but: {other:?}"),
            }
        }
    }

    pub async fn is_closed_with(&mut self, code: CloseCode) {
        assert_eq!(self.closed().await, code.code());
        while self.next().await.is_some() {}
    }

    /// Waits until the server has nothing more to say.
    pub async fn ends(&mut self) {
        while self.next().await.is_some() {}
    }

    async fn next(&mut self) -> Option<Result<Message, tungstenite::Error>> {
        timeout(PATIENCE, self.socket.next())
            .await
            .expect("in time")
    }
}
