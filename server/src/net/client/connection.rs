//! What comes in from one client, when, and what it is told at last.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::limits::TO_SERVER_BYTES_MAX;
use asteroids_shared::protocol::{Aside, AsideKind, CloseCode, Hello, ToServer, VERSION};
use axum::extract::ws::{Message, WebSocket};
use bytes::Bytes;
use metrics::counter;
use tokio::time::{MissedTickBehavior, interval_at, sleep, timeout};

use super::end::End;
use super::line::Line;
use super::round_trip::RoundTrip;
use crate::metrics::{DECODE_ERRORS, IGNORED_MESSAGES};
use crate::net::bounds::limits::Limits;
use crate::net::bounds::rate_limit::{RateLimit, Verdict};
use crate::net::chat::Talk;
use crate::net::door::stream::Allowance;
use crate::net::rooms::sessions::OpenSession;
use crate::room::{ClientId, Goodbye, Request, RoomHandle, RoomStopped};

/// What may come before a message is complete, its frames' headers included:
/// a message could have any number of empty fragments, none of which counts
/// as a message.
const UNFINISHED_BYTES_MAX: usize = 2 * TO_SERVER_BYTES_MAX;
/// What a client's ping or pong takes besides its payload, in bytes: two, and the
/// mask.
const CONTROL_HEADER_BYTES: usize = 6;

/// When the first ping goes. Others soon see how far away the client is.
const FIRST_PING_AFTER: Duration = Duration::from_secs(1);

/// One client's connection.
pub(in crate::net) struct Connection {
    socket: WebSocket,
    allowance: Allowance,
    /// What the room writes to, past the socket.
    line: Arc<Line>,
    limits: Arc<Limits>,
    rate: RateLimit,
    pong_at: Instant,
    /// When the ping went that is not answered.
    pinged_at: Option<Instant>,
    round_trip: RoundTrip,
    /// Nothing can be read any more, because what came was refused.
    deaf: bool,
}

/// What a client has said that the room did not take.
enum Heard {
    /// A line to everybody.
    Line(String),
    /// That an autopilot flies from now on, where none may.
    Autopilot,
    /// The room takes nothing now, and is to be asked again.
    Refused(Request),
}

impl Connection {
    /// A connection that has said nothing yet.
    pub(in crate::net) fn new(
        socket: WebSocket,
        allowance: Allowance,
        line: Arc<Line>,
        round_trip: RoundTrip,
        limits: Arc<Limits>,
    ) -> Self {
        let now = Instant::now();
        allowance.grant(UNFINISHED_BYTES_MAX);
        Self {
            socket,
            allowance,
            line,
            rate: RateLimit::new(limits.rate, now),
            limits,
            pong_at: now,
            pinged_at: None,
            round_trip,
            deaf: false,
        }
    }

    /// What the room writes to.
    pub(in crate::net) fn line(&self) -> Arc<Line> {
        Arc::clone(&self.line)
    }

    /// Waits for the hello.
    pub(in crate::net) async fn greet(&mut self) -> Result<Hello, End> {
        const NO_HELLO: End = End::Close(CloseCode::HelloExpected);
        let first = timeout(self.limits.hello_within, self.receive());
        let bytes = first.await.map_err(|_| NO_HELLO)??;
        if Hello::version_of(&bytes).is_some_and(|version| version != VERSION) {
            return Err(End::Close(CloseCode::Version));
        }
        match decode(&bytes)? {
            ToServer::Hello(hello) => Ok(hello),
            ToServer::Controls { .. }
            | ToServer::View { .. }
            | ToServer::Focus(_)
            | ToServer::Respawn
            | ToServer::Choose(_)
            | ToServer::Ping { .. }
            | ToServer::Away(_)
            | ToServer::Autopilot(_)
            | ToServer::Say(_) => Err(NO_HELLO),
        }
    }

    /// Hands messages to the room until either has had enough. What the room
    /// says goes past us, but for what the kernel would not take at once.
    pub(in crate::net) async fn converse(
        &mut self,
        room: &RoomHandle,
        session: &mut OpenSession,
        goodbye: &mut Goodbye,
        talk: &mut Talk,
    ) -> Result<Infallible, End> {
        let client = session.client();
        let every = self.limits.ping_every;
        let mut pings = interval_at(tokio::time::Instant::now() + FIRST_PING_AFTER, every);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let line = Arc::clone(&self.line);
        loop {
            let heard = tokio::select! {
                biased;
                code = goodbye.said() => {
                    return Err(End::Close(code.unwrap_or(CloseCode::Restarting)));
                }
                farewell = session.dismissed() => return Err(End::Dismiss(farewell)),
                never = poll_fn(|context| line.poll_drain(context)) => match never {},
                never = talk.pass_on(&line) => match never {},
                _ = pings.tick() => {
                    Box::pin(self.ping()).await?;
                    continue;
                }
                heard = self.hear(room, client) => heard?,
            };
            match heard {
                Heard::Line(text) => talk.say(&text, session),
                Heard::Autopilot => talk.tell(Aside::plain(AsideKind::NoAutopilots)),
                Heard::Refused(request) => {
                    let asked = Box::pin(room.ask(request)).await;
                    asked.map_err(|_| End::Close(CloseCode::Restarting))?;
                }
            }
        }
    }

    /// Hands messages to the room, until one comes that is not for it or that
    /// it has no place for. May be dropped at any time without losing one.
    async fn hear(&mut self, room: &RoomHandle, client: ClientId) -> Result<Heard, End> {
        loop {
            let bytes = self.receive().await?;
            let message = match decode(&bytes)? {
                ToServer::Hello(_) => return Err(End::Close(CloseCode::Malformed)),
                ToServer::Say(text) => return Ok(Heard::Line(text)),
                ToServer::Autopilot(true) if !self.limits.autopilots => {
                    return Ok(Heard::Autopilot);
                }
                message => message,
            };
            let at = Instant::now();
            let say = Request::Say {
                client,
                message,
                at,
            };
            match room.offer(say) {
                Ok(None) => {}
                Ok(Some(refused)) => return Ok(Heard::Refused(refused)),
                Err(RoomStopped) => return Err(End::Close(CloseCode::Restarting)),
            }
        }
    }

    /// The next binary message that the rate limit lets through. May be dropped
    /// at any time without losing one.
    async fn receive(&mut self) -> Result<Bytes, End> {
        loop {
            let message = match self.socket.recv().await {
                Some(Ok(message)) => message,
                Some(Err(error)) => {
                    self.deaf = true;
                    return Err(error.into());
                }
                None => return Err(End::Gone),
            };
            self.allow_more_after(&message);
            let now = Instant::now();
            if matches!(message, Message::Pong(_)) {
                self.pong_at = now;
                if let Some(at) = self.pinged_at.take() {
                    self.round_trip.note(now.duration_since(at));
                }
            }
            match self.rate.judge(now) {
                Verdict::Take => {}
                Verdict::Ignore => {
                    counter!(IGNORED_MESSAGES).increment(1);
                    continue;
                }
                Verdict::Flood => return Err(End::Close(CloseCode::Flood)),
            }
            match message {
                Message::Binary(bytes) => return Ok(bytes),
                Message::Text(_) => return Err(End::Close(CloseCode::NotBinary)),
                Message::Close(frame) => {
                    // The answer to it is written next.
                    self.line.part();
                    return Err(frame.into());
                }
                // Pings are answered below us.
                Message::Ping(_) | Message::Pong(_) => {}
            }
        }
    }

    /// A complete message begins the count anew. A ping or pong may come between
    /// its fragments, so it takes nothing from the count and adds nothing.
    fn allow_more_after(&self, message: &Message) {
        match message {
            Message::Ping(payload) | Message::Pong(payload) => {
                let bytes = CONTROL_HEADER_BYTES + payload.len();
                self.allowance.give_back(bytes, UNFINISHED_BYTES_MAX);
            }
            Message::Binary(_) | Message::Text(_) | Message::Close(_) => {
                self.allowance.grant(UNFINISHED_BYTES_MAX);
            }
        }
    }

    async fn ping(&mut self) -> Result<(), End> {
        if self.pong_at.elapsed() >= self.limits.pong_within {
            return Err(End::Close(CloseCode::PingTimeout));
        }
        self.pinged_at.get_or_insert_with(Instant::now);
        self.write(Message::Ping(Bytes::new())).await
    }

    /// Writes a message to the last byte. Meanwhile nothing is read.
    async fn write(&mut self, message: Message) -> Result<(), End> {
        match timeout(self.limits.write_within, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Gone),
            Err(_) => Err(End::Stuck),
        }
    }

    /// Says goodbye, and waits a little for the client to do so too: closing
    /// before all that it sent is read could cost it our last message.
    pub(in crate::net) async fn finish(mut self, end: End) {
        self.allowance.grant(Allowance::UNLIMITED);
        self.line.part();
        let goodbye = async {
            let lost = matches!(end, End::Stuck) || (self.deaf && matches!(end, End::Gone));
            if lost {
                return;
            }
            if let Some(message) = end.message()
                && self.socket.send(message).await.is_err()
            {
                return;
            }
            if self.deaf {
                sleep(self.limits.close_within).await;
            }
            while let Some(Ok(_)) = self.socket.recv().await {}
        };
        // Whoever does not answer is cut off.
        let _ = timeout(self.limits.close_within, goodbye).await;
    }
}

fn decode(bytes: &[u8]) -> Result<ToServer, End> {
    ToServer::decode(bytes).map_err(|_| {
        counter!(DECODE_ERRORS).increment(1);
        End::Close(CloseCode::Malformed)
    })
}
