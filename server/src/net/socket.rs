//! One WebSocket: its handshake, what comes in, and how it ends.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::limits::TO_SERVER_BYTES_MAX;
use asteroids_shared::protocol::{CloseCode, Hello, Role, SessionKey, ToServer, VERSION, name};
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use metrics::counter;
use tokio::time::{MissedTickBehavior, interval_at, sleep, timeout};
use tokio_tungstenite::tungstenite;

use super::Edge;
use super::admission::Load;
use super::chat::{Speaker, Talk, Voice};
use super::farewell::Farewell;
use super::identity;
use super::limits::Limits;
use super::line::Line;
use super::lobby::Place;
use super::log_limit::LogLimit;
use super::rate_limit::{RateLimit, Verdict};
use super::round_trip::RoundTrip;
use super::sessions::OpenSession;
use super::stream::Allowance;
use crate::metrics::{DECODE_ERRORS, IGNORED_MESSAGES, REFUSED};
use crate::room::{ClientId, Goodbye, Request, RoomHandle, outbox};
use crate::store::{Store, TokenHash, unix_now};

/// What is read at once. With the usual 128 KiB a connection costs 27 times
/// the memory.
const READ_BUFFER_BYTES: usize = 1024;
/// What may come before a message is complete, its frames' headers included:
/// a message could have any number of empty fragments, none of which counts
/// as a message.
const UNFINISHED_BYTES_MAX: usize = 2 * TO_SERVER_BYTES_MAX;

/// When the first ping goes. Others soon see how far away the client is.
const FIRST_PING_AFTER: Duration = Duration::from_secs(1);

/// How every WebSocket is set up, for messages of at most `bytes_max` bytes.
pub fn upgrade_settings(upgrade: WebSocketUpgrade, bytes_max: usize) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_message_size(bytes_max)
        .max_frame_size(bytes_max)
}

/// How a conversation ends.
#[derive(Clone, Debug, PartialEq, Eq)]
enum End {
    /// The client says that it goes.
    Left,
    /// The client is gone without a word, or with one that it will be back.
    Gone,
    /// The client takes nothing any more, so it cannot be told why.
    Stuck,
    /// The client is told why.
    Close(CloseCode),
    /// The same, in words for this one.
    Dismiss(Farewell),
}

impl End {
    /// Whether a pilot whose connection ends so may come back and go on. Who
    /// leaves, or is thrown out, does so at once.
    fn may_come_back(&self) -> bool {
        match self {
            Self::Left | Self::Dismiss(_) => false,
            Self::Gone | Self::Stuck => true,
            Self::Close(code) => code.may_come_back(),
        }
    }
}

/// Serves one client from its hello to its end.
pub(super) async fn serve(
    socket: WebSocket,
    allowance: Allowance,
    line: Arc<Line>,
    mut session: OpenSession,
    token: Option<TokenHash>,
    edge: Arc<Edge>,
) {
    let mut connection =
        Connection::new(socket, allowance, line, session.round_trip(), &edge.limits);
    let mut stopping = edge.stopping.clone();
    let greeted = tokio::select! {
        greeted = connection.greet() => greeted,
        _ = stopping.wait_for(|stop| *stop) => Err(End::Close(CloseCode::Restarting)),
    };
    let end = match greeted {
        Ok(hello) => play(&mut connection, hello, token, &mut session, &edge).await,
        Err(end) => end,
    };
    log(&end, &session, &edge.log_limit);
    connection.finish(end).await;
}

fn log(end: &End, session: &OpenSession, limit: &LogLimit) {
    let (code, reason) = match end {
        // The last two are counted, and come in crowds.
        End::Left | End::Gone | End::Close(CloseCode::Restarting | CloseCode::Full) => return,
        End::Dismiss(farewell) if farewell.code() == CloseCode::Full => return,
        End::Stuck => (None, "it takes nothing"),
        End::Close(code) => (Some(code.code()), code.reason()),
        End::Dismiss(farewell) => (Some(farewell.code().code()), farewell.reason()),
    };
    if let Some(left_out) = limit.admit(Instant::now()) {
        let (client, address) = (session.client(), session.pseudonym());
        tracing::info!(client, %address, code, left_out, "closed: {reason}");
    }
}

/// Takes part in a room until the end. The room is told of it, whatever it is.
async fn play(
    connection: &mut Connection<'_>,
    mut hello: Hello,
    token: Option<TokenHash>,
    session: &mut OpenSession,
    edge: &Edge,
) -> End {
    if let Some(farewell) = edge
        .bans
        .farewell(session.address(), token.as_ref(), unix_now())
    {
        return End::Dismiss(farewell);
    }
    let Some((mut place, key)) = place(&hello, edge).await else {
        counter!(REFUSED).increment(1);
        let draining = hello.role == Role::Pilot && edge.lobby.is_draining();
        return match draining {
            true => End::Dismiss(Farewell::draining()),
            false => End::Close(CloseCode::Full),
        };
    };
    let client = session.client();
    session.placed(place.room.status().room, hello.role);
    let seat = match hello.role {
        Role::Pilot => place.seat.take(),
        Role::Spectator => None,
    };
    hello.name = called(&hello, token, client, &edge.store).await;
    session.named(&hello.name);
    let role = hello.role;
    let (outbox, mut goodbye) = outbox(connection.line.clone());
    let connect = Request::Connect {
        client,
        hello,
        token,
        key,
        seat,
        outbox,
    };
    if place.room.ask(connect).await.is_err() {
        return End::Close(CloseCode::Restarting);
    }
    // Asked at the next tick; whoever is not let in is told so below.
    let seated = goodbye.seated().await;
    let voice = Voice::of(token, session.address());
    let speaker = seated.filter(|_| role == Role::Pilot).map(|seated| {
        session.named(&seated.name);
        Speaker::new(seated.player, seated.name, voice, Instant::now())
    });
    let company = edge.companies.get(&place.room.status().room);
    let company = company.expect("every room has one");
    let mut talk = Talk::new(&company.chat, speaker);
    let Err(end) = connection
        .converse(&place.room, session, goodbye, &mut talk)
        .await;
    let gone = if end.may_come_back() {
        Request::Lost { client }
    } else {
        Request::Disconnect { client }
    };
    // A room that has stopped needs no goodbye.
    let _ = place.room.ask(gone).await;
    end
}

/// A place in a room, and the key to come back with: for who was cut off those
/// of before, however crowded it is by now.
async fn place(hello: &Hello, edge: &Edge) -> Option<(Place, SessionKey)> {
    if let (Role::Pilot, Some(claim)) = (hello.role, &hello.session)
        && let Some(place) = edge.lobby.find(claim).await
    {
        return Some((place, claim.key));
    }
    if hello.role == Role::Pilot && *edge.load.borrow() >= Load::High {
        return None;
    }
    let place = edge.lobby.place(hello.role)?;
    Some((place, SessionKey(identity::random())))
}

/// What others see of the wished name. A store that is too busy to be asked
/// keeps nobody from playing.
async fn called(
    hello: &Hello,
    token: Option<TokenHash>,
    client: ClientId,
    store: &Store,
) -> String {
    if hello.role == Role::Spectator {
        return String::new();
    }
    let wished = name::clean(&hello.name);
    let asked = store.call(move |store| store.name_for(token.as_ref(), wished));
    let name = asked.await.ok().flatten();
    name.unwrap_or_else(|| format!("Pilot-{client}"))
}

struct Connection<'a> {
    socket: WebSocket,
    allowance: Allowance,
    /// What the room writes to, past the socket.
    line: Arc<Line>,
    limits: &'a Limits,
    rate: RateLimit,
    pong_at: Instant,
    /// When the ping went that is not answered.
    pinged_at: Option<Instant>,
    round_trip: RoundTrip,
    /// Nothing can be read any more, because what came was refused.
    deaf: bool,
}

impl<'a> Connection<'a> {
    fn new(
        socket: WebSocket,
        allowance: Allowance,
        line: Arc<Line>,
        round_trip: RoundTrip,
        limits: &'a Limits,
    ) -> Self {
        let now = Instant::now();
        allowance.grant(UNFINISHED_BYTES_MAX);
        Self {
            socket,
            allowance,
            line,
            limits,
            rate: RateLimit::new(limits.rate, now),
            pong_at: now,
            pinged_at: None,
            round_trip,
            deaf: false,
        }
    }

    /// Waits for the hello.
    async fn greet(&mut self) -> Result<Hello, End> {
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
            | ToServer::Ping { .. }
            | ToServer::Away(_)
            | ToServer::Say(_) => Err(NO_HELLO),
        }
    }

    /// Hands messages to the room until either has had enough. What the room
    /// says goes past us, but for what the kernel would not take at once.
    async fn converse(
        &mut self,
        room: &RoomHandle,
        session: &mut OpenSession,
        mut goodbye: Goodbye,
        talk: &mut Talk<'_>,
    ) -> Result<Infallible, End> {
        let client = session.client();
        let every = self.limits.ping_every;
        let mut pings = interval_at(tokio::time::Instant::now() + FIRST_PING_AFTER, every);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let line = Arc::clone(&self.line);
        loop {
            tokio::select! {
                biased;
                code = goodbye.said() => {
                    return Err(End::Close(code.unwrap_or(CloseCode::Restarting)));
                }
                farewell = session.dismissed() => return Err(End::Dismiss(farewell)),
                never = poll_fn(|context| line.poll_drain(context)) => match never {},
                never = talk.pass_on(&line) => match never {},
                _ = pings.tick() => self.ping().await?,
                bytes = self.receive() => {
                    let message = decode(&bytes?)?;
                    if matches!(message, ToServer::Hello(_)) {
                        return Err(End::Close(CloseCode::Malformed));
                    }
                    if let ToServer::Say(text) = &message {
                        talk.say(text, session);
                        continue;
                    }
                    let say = Request::Say { client, message, at: Instant::now() };
                    let asked = room.ask(say).await;
                    asked.map_err(|_| End::Close(CloseCode::Restarting))?;
                }
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
                    return Err(end_of(error));
                }
                None => return Err(End::Gone),
            };
            self.allowance.grant(UNFINISHED_BYTES_MAX);
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
                Message::Close(frame) => return Err(end_by(frame)),
                // Pings are answered below us.
                Message::Ping(_) | Message::Pong(_) => {}
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
    async fn finish(mut self, end: End) {
        self.allowance.grant(Allowance::UNLIMITED);
        let goodbye = async {
            match end {
                End::Stuck => return,
                End::Gone if self.deaf => return,
                End::Left | End::Gone => {}
                End::Close(code) => {
                    let reason = Utf8Bytes::from_static(code.reason());
                    let message = close_message(code, reason);
                    if self.socket.send(message).await.is_err() {
                        return;
                    }
                }
                End::Dismiss(farewell) => {
                    let message = close_message(farewell.code(), farewell.reason().into());
                    if self.socket.send(message).await.is_err() {
                        return;
                    }
                }
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

fn close_message(code: CloseCode, reason: Utf8Bytes) -> Message {
    let code = code.code();
    Message::Close(Some(CloseFrame { code, reason }))
}

/// What a client means that closes: with the codes that browsers send when a page
/// is left it goes, with any other it only drops a bad line.
fn end_by(frame: Option<CloseFrame>) -> End {
    const NORMAL: u16 = 1000;
    const GOING_AWAY: u16 = 1001;
    match frame.map(|frame| frame.code) {
        None | Some(NORMAL | GOING_AWAY) => End::Left,
        Some(_) => End::Gone,
    }
}

/// What a failed read means.
fn end_of(error: axum::Error) -> End {
    use std::io::ErrorKind::InvalidData;
    use tungstenite::error::{Error, ProtocolError};
    match error.into_inner().downcast_ref() {
        Some(Error::Capacity(_)) => End::Close(CloseCode::TooLarge),
        // The allowance is spent.
        Some(Error::Io(error)) if error.kind() == InvalidData => End::Close(CloseCode::TooLarge),
        // Only text has to be UTF-8.
        Some(Error::Utf8(_)) => End::Close(CloseCode::NotBinary),
        Some(Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)) => End::Gone,
        Some(Error::Protocol(_)) => End::Close(CloseCode::Malformed),
        _ => End::Gone,
    }
}
