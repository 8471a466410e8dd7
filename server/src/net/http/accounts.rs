//! A browser's own player: its career, its name and password.

use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::{Role, name, text};
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::http::header;
use axum::response::IntoResponse;
use axum::{Json, Router, routing};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use super::body::Body;
use super::problem::Problem;
use super::to_its_end::to_its_end;
use crate::net::Edge;
use crate::net::client::farewell::Farewell;
use crate::net::peers::Word;
use crate::net::visitor::browser::{Identity, known, recognise, set};
use crate::net::visitor::caller::Caller;
use crate::net::visitor::identity::Token;
use crate::net::visitor::networks::Home;
use crate::net::visitor::passwords::Guesser;
use crate::store::questions::{
    AccountOf, AccountOfName, Claiming, Deleting, ExportOf, LoggingIn, LoggingOut, MayClaim, MeOf,
    SecretChange, StandingOf,
};
use crate::store::{Account, Export, Me, Relation, Secret, TokenHash};

/// How long a password may be, in bytes; the shortest is in characters.
const PASSWORD_BYTES_MAX: usize = 256;
const PASSWORD_CHARS_MIN: usize = 8;
/// How many tokens other edges are told of in one word, which is to be short.
const TOKENS_TOLD: usize = 64;
/// How long somebody who logs in waits for a secret that is made as new ones are.
const RENEWED_WITHIN: Duration = Duration::from_secs(1);
/// How long somebody who has just got a player waits to be told of its career.
const TOLD_WITHIN: Duration = Duration::from_secs(1);

/// What tells of players.
pub(in crate::net) fn router() -> Router<Arc<Edge>> {
    Router::new()
        .route("/api/me", routing::get(me))
        .route("/api/me/export", routing::get(export))
}

/// What changes players.
pub(in crate::net) fn changing_router() -> Router<Arc<Edge>> {
    Router::new()
        .route("/api/me", routing::delete(delete))
        .route("/api/claim", routing::post(claim))
        .route("/api/login", routing::post(log_in))
        .route("/api/logout", routing::post(log_out))
        .route("/api/password", routing::post(change_password))
}

#[derive(Deserialize)]
struct Credentials {
    name: String,
    password: String,
}

#[derive(Deserialize)]
struct NewPassword {
    old: String,
    new: String,
}

/// The password, if the player has one.
#[derive(Deserialize)]
struct Consent {
    password: Option<String>,
}

/// What a browser is told of its player.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    me: Me,
    /// Whether it flies now and nothing is kept of what it earns.
    unkept: bool,
    /// How many may fly in a room of its own at the most; none if it may open none.
    room_people: Option<u32>,
}

/// Nothing to say.
#[derive(Deserialize, Serialize)]
struct Empty {}

async fn me(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<(Identity, Json<Told>), Problem> {
    // One that comes for the first time, or with a token that opens nothing any
    // more, gets a new one.
    let Some(token) = edge.browser(&headers).await? else {
        return Ok(told(&edge, Token::fresh(), Me::default(), caller));
    };
    let hash = token.hash();
    let standing = edge.store.ask(StandingOf { token: hash });
    Ok(match standing.await? {
        Some(me) => told(&edge, token, me, caller),
        None => told(&edge, Token::fresh(), Me::default(), caller),
    })
}

fn told(edge: &Edge, token: Token, me: Me, caller: Caller) -> (Identity, Json<Told>) {
    let unkept = edge.sessions.is_unkept(&token.hash());
    let rooms = edge.lobby.private().settings();
    let told = Told {
        me,
        unkept,
        room_people: rooms.map(|rooms| rooms.capacity_max),
    };
    (set(edge.cookie.keep(&token, caller.secure)), Json(told))
}

/// Has a browser keep a token that opens the player of this name from now on.
/// That is committed, so it is told whatever else cannot be read just then.
async fn admitted(
    edge: Arc<Edge>,
    token: Token,
    name: String,
    caller: Caller,
) -> (Identity, Json<Told>) {
    let hash = token.hash();
    recognise(&edge, hash).await;
    let me = edge.store.ask(MeOf { token: hash });
    let me = match timeout(TOLD_WITHIN, me).await {
        Ok(Ok(me)) => me,
        Ok(Err(_)) | Err(_) => Me {
            name: Some(name),
            claimed: true,
            ..Me::default()
        },
    };
    told(&edge, token, me, caller)
}

async fn export(
    State(edge): State<Arc<Edge>>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let token = known(&edge, &headers).await?;
    let export = edge.store.ask(ExportOf { token });
    let export: Json<Export> = Json(export.await?);
    let as_file = (
        header::CONTENT_DISPOSITION,
        "attachment; filename=\"asteroids-player.json\"",
    );
    Ok(([as_file, (header::CACHE_CONTROL, "no-store")], export))
}

async fn claim(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Body(credentials): Body<Credentials>,
) -> Result<(Identity, Json<Told>), Problem> {
    let name = name::clean(&credentials.name).ok_or(Problem::NoName)?;
    let password = acceptable(credentials.password)?;
    let guesser = stranger(&edge, caller);
    let may = edge.passwords.may_hash(guesser, Instant::now());
    may.then_some(()).ok_or(Problem::TooManyGuesses)?;
    let before = edge.browser(&headers).await?.map(|token| token.hash());
    let wished = MayClaim {
        before,
        name: name.clone(),
    };
    // What can be refused is refused before it costs a hash.
    let claimant = edge.store.ask(wished).await?;
    let secret = edge.hasher.hash(guesser, password).await?;
    // A token of its own: one that somebody may have planted before opens nothing.
    let token = Token::fresh();
    let hash = token.hash();
    to_its_end(async move {
        let claiming = Claiming {
            before,
            claimant,
            token: hash,
            name: name.clone(),
            secret,
        };
        edge.store.ask(claiming).await?;
        Ok(admitted(edge, token, name, caller).await)
    })
    .await
}

async fn log_in(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Body(Credentials { name, password }): Body<Credentials>,
) -> Result<(Identity, Json<Told>), Problem> {
    let name = name::clean(&name).unwrap_or_default();
    let before = edge.browser_or_stranger(&headers).await?;
    let asked = AccountOfName {
        name: name.clone(),
        asking: before.map(|token| token.hash()),
    };
    let (account, relation) = edge.store.ask(asked).await?;
    let guesser = match (relation, &account) {
        (Relation::Own, Some(account)) => Guesser::Owner(account.player),
        (Relation::Former, Some(account)) => Guesser::Former(account.player),
        (Relation::Stranger, _) | (_, None) => stranger(&edge, caller),
    };
    count_guess(&edge, &name, guesser)?;
    let secret = account.as_ref().map(|account| account.secret.clone());
    let form = opening(&edge, guesser, secret, &password).await?;
    let (account, form) = account.zip(form).ok_or(Problem::WrongPassword)?;
    let composed = text::composed(&password);
    let renewed = match account.secret.is_current() && form == composed {
        true => None,
        // If there is no time or memory for it now, there is at the next login.
        false => {
            let renewed = timeout(RENEWED_WITHIN, edge.hasher.hash(guesser, composed)).await;
            renewed.ok().and_then(Result::ok)
        }
    };
    // As with a claim.
    let token = Token::fresh();
    let hash = token.hash();
    to_its_end(async move {
        let logging_in = LoggingIn {
            token: hash,
            account,
            renewed,
        };
        edge.store.ask(logging_in).await?;
        Ok(admitted(edge, token, name, caller).await)
    })
    .await
}

async fn log_out(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Body(Empty {}): Body<Empty>,
) -> Result<(Identity, Json<Empty>), Problem> {
    let token = known(&edge, &headers).await?;
    let forget = set(edge.cookie.forget(&headers, caller.secure));
    to_its_end(async move {
        edge.store
            .ask(LoggingOut { token })
            .await?
            .then_some(())
            .ok_or(Problem::NotClaimed)?;
        edge.revoke(vec![token]);
        Ok((forget, Json(Empty {})))
    })
    .await
}

async fn change_password(
    State(edge): State<Arc<Edge>>,
    headers: HeaderMap,
    Body(NewPassword { old, new }): Body<NewPassword>,
) -> Result<Json<Empty>, Problem> {
    let token = known(&edge, &headers).await?;
    let new = acceptable(new)?;
    let account = consents(&edge, token, Some(old)).await?;
    let account = account.ok_or(Problem::NoPassword)?;
    let secret = edge
        .hasher
        .hash(Guesser::Owner(account.player), new)
        .await?;
    to_its_end(async move {
        let change = SecretChange {
            token,
            account,
            secret,
        };
        edge.revoke(edge.store.ask(change).await?);
        Ok(Json(Empty {}))
    })
    .await
}

async fn delete(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Body(Consent { password }): Body<Consent>,
) -> Result<(Identity, Json<Empty>), Problem> {
    let token = known(&edge, &headers).await?;
    let account = consents(&edge, token, password).await?;
    let forget = set(edge.cookie.forget(&headers, caller.secure));
    to_its_end(async move {
        let tokens = edge.store.ask(Deleting { token, account });
        edge.revoke(tokens.await?);
        Ok((forget, Json(Empty {})))
    })
    .await
}

impl Edge {
    /// Has nobody fly on under tokens that open nothing any more, here and elsewhere.
    fn revoke(&self, tokens: Vec<TokenHash>) {
        self.end_flights(&tokens);
        for tokens in tokens.chunks(TOKENS_TOLD) {
            self.tell_others(&Word::Revoked(tokens.to_vec()));
        }
    }

    /// The same here.
    pub(in crate::net) fn end_flights(&self, tokens: &[TokenHash]) {
        self.sessions.dismiss_all(|guest| {
            let flies = matches!(guest.place, Some((_, Role::Pilot)));
            let revoked = guest.token.is_some_and(|token| tokens.contains(&token));
            (flies && revoked).then(Farewell::logged_out)
        });
    }
}

/// Checks that who asks is a player, and knows its password. Gives the account
/// that it is for; none if the player is not claimed.
async fn consents(
    edge: &Edge,
    token: TokenHash,
    password: Option<String>,
) -> Result<Option<Account>, Problem> {
    let (name, account) = edge.store.ask(AccountOf { token }).await?;
    let name = name.ok_or(Problem::NobodyYet)?;
    let Some(account) = account else {
        return Ok(None); // There is no password.
    };
    let guesser = Guesser::Owner(account.player);
    count_guess(edge, &name, guesser)?;
    let (secret, password) = (account.secret.clone(), password.unwrap_or_default());
    let form = opening(edge, guesser, Some(secret), &password).await?;
    form.map(|_| Some(account)).ok_or(Problem::WrongPassword)
}

/// The form of a password that opens a secret. New ones are composed; one of
/// before may be as it was typed once, which differs from system to system.
async fn opening(
    edge: &Edge,
    guesser: Guesser,
    secret: Option<Secret>,
    password: &str,
) -> Result<Option<String>, Problem> {
    for form in text::forms(password) {
        let opens = edge.hasher.verify(guesser, secret.clone(), form.clone());
        if opens.await? {
            return Ok(Some(form));
        }
    }
    Ok(None)
}

/// Whoever comes from there.
fn stranger(edge: &Edge, caller: Caller) -> Guesser {
    Guesser::Stranger(edge.trust.counted_as(caller.address).map(Home::of))
}

/// Counts a guess at the password of a name.
fn count_guess(edge: &Edge, name: &str, guesser: Guesser) -> Result<(), Problem> {
    let may = edge.passwords.may_guess(name, guesser, Instant::now());
    may.then_some(()).ok_or(Problem::TooManyGuesses)
}

/// A new password, in the form in which it is the same on every system.
fn acceptable(password: String) -> Result<String, Problem> {
    let password = text::composed(&password);
    let long_enough = password.chars().count() >= PASSWORD_CHARS_MIN;
    if long_enough && password.len() <= PASSWORD_BYTES_MAX {
        Ok(password)
    } else {
        Err(Problem::PasswordLength)
    }
}
