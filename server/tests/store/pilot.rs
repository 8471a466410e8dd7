//! A pilot that turns and fires at whatever comes, and counts what it is told.

use std::net::SocketAddr;
use std::time::Instant;

use asteroids_shared::protocol::{Event, Hello, Role, SessionClaim, ToClient, ToServer, Welcome};
use asteroids_shared::rules::BULLET_LIFE_TICKS;
use asteroids_shared::{Controls, PlayerId};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::browser::{Browser, PATIENCE};

/// Turning, thrusting, firing.
const KEYS: Controls = Controls::FIRE.with(Controls::LEFT).with(Controls::THRUST);

pub struct Pilot {
    socket: WebSocketStream<TcpStream>,
    pub name: String,
    pub player: PlayerId,
    /// What it comes back with.
    pub claim: Option<SessionClaim>,
    /// Whether it goes on where it was.
    pub is_resumed: bool,
    /// The points of its run.
    pub score: u32,
    seq: u32,
    /// What the server has said to it alone.
    told: Vec<String>,
    /// What it was told that it scored, and when.
    pub scored: Vec<(Instant, i64)>,
}

impl Pilot {
    pub async fn join(server: SocketAddr, browser: &Browser, name: &str) -> Self {
        let hello = Hello::new(Role::Pilot, name, 20.0, 15.0);
        Self::greet(server, browser, hello).await
    }

    /// The same, of one that a program flies and that says so.
    pub async fn join_as_a_bot(server: SocketAddr, browser: &Browser, name: &str) -> Self {
        let hello = Hello::new(Role::Pilot, name, 20.0, 15.0).of_a_bot();
        Self::greet(server, browser, hello).await
    }

    /// Comes with what it has of a session before.
    pub async fn come_back(
        server: SocketAddr,
        browser: &Browser,
        claim: Option<SessionClaim>,
    ) -> Self {
        let hello = Hello::new(Role::Pilot, "", 20.0, 15.0).resuming(claim);
        Self::greet(server, browser, hello).await
    }

    /// Says hello and waits until it knows its session and how it stands.
    async fn greet(server: SocketAddr, browser: &Browser, hello: Hello) -> Self {
        let url = format!("ws://{server}/ws");
        let mut request = url.into_client_request().expect("an address");
        let headers = [
            ("cookie", &browser.cookie),
            ("x-forwarded-for", &browser.address),
        ];
        for (name, value) in headers {
            if let Some(value) = value {
                let value = value.parse().expect("printable");
                request.headers_mut().insert(name, value);
            }
        }
        let stream = TcpStream::connect(server).await.expect("it listens");
        let upgraded = tokio_tungstenite::client_async(request, stream).await;
        let (socket, _) = upgraded.expect("it upgrades");
        let mut pilot = Self {
            socket,
            name: String::new(),
            player: 0,
            claim: None,
            is_resumed: false,
            score: 0,
            seq: 0,
            told: Vec::new(),
            scored: Vec::new(),
        };
        pilot.say(&ToServer::Hello(hello)).await;
        let welcome = pilot.welcomed().await;
        let mut is_standing = false;
        while !(is_standing && pilot.claim.is_some()) {
            match pilot.receive().await.expect("the server is there") {
                ToClient::Session(session) => {
                    pilot.is_resumed = session.resumed;
                    pilot.claim = Some(SessionClaim {
                        room: welcome.room,
                        key: session.key,
                    });
                }
                ToClient::Frame(frame) => is_standing |= frame.you.is_some(),
                _ => {}
            }
        }
        (pilot.name, pilot.player) = (welcome.name, welcome.player);
        pilot
    }

    async fn welcomed(&mut self) -> Welcome {
        match self.receive().await {
            Some(ToClient::Welcome(welcome)) => *welcome,
            other => panic!("a welcome should have come, but: {other:?}"),
        }
    }

    async fn say(&mut self, message: &ToServer) {
        // A server that was killed takes nothing.
        let _ = self.socket.send(Message::binary(message.encode())).await;
    }

    /// The next message, until the server is gone.
    /// Waits until the server has said to it alone what has this in it.
    pub async fn is_told(&mut self, part: &str) {
        let told = async {
            while !self.told.iter().any(|text| text.contains(part)) {
                self.receive().await.expect("the server is there");
            }
        };
        let in_time = timeout(PATIENCE, told).await;
        in_time.expect("it should have been told");
    }

    async fn receive(&mut self) -> Option<ToClient> {
        loop {
            match timeout(PATIENCE, self.socket.next())
                .await
                .expect("in time")
            {
                Some(Ok(Message::Binary(bytes))) => {
                    let message = ToClient::decode(&bytes).expect("it is well formed");
                    if let ToClient::Aside(aside) = &message {
                        self.told.push(aside.to_string());
                    }
                    if let ToClient::Frame(frame) = &message
                        && let Some(you) = frame.you
                    {
                        self.score = you.score;
                    }
                    return Some(message);
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }

    /// Plays one frame with these keys. False once the server is gone.
    async fn play_frame(&mut self, keys: Controls) -> bool {
        let frame = match self.receive().await {
            Some(ToClient::Frame(frame)) => frame,
            other => return other.is_some(),
        };
        for event in &frame.events {
            if let Event::Score { points, .. } = *event {
                self.scored.push((Instant::now(), i64::from(points)));
            }
        }
        if self.seq.is_multiple_of(16) {
            self.say(&ToServer::Respawn).await;
        }
        // A gun fires only after its trigger was let go.
        let rests = self.seq.is_multiple_of(16);
        self.seq += 1;
        self.say(&ToServer::Controls {
            seq: self.seq,
            tick: 0,
            controls: if rests { Controls::NONE } else { keys },
        })
        .await;
        true
    }

    /// Plays until the server is gone.
    pub async fn play(mut self) -> Self {
        while self.play_frame(KEYS).await {}
        self
    }

    /// Plays until it has scored so much, waits until its last bullets have
    /// landed, and leaves. Gives what it has scored.
    pub async fn play_until(mut self, points: i64) -> i64 {
        self.fly_until(points).await;
        self.socket.close(None).await.expect("it is open");
        self.total()
    }

    /// Plays until it has scored so much and its last bullets have landed.
    pub async fn fly_until(&mut self, points: i64) {
        while self.total() < points {
            assert!(self.play_frame(KEYS).await, "the server is gone");
        }
        for _ in 0..BULLET_LIFE_TICKS {
            assert!(self.play_frame(Controls::NONE).await, "the server is gone");
        }
    }

    /// What it was told that it scored.
    pub fn total(&self) -> i64 {
        self.scored.iter().map(|(_, points)| points).sum()
    }

    /// The same, up to an instant.
    pub fn total_until(&self, then: Instant) -> i64 {
        let until = self.scored.iter().take_while(|(at, _)| *at <= then);
        until.map(|(_, points)| points).sum()
    }
}
