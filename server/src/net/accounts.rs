//! A browser's own player: its career, its name and password.

use std::sync::Arc;
use std::time::Instant;

use asteroids_shared::protocol::{Role, name};
use axum::extract::{Extension, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{AppendHeaders, IntoResponse};
use axum::{Json, Router, routing};
use serde::{Deserialize, Serialize};

use super::Edge;
use super::body::Body;
use super::caller::Caller;
use super::farewell::Farewell;
use super::identity::{Token, no_cookie};
use super::passwords::Guesser;
use super::problem::Problem;
use crate::store::{Export, Me, TokenHash, unix_now};

/// How long a password may be, in bytes; the shortest is in characters.
const PASSWORD_BYTES_MAX: usize = 256;
const PASSWORD_CHARS_MIN: usize = 8;

/// A header with which a browser keeps or forgets who it is. What comes with it
/// is for that browser alone.
type Cookie = AppendHeaders<[(HeaderName, HeaderValue); 2]>;

pub(super) fn router() -> Router<Arc<Edge>> {
    Router::new()
        .route("/api/me", routing::get(me).delete(delete))
        .route("/api/me/export", routing::get(export))
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

/// Nothing to say.
#[derive(Deserialize, Serialize)]
struct Empty {}

fn set(cookie: HeaderValue) -> Cookie {
    let uncached = HeaderValue::from_static("no-store");
    AppendHeaders([
        (header::SET_COOKIE, cookie),
        (header::CACHE_CONTROL, uncached),
    ])
}

/// Who the browser is; one that comes for the first time, or with a token that
/// opens nothing any more, gets a new one.
async fn known_or_new(edge: &Edge, headers: &HeaderMap) -> Result<Token, Problem> {
    let Some(token) = Token::of(headers) else {
        return Ok(Token::fresh());
    };
    let hash = token.hash();
    let spent = edge.store.call(move |store| store.is_spent(&hash)).await?;
    Ok(if spent { Token::fresh() } else { token })
}

fn known(headers: &HeaderMap) -> Result<TokenHash, Problem> {
    let token = Token::of(headers).ok_or(Problem::NobodyYet)?;
    Ok(token.hash())
}

async fn me(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<(Cookie, Json<Me>), Problem> {
    let token = known_or_new(&edge, &headers).await?;
    told_of(&edge, token, caller).await
}

async fn told_of(edge: &Edge, token: Token, caller: Caller) -> Result<(Cookie, Json<Me>), Problem> {
    let hash = token.hash();
    let me = edge.store.call(move |store| store.me(&hash, unix_now()));
    Ok((set(token.cookie(caller.secure)), Json(me.await?)))
}

async fn export(
    State(edge): State<Arc<Edge>>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let token = known(&headers)?;
    let export = edge
        .store
        .call(move |store| store.export(&token, unix_now()));
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
) -> Result<(Cookie, Json<Me>), Problem> {
    let name = name::clean(&credentials.name).ok_or(Problem::NoName)?;
    let password = acceptable(credentials.password)?;
    count_guess(&edge, &name, caller, None)?;
    let secret = edge.passwords.hash(password).await;
    // A token of its own: one that somebody may have planted before opens nothing.
    let (before, token) = (known(&headers).ok(), Token::fresh());
    let hash = token.hash();
    edge.store
        .call(move |store| store.claim(before.as_ref(), &hash, (&name, &secret), unix_now()))
        .await?;
    edge.bans.refresh(&edge.store).await?;
    told_of(&edge, token, caller).await
}

async fn log_in(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Body(Credentials { name, password }): Body<Credentials>,
) -> Result<(Cookie, Json<Me>), Problem> {
    let name = name::clean(&name).unwrap_or_default();
    let (wanted, before) = (name.clone(), known(&headers).ok());
    let asked = edge.store.call(move |store| {
        let owner = match before {
            Some(token) => store.knew(&token, &wanted)?.then_some(token),
            None => None,
        };
        Ok((store.secret_of_name(&wanted)?, owner))
    });
    let (secret, owner) = asked.await?;
    count_guess(&edge, &name, caller, owner)?;
    if !edge.passwords.verify(secret, password).await {
        return Err(Problem::WrongPassword);
    }
    // As with a claim.
    let token = Token::fresh();
    let hash = token.hash();
    edge.store
        .call(move |store| store.log_in(&hash, &name))
        .await?;
    edge.bans.refresh(&edge.store).await?;
    told_of(&edge, token, caller).await
}

async fn log_out(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Body(Empty {}): Body<Empty>,
) -> Result<(Cookie, Json<Empty>), Problem> {
    let token = known(&headers)?;
    edge.store
        .call(move |store| match store.secret_of(&token)? {
            Some(_) => store.log_out(&token).map(|()| true),
            None => Ok(false),
        })
        .await?
        .then_some(())
        .ok_or(Problem::NotClaimed)?;
    end_flights(&edge, &[token]);
    Ok((set(no_cookie(caller.secure)), Json(Empty {})))
}

async fn change_password(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Body(NewPassword { old, new }): Body<NewPassword>,
) -> Result<Json<Empty>, Problem> {
    let token = known(&headers)?;
    let new = acceptable(new)?;
    consents(&edge, token, caller, Some(old)).await?;
    let secret = edge.passwords.hash(new).await;
    let others = edge
        .store
        .call(move |store| store.change_secret(&token, &secret));
    end_flights(&edge, &others.await?);
    Ok(Json(Empty {}))
}

async fn delete(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Body(Consent { password }): Body<Consent>,
) -> Result<(Cookie, Json<Empty>), Problem> {
    let token = known(&headers)?;
    consents(&edge, token, caller, password).await?;
    let tokens = edge
        .store
        .call(move |store| store.delete_player(&token, unix_now()));
    end_flights(&edge, &tokens.await?);
    Ok((set(no_cookie(caller.secure)), Json(Empty {})))
}

/// Has nobody fly on under tokens that open nothing any more.
fn end_flights(edge: &Edge, tokens: &[TokenHash]) {
    edge.sessions.dismiss_all(|guest| {
        let flies = matches!(guest.place, Some((_, Role::Pilot)));
        let revoked = guest.token.is_some_and(|token| tokens.contains(&token));
        (flies && revoked).then(Farewell::logged_out)
    });
}

/// Checks that who asks knows the password of a claimed player.
async fn consents(
    edge: &Edge,
    token: TokenHash,
    caller: Caller,
    password: Option<String>,
) -> Result<(), Problem> {
    let known = edge.store.call(move |store| {
        let name = store.me(&token, unix_now())?.name;
        Ok(name.zip(store.secret_of(&token)?))
    });
    let Some((name, secret)) = known.await? else {
        return Ok(()); // There is no password.
    };
    count_guess(edge, &name, caller, Some(token))?;
    let password = password.unwrap_or_default();
    match edge.passwords.verify(Some(secret), password).await {
        true => Ok(()),
        false => Err(Problem::WrongPassword),
    }
}

/// Counts a guess at the password of a name, by a browser that belongs to it or
/// by a stranger.
fn count_guess(
    edge: &Edge,
    name: &str,
    caller: Caller,
    owner: Option<TokenHash>,
) -> Result<(), Problem> {
    let stranger = || Guesser::Stranger(edge.trust.counted_as(caller.address));
    let guesser = owner.map_or_else(stranger, Guesser::Owner);
    let may = edge.passwords.may_guess(name, guesser, Instant::now());
    may.then_some(()).ok_or(Problem::TooManyGuesses)
}

fn acceptable(password: String) -> Result<String, Problem> {
    let long_enough = password.chars().count() >= PASSWORD_CHARS_MIN;
    if long_enough && password.len() <= PASSWORD_BYTES_MAX {
        Ok(password)
    } else {
        Err(Problem::PasswordLength)
    }
}
