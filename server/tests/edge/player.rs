//! Someone at the other end of a WebSocket.

use std::net::SocketAddr;

use asteroids_shared::protocol::{CloseCode, Hello, Role, ToClient, ToServer, Welcome};
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{self, Message};

use crate::game::PATIENCE;

/// Someone at the other end of a WebSocket.
pub struct Player(WebSocketStream<TcpStream>);

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
        let url = format!("ws://{address}/ws");
        let (socket, _) = tokio_tungstenite::client_async(url, stream).await?;
        Ok(Self(socket))
    }

    pub async fn say(&mut self, message: &ToServer) {
        self.send(Message::binary(message.encode())).await;
    }

    pub async fn hello(&mut self, role: Role, name: &str) {
        self.say(&ToServer::Hello(Hello::new(role, name, 20.0, 15.0)))
            .await;
    }

    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        self.send(Message::binary(bytes.to_vec())).await;
    }

    pub async fn send(&mut self, message: Message) {
        let sent = timeout(PATIENCE, self.0.send(message)).await;
        sent.expect("in time").expect("the connection is open");
    }

    /// Writes bytes past the WebSocket, as no honest client does.
    pub async fn send_raw(&mut self, bytes: &[u8]) {
        use tokio::io::AsyncWriteExt;
        self.0.get_mut().write_all(bytes).await.expect("it is open");
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
        loop {
            match self.next().await {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(_)) => {}
                other => panic!("it should have been closed, but: {other:?}"),
            }
        }
    }

    pub async fn is_closed_with(&mut self, code: CloseCode) {
        assert_eq!(self.closed().await, code.code());
        while self.next().await.is_some() {}
    }

    async fn next(&mut self) -> Option<Result<Message, tungstenite::Error>> {
        timeout(PATIENCE, self.0.next()).await.expect("in time")
    }
}
