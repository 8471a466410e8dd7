//! One WebSocket, from its handshake to its end.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::{Aside, AsideKind, CloseCode, Hello, Role, SessionKey, name};
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::WebSocket;
use metrics::counter;
use tokio::time::{sleep, timeout};

use super::connection::Connection;
use super::end::End;
use super::farewell::Farewell;
use super::line::Line;
use crate::metrics::REFUSED;
use crate::net::Edge;
use crate::net::chat::{Speaker, Talk, Voices};
use crate::net::door::admission::Load;
use crate::net::door::stream::Allowance;
use crate::net::rooms::friend::Friend;
use crate::net::rooms::place::Place;
use crate::net::rooms::private::room::Comer;
use crate::net::rooms::sessions::OpenSession;
use crate::net::rooms::wish::Wish;
use crate::net::visitor::identity;
use crate::net::visitor::networks::{Home, Subnet};
use crate::room::{ClientId, Goodbye, Household, Newcomer, Request, Seated, outbox};
use crate::store::questions::Recognising;
use crate::store::{Known, Stamp, Store, StoreError, Taken, TokenHash};

/// What is read at once: a dozen messages of who plays. The usual 128 KiB would
/// be nearly all that a connection costs.
const READ_BUFFER_BYTES: usize = 256;
/// How long a newcomer waits for the store to recognise it, and how long a pilot who comes
/// back: its room knows it.
const KNOWN_WITHIN: Duration = Duration::from_secs(10);
const KNOWN_AGAIN_WITHIN: Duration = Duration::from_secs(1);
/// The pause before a cluster without a keeper is asked again.
const ASKED_EVERY: Duration = Duration::from_millis(500);

/// How every WebSocket is set up, for messages of at most `bytes_max` bytes.
pub fn upgrade_settings(upgrade: WebSocketUpgrade, bytes_max: usize) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_message_size(bytes_max)
        .max_frame_size(bytes_max)
}

/// With what somebody opens a WebSocket.
pub(in crate::net) struct Ticket {
    /// Whose browser it is, if it has a cookie; why not, if that cannot be told now.
    pub token: Result<Option<TokenHash>, CloseCode>,
    /// Which room it wishes to be in.
    pub wish: Wish,
}

/// Serves one client from its hello to its end.
///
/// What is over soon or comes last is boxed, and this is no `async fn`, which
/// keeps its arguments twice: a client costs what its task holds at once, and
/// most of the time it just plays.
pub(in crate::net) fn serve(
    socket: WebSocket,
    allowance: Allowance,
    line: Arc<Line>,
    mut session: OpenSession,
    ticket: Ticket,
    edge: Arc<Edge>,
) -> impl Future<Output = ()> {
    let limits = Arc::clone(&edge.limits);
    let mut connection = Connection::new(socket, allowance, line, session.round_trip(), limits);
    async move {
        let entered = Box::pin(come_in(&mut connection, ticket, &mut session, &edge)).await;
        let end = match entered {
            Ok(mut visit) => play(&mut connection, &mut session, &mut visit).await,
            Err(end) => end,
        };
        log(&end, &session, &edge);
        Box::pin(connection.finish(end)).await;
    }
}

fn log(end: &End, session: &OpenSession, edge: &Edge) {
    let (code, reason) = match end {
        // The last two are counted, and come in crowds.
        End::Left | End::Gone | End::Close(CloseCode::Restarting | CloseCode::Full) => return,
        End::Dismiss(farewell)
            if matches!(farewell.code(), CloseCode::Full | CloseCode::Elsewhere) =>
        {
            return;
        }
        End::Stuck => (None, "it takes nothing"),
        End::Close(code) => (Some(code.code()), code.reason()),
        End::Dismiss(farewell) => (Some(farewell.code().code()), farewell.reason()),
    };
    let subnet = edge.trust.counted_as(session.address());
    if let Some(left_out) = edge.log_limit.admit(subnet, Instant::now()) {
        let (client, address) = (session.client(), session.pseudonym());
        tracing::info!(client, %address, code, left_out, "closed: {reason}");
    }
}

/// Waits for the hello, and has a room let the client in.
async fn come_in(
    connection: &mut Connection,
    ticket: Ticket,
    session: &mut OpenSession,
    edge: &Edge,
) -> Result<Visit, End> {
    let mut stopping = edge.stopping.clone();
    let hello = tokio::select! {
        greeted = connection.greet() => greeted?,
        _ = stopping.wait_for(|stop| *stop) => return Err(End::Close(CloseCode::Restarting)),
    };
    let token = ticket.token.map_err(End::Close)?;
    enter(connection.line(), hello, token, ticket.wish, session, edge).await
}

/// Takes part in a room until the end. The room is told of it, whatever it is.
async fn play(connection: &mut Connection, session: &mut OpenSession, visit: &mut Visit) -> End {
    let client = session.client();
    let Visit {
        place,
        goodbye,
        talk,
    } = visit;
    let Err(end) = connection
        .converse(&place.room, session, goodbye, talk)
        .await;
    let gone = if end.may_come_back() {
        Request::Lost { client }
    } else {
        Request::Disconnect { client }
    };
    // A room that has stopped needs no goodbye.
    let _ = Box::pin(place.room.ask(gone)).await;
    end
}

/// What a client has once it is in a room.
struct Visit {
    place: Place,
    goodbye: Goodbye,
    talk: Talk,
}

/// Has a room let the client in.
async fn enter(
    line: Arc<Line>,
    mut hello: Hello,
    token: Option<TokenHash>,
    wish: Wish,
    session: &mut OpenSession,
    edge: &Edge,
) -> Result<Visit, End> {
    let (address, now) = (session.address(), Stamp::now());
    if let Some(farewell) = edge.bans.farewell(address, token.as_ref(), now) {
        return Err(End::Dismiss(farewell));
    }
    let (client, role) = (session.client(), hello.role);
    let household = edge.trust.counted_as(address).map(Subnet::household);
    let may_know = |room| edge.lobby.may_know(wish, room);
    let friend = Friend::of(&hello, &edge.sessions, may_know);
    let wish = match (wish, friend.as_ref().and_then(Friend::room)) {
        (Wish::Any, Some(room)) => Wish::Rather(room),
        (wish, _) => wish,
    };
    let comer = edge.comer(address, token);
    let (mut place, key) = place(&hello, household, (wish, &comer), edge).await?;
    let room = place.room.status().room;
    session.placed(room, role);
    // Who comes back goes on where it was.
    let friend = friend.filter(|_| place.seat.is_some());
    let seat = match role {
        Role::Pilot => place.seat.take(),
        Role::Spectator => None,
    };
    let known = known(&hello, token, (client, &place), &edge.store).await?;
    let token = earning_token(&hello, &known, &place, address, edge);
    let is_unkept = token != known.token;
    session.earns_for_nothing(is_unkept);
    let wished = std::mem::replace(&mut hello.name, known.name.unwrap_or_default());
    let given = hello.name.clone();
    session.named(&given);
    let (outbox, mut goodbye) = outbox(line);
    let newcomer = Newcomer {
        client,
        hello,
        token,
        key,
        near: friend.as_ref().and_then(|friend| friend.near_in(room)),
        seat,
        outbox,
    };
    let asked = place.room.ask(Request::Connect(Box::new(newcomer))).await;
    asked.map_err(|_| End::Close(CloseCode::Restarting))?;
    // Asked at the next tick; whoever is not let in is told so by the goodbye.
    let seated = goodbye.seated().await.filter(|_| role == Role::Pilot);
    let voices = Voices::of((client, address), token, known.player, &edge.trust);
    let speaker = seated.map(|seated| speaker(seated, voices, session, edge));
    // Who comes back flies on under the name of before.
    let is_given = speaker
        .as_ref()
        .is_some_and(|speaker| speaker.name == given);
    let renamed = why_not(&wished, known.taken).filter(|_| is_given);
    // A private room may have ended just now.
    let talk = talk_in(room, speaker, edge);
    let mut talk = talk.ok_or(End::Close(CloseCode::Restarting))?;
    let unkept = is_unkept.then(|| Aside::plain(AsideKind::Unkept));
    let joined = friend.map(|friend| friend.aside_in(room));
    for aside in [renamed, unkept, joined].into_iter().flatten() {
        talk.tell(aside);
    }
    Ok(Visit {
        place,
        goodbye,
        talk,
    })
}

/// Why there is no place for somebody.
fn without_a_place(role: Role, wish: Wish, edge: &Edge) -> End {
    counter!(REFUSED).increment(1);
    let is_loaded = *edge.load.borrow() >= Load::High;
    if let Wish::Only(room) = wish
        && !edge.lobby.has(room)
    {
        return End::Dismiss(Farewell::no_such_room());
    }
    if let Wish::Private(code) = wish
        && edge.lobby.private().reached_by(code).is_none()
    {
        return End::Dismiss(Farewell::no_such_private_room());
    }
    // Seats are the room's, at whatever edge.
    let is_of_this_edge = match role {
        Role::Pilot => is_loaded || edge.lobby.is_draining(),
        Role::Spectator => !edge.lobby.may_be_watched(),
    };
    if is_of_this_edge && let Some(address) = edge.elsewhere(role) {
        return End::Dismiss(Farewell::elsewhere(&address));
    }
    match (role, wish) {
        (Role::Pilot, _) if edge.lobby.is_draining() => End::Dismiss(Farewell::draining()),
        (Role::Pilot, Wish::Only(room)) if !is_loaded => End::Dismiss(Farewell::room_full(room)),
        (Role::Pilot, Wish::Private(_)) if !is_loaded => {
            End::Dismiss(Farewell::private_room_full())
        }
        (Role::Pilot | Role::Spectator, _) => End::Close(CloseCode::Full),
    }
}

/// The token for which the store keeps what somebody earns. It is the known one,
/// unless nothing of it is to be kept.
fn earning_token(
    hello: &Hello,
    known: &Known,
    place: &Place,
    address: IpAddr,
    edge: &Edge,
) -> Option<TokenHash> {
    // What bots earn is kept nowhere, nor what anybody earns in a private room, and who
    // watches earns nothing. Who comes back is what it was before, whatever it says.
    let is_private = edge.lobby.private().has(place.room.status().room);
    let is_person = !hello.bot || hello.session.is_some();
    let earns = hello.role == Role::Pilot && is_person && !is_private;
    known.token.filter(|token| {
        let is_kept = known.player.is_some() || place.recorded_as == Some(*token);
        !earns || is_kept || may_be_kept(address, edge)
    })
}

/// A pilot as others hear it, once it is in a room.
fn speaker(seated: Seated, voices: Voices, session: &OpenSession, edge: &Edge) -> Speaker {
    session.named(&seated.name);
    session.may_talk(voices);
    Speaker {
        player: seated.player,
        name: seated.name,
        voices,
        household: edge.trust.talks_from(session.address()),
    }
}

/// What is said in a room, heard by somebody who may speak if it flies there.
fn talk_in(room: u32, speaker: Option<Speaker>, edge: &Edge) -> Option<Talk> {
    let company = edge.companies.of(room)?;
    Some(Talk::new(Arc::clone(&company.chat), speaker))
}

/// A place in a room, and the key to come back with: for who was cut off those
/// of before, however crowded it is by now.
async fn place(
    hello: &Hello,
    household: Option<Household>,
    (wish, comer): (Wish, &Comer),
    edge: &Edge,
) -> Result<(Place, SessionKey), End> {
    if let (Role::Pilot, Some(claim)) = (hello.role, &hello.session)
        && let Some(place) = edge.lobby.find(claim).await
    {
        return Ok((place, claim.key));
    }
    if let Some(farewell) = edge.turns_away_from(wish, comer) {
        return Err(End::Dismiss(farewell));
    }
    let place = place_of_newcomer(hello.role, household, wish, edge).await;
    let place = place.ok_or_else(|| without_a_place(hello.role, wish, edge))?;
    Ok((place, SessionKey(identity::random())))
}

async fn place_of_newcomer(
    role: Role,
    household: Option<Household>,
    wish: Wish,
    edge: &Edge,
) -> Option<Place> {
    if role == Role::Pilot && *edge.load.borrow() >= Load::High {
        return None;
    }
    match (edge.lobby.place(wish, role, household), role) {
        (None, Role::Pilot) => edge.lobby.place_of_absent(wish, household).await,
        (place, Role::Pilot | Role::Spectator) => place,
    }
}

/// Why a pilot does not fly under the name that it wished.
fn why_not(wished: &str, taken: Option<Taken>) -> Option<Aside> {
    let Some(name) = name::clean(wished) else {
        return (!wished.is_empty()).then(|| Aside::plain(AsideKind::NameUnseen));
    };
    taken.map(|taken| match taken {
        Taken::Claimed => Aside::named(AsideKind::NameClaimed, name),
        Taken::LooksClaimed => Aside::named(AsideKind::NameLooksClaimed, name),
    })
}

/// Counts a browser that has no player yet. From an address with too many such
/// nothing is kept of what the next ones score.
fn may_be_kept(address: IpAddr, edge: &Edge) -> bool {
    let subnet = edge.trust.counted_as(address);
    let home = subnet.map(Home::of);
    home.is_none_or(|home| edge.newcomers.take(home, Instant::now()).is_ok())
}

/// Who comes in, and what others see of the wished name. A browser that the
/// store cannot recognise now is told to come again: it must not fly as somebody
/// else; a pilot who comes back flies on as whom its room knows it. One without a token is nobody yet, whatever the store says.
async fn known(
    hello: &Hello,
    token: Option<TokenHash>,
    (client, place): (ClientId, &Place),
    store: &Store,
) -> Result<Known, End> {
    let stranger = Known {
        token,
        ..Known::default()
    };
    if hello.role == Role::Spectator {
        return Ok(stranger);
    }
    let wished = name::clean(&hello.name);
    // It may be a while until a cluster has a keeper again.
    let flies_on = store.is_elsewhere() && token.is_some() && place.recorded_as == token;
    let within = match flies_on {
        true => KNOWN_AGAIN_WITHIN,
        false => KNOWN_WITHIN,
    };
    let asked = recognise(Recognising { token, wished }, store);
    let mut known = match timeout(within, asked).await {
        Ok(Ok(known)) => known,
        _ if token.is_none() || flies_on => stranger,
        _ => return Err(End::Close(CloseCode::Busy)),
    };
    // The upper half names the edge, where there are several.
    let number = client as u32;
    known.name.get_or_insert_with(|| format!("Pilot-{number}"));
    Ok(known)
}

/// Asks the store who somebody is; again and again while it is elsewhere, and nobody has
/// it.
async fn recognise(asked: Recognising, store: &Store) -> Result<Known, StoreError> {
    loop {
        match store.ask(asked.clone()).await {
            Err(StoreError::Busy) if store.is_elsewhere() => sleep(ASKED_EVERY).await,
            told => return told,
        }
    }
}
