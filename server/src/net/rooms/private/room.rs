//! A room that somebody has opened for itself and whoever has the link.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use asteroids_shared::PlayerId;
use axum::http::HeaderMap;
use tokio::sync::oneshot;

use super::code::Code;
use crate::net::client::farewell::Farewell;
use crate::net::visitor::bearer::Bearer;
use crate::room::{ClientId, Household, Order, Request, RoomHandle};
use crate::store::TokenHash;

/// So many stay put out. Beyond that the one who was first may come again.
const PUT_OUT_MAX: usize = 64;

/// By what somebody is known who comes to a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comer {
    /// Its browser, if that has a cookie.
    pub token: Option<TokenHash>,
    /// From where it comes; none for a proxy, and for who no cap holds.
    pub household: Option<Household>,
}

impl Comer {
    fn is_like(&self, other: &Self) -> bool {
        let has_same_token = self.token.is_some() && self.token == other.token;
        has_same_token || (self.household.is_some() && self.household == other.household)
    }
}

/// A room that somebody has opened for itself and whoever has the link.
#[derive(Debug)]
pub struct PrivateRoom {
    /// Its number, which no other room of this process ever has.
    pub number: u32,
    /// How to reach it.
    pub handle: RoomHandle,
    /// Whether people may talk there.
    pub has_chat: bool,
    code: Code,
    key: Bearer,
    owner: Comer,
    rules: Mutex<Rules>,
}

/// What its owner has ordered.
#[derive(Debug, Default)]
struct Rules {
    locked: bool,
    put_out: VecDeque<Comer>,
}

impl PrivateRoom {
    /// One that whoever has the code may come to, and whoever has the key moderates.
    pub fn new(
        (number, handle): (u32, RoomHandle),
        has_chat: bool,
        (code, key): (Code, Bearer),
        owner: Comer,
    ) -> Self {
        Self {
            number,
            handle,
            has_chat,
            code,
            key,
            owner,
            rules: Mutex::default(),
        }
    }

    /// Whether this is its code.
    pub fn is_reached_by(&self, code: Code) -> bool {
        self.code == code
    }

    /// Whether a request is its owner's.
    pub fn obeys(&self, headers: &HeaderMap) -> bool {
        self.key.is_in(headers)
    }

    /// Why somebody may not come in who was not there before, if so. Its owner always
    /// may.
    pub fn turns_away(&self, comer: &Comer) -> Option<Farewell> {
        if comer.token.is_some() && comer.token == self.owner.token {
            return None;
        }
        let rules = self.rules();
        if rules.put_out.iter().any(|one| one.is_like(comer)) {
            return Some(Farewell::put_out());
        }
        rules.locked.then(Farewell::locked)
    }

    /// Lets nobody new in from now on, or lets them in again.
    pub fn lock(&self, on: bool) {
        self.rules().locked = on;
    }

    /// Whether nobody new comes in.
    pub fn is_locked(&self) -> bool {
        self.rules().locked
    }

    /// Has somebody stay away as long as there is the room. Of the owner's own household
    /// others may come.
    pub fn keep_out(&self, comer: Comer) {
        let household = comer
            .household
            .filter(|it| Some(*it) != self.owner.household);
        let mut rules = self.rules();
        if rules.put_out.len() >= PUT_OUT_MAX {
            rules.put_out.pop_front();
        }
        rules.put_out.push_back(Comer { household, ..comer });
    }

    /// The connection of somebody who flies there.
    pub async fn client_of(&self, player: PlayerId) -> Option<ClientId> {
        let (answer, present) = oneshot::channel();
        let order = Request::Moderate(Order::CallRoll { answer });
        self.handle.ask(order).await.ok()?;
        let present = present.await.ok()?;
        let flies = present
            .iter()
            .find(|it| player != 0 && it.player == player)?;
        Some(flies.client)
    }

    fn rules(&self) -> MutexGuard<'_, Rules> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
